const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

/** A boolean as Go reads it; undefined where it is none. @upstream Go strconv.ParseBool */
export function parseBoolean(text: string): boolean | undefined {
  return booleans.get(text);
}
