import { goQuote } from '../../apimachinery/go-value';
import { compareText } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { unifiedDiff } from './unified';

/** Failures of the program that compares: 1 would say that there are differences. */
const TROUBLE = 2;

/**
 * Shows how the files of two folders differ, by the user's program or by `diff`; where there is none, by our own.
 * @returns 0 where they are the same, 1 where not
 * @throws CommandError where the program fails
 * @upstream kubectl pkg/cmd/diff DiffProgram.Run
 */
export async function compareFolders(from: string, to: string, kubectl: Kubectl): Promise<0 | 1> {
  const { env, programs, streams } = kubectl;
  const [program = '', ...args] = (env('KUBECTL_EXTERNAL_DIFF') ?? '').split(' ');
  const isOwn = program === '';
  const name = isOwn ? 'diff' : program;
  const safe = args.filter((arg) => /^[a-zA-Z0-9-=]+$/.test(arg));
  streams.flush();
  const exitCode = await programs.interact(isOwn ? ['diff', '-u', '-N', from, to] : [program, from, to, ...safe]);
  if (exitCode === 0 || exitCode === 1) return exitCode;
  if (exitCode === undefined && isOwn) return compareHere(from, to, kubectl);
  const reason = exitCode === undefined ? 'executable file not found in $PATH' : `exit status ${exitCode}`;
  throw new CommandError(`failed to run ${goQuote(name)}: ${reason}`, TROUBLE);
}

/** What `diff -u -N` prints of two folders. */
function compareHere(from: string, to: string, { files, streams, now }: Kubectl): 0 | 1 {
  const names = [...new Set([...files.list(from), ...files.list(to)])].sort(compareText);
  const time = new Date(now())
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.\d+)Z$/, '$1000000 +0000');
  const contentOf = (path: string): string => (files.kindOf(path) === 'file' ? files.read(path) : '');
  let result: 0 | 1 = 0;
  for (const name of names) {
    const [before, after] = [`${from}/${name}`, `${to}/${name}`];
    const changes = unifiedDiff(contentOf(before), contentOf(after));
    if (changes === '') continue;
    streams.out(`diff -u -N ${before} ${after}\n--- ${before}\t${time}\n+++ ${after}\t${time}\n${changes}`);
    result = 1;
  }
  return result;
}
