/** YAML that cannot be read; the message is go-yaml's: `yaml: line 4: did not find expected key`. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
}

/** @param line as go-yaml counts: none is named for the first line */
export function yamlError(problem: string, line = 0): YamlError {
  return new YamlError(line === 0 ? `yaml: ${problem}` : `yaml: line ${line}: ${problem}`);
}
