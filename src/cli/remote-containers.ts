import type { Containers } from '../client/containers';
import { commandQuery, converse } from '../client/http/command';
import { resourcePath } from '../client/http/paths';
import { CommandError } from '../kubectl/command-error';
import { names as pods } from '../resources/core/pod';
import type { Reach } from './web-socket';

/** The containers of a cluster that is not in this program: they are reached through its API server. */
export function remoteContainers(reach: Reach): Containers {
  const remote: Containers['remote'] = async ({ metadata }, container, argv, io) => {
    const { name, namespace } = metadata;
    const subresource = argv === undefined ? 'attach' : 'exec';
    const path = resourcePath(pods, { namespace, name, subresource });
    const { openSocket } = await import('./web-socket');
    return await converse(await openSocket(reach, path, commandQuery(container, argv, io)), io);
  };
  return {
    remote,
    async exec(pod, container, argv, input) {
      const [stdout, stderr]: [Uint8Array[], Uint8Array[]] = [[], []];
      const exitCode = await remote(pod, container, argv, {
        stdin: input === '' ? undefined : bytesOf(input),
        stdout: (bytes) => void stdout.push(bytes),
        stderr: (bytes) => void stderr.push(bytes),
      });
      return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode };
    },
    shell: async () => undefined,
    log: refuse,
    connect: refuse,
    finish: async () => {},
    defaultCommand: () => [],
  };
}

function textOf(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

async function refuse(): Promise<never> {
  throw new CommandError('this is not possible with a cluster of another program yet');
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
