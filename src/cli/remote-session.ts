import { setTimeout as sleep } from 'node:timers/promises';
import { httpClient } from '../client/http';
import { type Connection, createTransport } from '../client/http/transport';
import type { Flags } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { Kubectl } from '../kubectl/kubectl';
import type { ContextSettings } from './kubeconfig-store';
import { nodeFetch } from './node-fetch';
import { remoteContainers } from './remote-containers';
import { credentials } from './remote-credentials';
import type { Session } from './session';

/** What sessions have in common, wherever their cluster is. */
export type SessionBase = Pick<Session, 'config' | 'context' | 'inContext'> & {
  readonly kubectl: Pick<
    Kubectl,
    | 'namespace'
    | 'isNamespaceGiven'
    | 'server'
    | 'program'
    | 'streams'
    | 'files'
    | 'programs'
    | 'ports'
    | 'kubeconfig'
    | 'env'
    | 'now'
  >;
};

/**
 * A run over the API server at an address: it opens no state and keeps none.
 * @throws CommandError for ways to sign in that this program does not know
 */
export function createRemoteSession(
  server: string,
  base: SessionBase,
  settings: ContextSettings,
  flags: Flags,
): Session {
  const { streams, program } = base.kubectl;
  const { tls, ...login } = credentials(server, settings, flags, base.config.path);
  const connection: Connection = {
    server,
    ...login,
    fetch: nodeFetch(tls),
    pause: (milliseconds) => sleep(milliseconds),
    warn: (text) => streams.err(`Warning: ${text}\n`),
  };
  const client = httpClient(connection);

  function refuse(): never {
    throw new CommandError(
      `the cluster at ${server} is not simulated: choose one that is with --context, or make one with "${program} sim init"`,
    );
  }

  return {
    ...base,
    inContext: (context) => (flags.text('server') === '' ? base.inContext(context) : refuse()),
    kubectl: {
      ...base.kubectl,
      client,
      containers: remoteContainers({ server, ...login, tls }, createTransport(connection)),
      random: { below: (limit) => Math.floor(Math.random() * limit) },
      isSettled: false,
      together: (requests) => requests(),
      proxy: async (options) => (await import('./proxy/start')).startProxy(options, server, { tls, ...login }),
      commit: () => {},
      async outside(wait) {
        streams.flush();
        return await wait();
      },
      inside: (work) => work(),
    },
    open: async () => {},
    commit: () => {},
    abandon: () => {},
    get cluster() {
      return refuse();
    },
    get statePath() {
      return refuse();
    },
  };
}
