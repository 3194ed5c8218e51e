const acronyms = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `clusterIPConfig` is `cluster`, `IP`, `Config`. @upstream github.com/fatih/camelcase Split */
function camelCaseWords(field: string): string[] {
  return field.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|[^\p{Lu}\p{Ll}]+/gu) ?? [];
}

function titled(word: string): string {
  const acronym = word.toUpperCase();
  if (acronyms.includes(acronym)) return acronym;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A field's name for people: `apiVersion` is `API Version`. @upstream describe.go smartLabelFor */
export function smartLabel(field: string): string {
  return /^[\p{L}-]*$/u.test(field) ? camelCaseWords(field).map(titled).join(' ') : field;
}
