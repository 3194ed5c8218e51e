import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { goQuote } from '../apimachinery/go-value';
import type { Connection } from '../client/http/transport';
import type { Flags } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { AuthInfo } from '../kubectl/kubeconfig';
import { requestedImpersonation as impersonation } from './impersonation';
import type { ContextSettings } from './kubeconfig-store';
import type { TlsSettings } from './node-fetch';

/** Who asks an API server, and how it is known to be the right one. */
export type Credentials = Pick<Connection, 'token' | 'headers'> & {
  readonly tls?: TlsSettings;
};

/**
 * What flags and context say for signing in.
 * @param configPath the kubeconfig's: its relative paths begin in its folder
 * @throws CommandError for ways that this program does not know; Error for files that cannot be read
 */
export function credentials(
  server: string,
  settings: Pick<ContextSettings, 'cluster' | 'user' | 'userName'>,
  flags: Flags,
  configPath: string,
): Credentials {
  const { cluster, user = {} } = settings;
  if (cluster?.['proxy-url']) throw new CommandError(`proxies are not used yet: ${cluster['proxy-url']}`);
  refuseOtherLogins(user);
  const read = (path: string): string => readFileSync(resolve(dirname(configPath), path), 'utf8');
  const token = flags.text('token') || user.token || (user.tokenFile && read(user.tokenFile).trim());
  const tls = server.startsWith('https:') ? tlsSettings(settings, flags, read) : undefined;
  return { token, headers: headersOf(settings, flags), tls };
}

/** @upstream client-go tools/clientcmd/client_config.go getServerIdentificationPartialConfig */
function tlsSettings(
  { cluster, user = {} }: Pick<ContextSettings, 'cluster' | 'user'>,
  flags: Flags,
  read: (path: string) => string,
): TlsSettings | undefined {
  const insecure = flags.bool('insecure-skip-tls-verify') || cluster?.['insecure-skip-tls-verify'] === true;
  const pem = (flag: string, data: string | undefined, path: string | undefined): string | undefined => {
    if (flags.text(flag) !== '') return readFileSync(flags.text(flag), 'utf8');
    if (data) return Buffer.from(data, 'base64').toString('utf8');
    return path ? read(path) : undefined;
  };
  const ca = pem('certificate-authority', cluster?.['certificate-authority-data'], cluster?.['certificate-authority']);
  const settings: TlsSettings = {
    ca: insecure ? undefined : ca,
    cert: pem('client-certificate', user['client-certificate-data'], user['client-certificate']),
    key: pem('client-key', user['client-key-data'], user['client-key']),
    serverName: flags.text('tls-server-name') || cluster?.['tls-server-name'] || undefined,
    insecure,
  };
  return Object.values(settings).some(Boolean) ? settings : undefined;
}

function refuseOtherLogins({ exec, 'auth-provider': provider }: AuthInfo): void {
  const way = exec === undefined ? provider?.name : exec.command;
  if (way === undefined) return;
  throw new CommandError(
    `signing in with ${goQuote(way)} is not possible yet: name a token (--token) or a client certificate`,
  );
}

/** @upstream client-go transport/round_trippers.go basicAuthRoundTripper */
function headersOf(settings: Pick<ContextSettings, 'user' | 'userName'>, flags: Flags): Record<string, string> {
  const { user = {} } = settings;
  const name = flags.text('username') || user.username;
  const password = flags.text('password') || user.password;
  const basic = name && `Basic ${Buffer.from(`${name}:${password ?? ''}`).toString('base64')}`;
  return { ...(basic ? { authorization: basic } : {}), ...impersonationHeaders(settings, flags) };
}

/**
 * In whose name requests are made.
 * @throws CommandError for more than one group
 * @upstream client-go transport/round_trippers.go impersonatingRoundTripper
 */
export function impersonationHeaders(
  settings: Pick<ContextSettings, 'user' | 'userName'>,
  flags: Flags,
): Record<string, string> {
  const { username, uid, groups } = impersonation(settings, flags) ?? { groups: [] };
  if (groups.length > 1) throw new CommandError('more than one group to impersonate is not possible yet');
  const headers = { 'impersonate-user': username, 'impersonate-uid': uid, 'impersonate-group': groups[0] };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
