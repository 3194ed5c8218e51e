import type { Pod } from '../resources/core/pod-types';
import type { Containers } from './containers';

/** What a command printed and came to. */
export type Captured = { readonly stdout: Uint8Array; readonly stderr: Uint8Array; readonly exitCode: number };

/**
 * Runs a command in a container for what it prints.
 * @param input what it may read, all at once
 * @throws StatusError where it cannot be started
 */
export async function captured(
  containers: Containers,
  pod: Pod,
  container: string,
  argv: readonly string[],
  input?: Uint8Array,
): Promise<Captured> {
  const [stdout, stderr]: [Uint8Array[], Uint8Array[]] = [[], []];
  const exitCode = await containers.run(pod, container, argv, {
    stdin: input === undefined ? undefined : once(input),
    stdout: (bytes) => void stdout.push(bytes),
    stderr: (bytes) => void stderr.push(bytes),
    outside: (wait) => wait(),
  });
  return { stdout: joined(stdout), stderr: joined(stderr), exitCode };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
