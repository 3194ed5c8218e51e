import type { ContainerWorld } from '../container-world';
import type { Connected, ConnectFailure } from './network';

/** How a connection attempt went. */
export type Attempt =
  | { readonly type: 'connected'; readonly connected: Connected }
  | { readonly type: ConnectFailure['failure'] }
  /** The caller's patience ended first. */
  | { readonly type: 'expired' };

/** What strerror says of an attempt that failed. */
export const failureReasons: Readonly<Record<ConnectFailure['failure'], string>> = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};

/** How long Linux takes to give up, in milliseconds: six more SYN packets; three ARP requests. */
const patience: Readonly<Record<ConnectFailure['failure'], number>> = {
  refused: 0,
  timeout: 134_169,
  unreachable: 3_067,
};

/**
 * Connects to an address, and waits as long as Linux does where nobody answers.
 * @param limit the milliseconds that the caller waits at most
 */
export async function attemptConnection(
  { network, clock }: ContainerWorld,
  address: string,
  port: number,
  limit = Number.POSITIVE_INFINITY,
  protocol: 'TCP' | 'UDP' = 'TCP',
): Promise<Attempt> {
  const outcome = await network.connect(address, port, protocol);
  if ('listener' in outcome) return { type: 'connected', connected: outcome };
  const needed = patience[outcome.failure];
  if (needed > 0) await clock.sleep(Math.min(needed, limit));
  return needed > limit ? { type: 'expired' } : { type: outcome.failure };
}

/** The address that a container's connections come from. */
export function ownAddress({ pod }: ContainerWorld, to = ''): string {
  if (to.startsWith('127.')) return '127.0.0.1';
  return to === '::1' ? to : (pod.status.podIP ?? '127.0.0.1');
}
