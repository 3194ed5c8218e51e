import { goQuote } from '../apimachinery/go-value';
import type { Flags } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';

/** Where real clients would look for a simulated cluster's server: a name that never resolves, as RFC 2606 has it. */
export const SIMULATOR = 'https://kubectl-lite.invalid';

/**
 * The address of the API server that flags and context name; undefined for simulated clusters: whoever names a state
 * file means one, and so does a context without a server.
 * @param server the context's
 * @throws CommandError for what is no address
 */
export function serverAddress(server: string | undefined, flags: Flags, env: NodeJS.ProcessEnv): string | undefined {
  const asked = flags.text('server');
  const isStateNamed = flags.text('state') !== '' || Boolean(env.KUBECTL_LITE_STATE);
  if (asked !== '' && flags.text('state') !== '') {
    throw new CommandError('--server and --state cannot be used together: a server keeps its own state');
  }
  const address = asked || (isStateNamed ? '' : (server ?? ''));
  return address === '' || address === SIMULATOR ? undefined : withScheme(address);
}

/** @upstream client-go rest/url_utils.go DefaultServerURL */
function withScheme(address: string): string {
  const url = /^https?:\/\//.test(address) ? address : `http://${address}`;
  if (URL.canParse(url)) return url;
  throw new CommandError(`no API server has an address like ${goQuote(address)}`);
}
