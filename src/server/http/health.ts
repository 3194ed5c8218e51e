import type { Answer } from './exchange';
import { noSuchPath } from './status';

/** The checks of each endpoint, as `?verbose` lists them. */
const checks: Readonly<Record<string, readonly string[]>> = {
  healthz: ['ping', 'log', 'etcd'],
  livez: ['ping', 'log', 'etcd'],
  readyz: ['ping', 'log', 'etcd', 'informer-sync', 'shutdown'],
};

/**
 * `/healthz`, `/livez`, `/readyz` and their single checks: a server that answers is well.
 * @throws StatusError NotFound for checks that there are not
 * @upstream apiserver server/healthz/healthz.go
 */
export function healthAnswer(path: string, query: URLSearchParams): Answer {
  const [, endpoint = '', check] = path.split('/');
  const names = checks[endpoint];
  if (names === undefined || (check !== undefined && !names.includes(check))) throw noSuchPath();
  if (!query.has('verbose') || check !== undefined) return { text: 'ok' };
  return { text: `${names.map((name) => `[+]${name} ok\n`).join('')}${endpoint} check passed\n` };
}
