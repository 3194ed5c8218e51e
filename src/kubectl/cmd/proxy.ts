import type { CommandSpec, Invocation } from '../command';
import { UsageError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { requestFilter } from '../proxy/filter';

export const command: CommandSpec = {
  name: 'proxy',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  examples: ['proxy', 'proxy --port=0', 'proxy --www=./site --www-prefix=/site/'],
  flags: [
    { name: 'port', short: 'p', type: 'int', default: '8001', usage: 'The port to listen at; 0 takes a free one.' },
    { name: 'address', type: 'string', default: '127.0.0.1', usage: 'The IP address to listen at.' },
    { name: 'unix-socket', short: 'u', type: 'string', usage: 'The Unix socket to listen at, instead of a port.' },
    { name: 'api-prefix', type: 'string', default: '/', usage: 'Where the API is served.' },
    { name: 'www', short: 'w', type: 'string', usage: 'A folder whose files are served as well.' },
    { name: 'www-prefix', short: 'P', type: 'string', default: '/static/', usage: 'Where these files are served.' },
    { name: 'accept-paths', type: 'string', default: '^.*', usage: 'Paths that are let through.' },
    {
      name: 'reject-paths',
      type: 'string',
      default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
      usage: 'Paths that are refused, whatever else lets them through.',
    },
    {
      name: 'accept-hosts',
      type: 'string',
      default: String.raw`^localhost$,^127\.0\.0\.1$,^\[::1\]$`,
      usage: 'Hosts by which the proxy may be called.',
    },
    { name: 'reject-methods', type: 'string', default: '^$', usage: 'HTTP methods that are refused.' },
    { name: 'disable-filter', type: 'bool', usage: 'Let all requests through.' },
    { name: 'append-server-path', type: 'bool', usage: "Append requests to the path of the server's URL." },
    { name: 'keepalive', type: 'duration', default: '0s', usage: 'How long connections are kept. (Ignored.)' },
  ],
  run,
};

/** Hands requests on to the API server, signed in, until the user interrupts. @upstream kubectl pkg/cmd/proxy */
async function run({ flags, args }: Invocation, { streams, program, proxy }: Kubectl): Promise<number> {
  if (args.length > 0) throw new UsageError(`unexpected arguments: ${args.join(' ')}`, 'proxy');
  const folder = flags.text('www');
  const place = await proxy({
    address: flags.text('address'),
    port: flags.int('port'),
    unixSocket: flags.text('unix-socket') || undefined,
    isAllowed: requestFilter(flags),
    apiPrefix: withSlashes(flags.text('api-prefix')),
    files: folder === '' ? undefined : { folder, prefix: withSlashes(flags.text('www-prefix')) },
    onError(error) {
      streams.err(`${program}: ${error instanceof Error ? error.message : error}\n`);
      streams.flush();
    },
  });
  streams.out(`Starting to serve on ${place}\n`);
  streams.flush();
  await new Promise((resolve) => streams.interrupted.addEventListener('abort', resolve));
  return 1;
}

/** Prefixes begin and end with a slash. */
function withSlashes(prefix: string): string {
  return `/${prefix}/`.replaceAll(/\/+/g, '/');
}
