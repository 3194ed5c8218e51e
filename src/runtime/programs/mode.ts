const UMASK = 0o022;
const OCTAL = /^[0-7]{1,4}$/;
const CLAUSE = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/;

const shares: { readonly [who: string]: number } = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const bits: { readonly [letter: string]: number } = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };
const shifts: { readonly [who: string]: number } = { u: 6, g: 3, o: 0 };

/** The bits that letters stand for, for everybody; `u`, `g` and `o` copy what one has. */
function bitsOf(letters: string, mode: number, isFolder: boolean): number {
  const shift = shifts[letters];
  if (shift !== undefined) return ((mode >> shift) & 7) * 0o111;
  let all = 0;
  for (const letter of letters) {
    if (letter === 'X') all |= isFolder || (mode & 0o111) !== 0 ? 0o111 : 0;
    else all |= bits[letter] ?? 0;
  }
  return all;
}

function applied(clause: string, before: number, isFolder: boolean): number {
  const [, who = '', actions = ''] = CLAUSE.exec(clause) ?? [];
  const named = [...who].reduce((sum, letter) => sum | (shares[letter] ?? 0), 0);
  const share = who === '' ? 0o7777 & ~UMASK : named;
  let mode = before;
  for (const action of actions.match(/[-+=][^-+=]*/g) ?? []) {
    const letters = action.slice(1);
    // The sticky bit belongs to nobody, but `u+t` and `g+t` do nothing.
    const wanted = bitsOf(letters, mode, isFolder) & share;
    if (action.startsWith('+')) mode |= wanted;
    else if (action.startsWith('-')) mode &= ~wanted;
    else mode = (mode & ~(named === 0 ? 0o7777 : share)) | wanted | (isFolder ? mode & 0o6000 : 0);
  }
  return mode;
}

/** A change of permission bits. @returns the bits after it */
export type ModeChange = (before: number, isFolder: boolean) => number;

/**
 * Reads `644`, `u+x`, `go=rX,a-w`; undefined where it is none.
 * @param keepsGroup whether a folder keeps what it hands on to files in it, as GNU's chmod does
 */
export function readMode(text: string, keepsGroup: boolean): ModeChange | undefined {
  if (OCTAL.test(text)) {
    const mode = Number.parseInt(text, 8);
    return (before, isFolder) => mode | (isFolder && keepsGroup ? before & 0o6000 : 0);
  }
  const clauses = text.split(',');
  if (!clauses.every((clause) => CLAUSE.test(clause))) return undefined;
  return (before, isFolder) => clauses.reduce((mode, clause) => applied(clause, mode, isFolder), before);
}
