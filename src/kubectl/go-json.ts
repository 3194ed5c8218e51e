/** JSON with `<`, `>` and `&` as escapes, as Go writes it. @upstream encoding/json HTMLEscape */
export function goEscapes(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
