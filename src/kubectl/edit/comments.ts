import { canonicalJson } from '../../apimachinery/hash';
import { readYamlDocuments } from '../../apimachinery/yaml/read';

/** A file without the lines that are comments. @upstream kubectl pkg/cmd/util ManualStrip */
export function withoutComments(text: string): string {
  const isComment = (line: string): boolean => /^\s*#(?!!)/.test(line);
  const lines = text.split('\n');
  return lines.filter((line) => !isComment(line)).join('\n');
}

/** Whether two files hold the same, apart from comments and layout. @upstream kubectl pkg/cmd/util StripComments */
export function holdTheSame(left: string, right: string): boolean {
  return contentOf(left) === contentOf(right);
}

function contentOf(text: string): string {
  try {
    return canonicalJson(readYamlDocuments(text).documents.map(({ json }) => json));
  } catch {
    return withoutComments(text);
  }
}

/** Whether there is anything but blanks and comments in a file. */
export function hasContent(text: string): boolean {
  return text.split('\n').some((line) => /^\s*[^#\s]/.test(line));
}
