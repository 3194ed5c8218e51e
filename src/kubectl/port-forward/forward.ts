import { goQuote } from '../../apimachinery/go-value';
import { portFailure } from '../../client/port-failure';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import { klogLine } from '../klog';
import type { Connection, Kubectl } from '../kubectl';
import type { ForwardedPort, ListenAddress } from './ports';

/** What is forwarded: the ports of a pod, at addresses of the user's. */
export type Forwarding = {
  readonly pod: Pod;
  readonly addresses: readonly ListenAddress[];
  readonly ports: readonly ForwardedPort[];
};

/**
 * Forwards connections to a pod, until the user interrupts.
 * @throws CommandError when a connection fails or the pod goes away
 * @upstream client-go tools/portforward
 */
export async function forwardPorts(kubectl: Kubectl, forwarding: Forwarding): Promise<void> {
  const { client, commit, ports, streams } = kubectl;
  const { metadata } = forwarding.pod;
  const lost = new AbortController();
  const session = { pod: forwarding.pod, lose: () => lost.abort() };
  try {
    await listenAtAll(kubectl, forwarding, session);
    commit();
    streams.flush();
    const interrupted = ports.untilInterrupted();
    const signal = AbortSignal.any([interrupted, lost.signal]);
    const { name, namespace, resourceVersion } = metadata;
    const selection = { namespace, fieldSelector: `metadata.name=${name}`, resourceVersion, signal };
    for await (const { type, object } of client.watch(pods, selection)) {
      if (type === 'DELETED') break;
      session.pod = object;
    }
    if (!interrupted.aborted) throw new CommandError('lost connection to pod');
  } finally {
    ports.close();
  }
}

/** The pod as it is by now, and what ends the forwarding. */
type Session = { pod: Pod; readonly lose: () => void };

async function listenAtAll(kubectl: Kubectl, { addresses, ports }: Forwarding, session: Session): Promise<void> {
  let isListening = false;
  const tried: ForwardedPort[] = [];
  for (const { local, remote } of ports) {
    const problems: { error: Error; isOptional: boolean }[] = [];
    let port = local;
    for (const { address, isOptional } of addresses) {
      try {
        port = await listen(kubectl, address, { local: port, remote }, session);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        problems.push({ error, isOptional });
      }
    }
    tried.push({ local: port, remote });
    if (isEnough(addresses, problems)) isListening = true;
    else {
      const texts = problems.map(({ error }) => `unable to create listener: Error ${error.message}`);
      kubectl.streams.err(
        `Unable to listen on port ${port}: Listeners failed to create with the following errors: [${texts.join(' ')}]\n`,
      );
    }
  }
  if (isListening) return;
  const list = tried.map((port) => `{${port.local} ${port.remote}}`).join(' ');
  throw new CommandError(`unable to listen on any of the requested ports: [${list}]`);
}

/** Of the addresses of `localhost` one is enough, of the others none may fail. */
function isEnough(addresses: readonly ListenAddress[], problems: readonly { isOptional: boolean }[]): boolean {
  const optional = (all: readonly { isOptional: boolean }[]): number => all.filter((one) => one.isOptional).length;
  if (problems.length > optional(problems)) return false;
  return optional(problems) === 0 || optional(problems) < optional(addresses);
}

async function listen(
  kubectl: Kubectl,
  address: string,
  { local, remote }: ForwardedPort,
  session: Session,
): Promise<number> {
  const { ports, streams } = kubectl;
  const port: number = await ports.listen(address, local, (connection) => {
    streams.out(`Handling connection for ${port}\n`);
    streams.flush();
    void handle(kubectl, connection, { local: port, remote }, session);
  });
  streams.out(`Forwarding from ${address.includes(':') ? `[${address}]` : address}:${port} -> ${remote}\n`);
  return port;
}

async function handle(
  kubectl: Kubectl,
  connection: Connection,
  { local, remote }: ForwardedPort,
  session: Session,
): Promise<void> {
  try {
    const server = await kubectl.inside(() => kubectl.containers.connect(session.pod, remote, kubectl.inside));
    if (server === undefined) throw new CommandError(portFailure(session.pod, remote));
    for await (const bytes of server(connection.input)) await connection.write(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `an error occurred forwarding ${local} -> ${remote}: ${reason}`;
    const line = `"Unhandled Error" err=${goQuote(text)}`;
    kubectl.streams.err(klogLine('E', kubectl.now(), 'portforward.go:424', line));
    session.lose();
  } finally {
    connection.end();
  }
}
