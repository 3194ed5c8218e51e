import { queryOf, splitTarget } from './answer';
import { addressOf, optionOf, portNumber } from './entrypoint';
import { goAnswer, goLog, remoteAddress, sortedHeaders } from './go';
import type { ServerSpec, ServerStart } from './server';
import { accessTime } from './time';

function portOf({ world, argv }: ServerStart): number {
  return portNumber(optionOf(argv, '-port', '--port') ?? world.env.get('WHOAMI_PORT_NUMBER'), 80);
}

function addresses(start: ServerStart): string[] {
  return ['127.0.0.1', '::1', addressOf(start.world)];
}

/** Tells who was asked, and what. @upstream traefik/whoami app.go */
export const whoami: ServerSpec = {
  ports: (start) => [portOf(start)],
  startLog: (start) => goLog(start, `Starting up on port ${portOf(start)}`),
  http(request, context) {
    const { world, argv, log } = context;
    const { path } = splitTarget(request.target);
    const name = optionOf(argv, '-name', '--name') ?? world.env.get('WHOAMI_NAME') ?? '';
    const { method, version, target } = request;
    if (argv.some((arg) => /^--?verbose$/.test(arg))) {
      const time = accessTime(world.clock.now());
      log(goLog(context, `${remoteAddress(request)} - - [${time}] "${method} ${path} HTTP/${version}" - -`));
    }
    if (path === '/health') return goAnswer(request, context, '');
    if (path === '/bench') return goAnswer(request, context, '1', 200, [['Content-Type', 'text/plain']]);
    const host = request.headers.get('host') ?? '';
    const hostname = world.hostname.hostname;
    const env = queryOf(request).get('env') === 'true' ? [...world.env] : [];
    if (path === '/api') {
      const data = {
        hostname,
        ip: addresses(context),
        headers: Object.fromEntries(sortedHeaders(request).map(([key, value]) => [key, [value]])),
        url: target,
        host,
        method,
        ...(name === '' ? {} : { name }),
        remoteAddr: remoteAddress(request),
        ...(env.length === 0 ? {} : { environ: Object.fromEntries(env) }),
      };
      return goAnswer(request, context, `${JSON.stringify(data)}\n`, 200, [['Content-Type', 'application/json']]);
    }
    const agent = request.headers.get('user-agent');
    const lines = [
      ...(name === '' ? [] : [`Name: ${name}`]),
      `Hostname: ${hostname}`,
      ...addresses(context).map((address) => `IP: ${address}`),
      `RemoteAddr: ${remoteAddress(request)}`,
      `${method} ${target} HTTP/1.1\r`,
      `Host: ${host}\r`,
      ...(agent === undefined ? [] : [`User-Agent: ${agent}\r`]),
      ...sortedHeaders(request)
        .filter(([key]) => key !== 'User-Agent' && key !== 'Connection')
        .map(([key, value]) => `${key}: ${value}\r`),
      '\r',
      ...env.map(([key, value]) => `${key}=${value}`),
      '',
    ];
    return goAnswer(request, context, lines.join('\n'));
  },
};
