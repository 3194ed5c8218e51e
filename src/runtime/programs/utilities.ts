/** What just-bash brings and no program here does: texts, archives, trees. */
const names =
  'awk base64 cmp comm column cut diff du egrep expand expr fgrep file find fold grep gunzip gzip hexdump join jq mawk md5sum nl od paste rev sed seq sha1sum sha256sum sort split strings tac tr tree unexpand uniq wc xargs yq zcat';

const utilities = new Set(names.split(' '));

/** Whether just-bash has a program of that name. */
export function isUtility(name: string): boolean {
  return utilities.has(name);
}

/** Programs that read what they are told to, never what they are sent. */
const deaf = new Set(['cmp', 'diff', 'du', 'expr', 'file', 'find', 'seq', 'tree']);

/**
 * Whether a command reads its standard input: no operand names a file, or one is `-`.
 * @param isFile whether an operand names something in the container
 */
export function readsInput(name: string, args: readonly string[], isFile: (operand: string) => boolean): boolean {
  if (deaf.has(name)) return false;
  return name === 'xargs' || args.includes('-') || !args.some((arg) => !arg.startsWith('-') && isFile(arg));
}
