import { splitTarget } from './answer';
import { goAnswer, goNotFound, goRedirect } from './go';
import type { ServerSpec } from './server';
import { isoTime } from './time';

/** Consul's agent, as its image starts it: `agent -dev -client 0.0.0.0`. @upstream hashicorp/consul */
export function consulServer(version: string): ServerSpec {
  return {
    starts: (argv) => argv[1] === 'agent',
    ports: () => [8300, 8301, 8302, 8500, 8502, 8600],
    startLog({ world }) {
      const time = isoTime(world.clock.now(), 3);
      const host = world.hostname.hostname;
      return [
        '==> Starting Consul agent...\n',
        `               Version: '${version}'\n            Build Date: '2025-06-18 12:00:00 +0000 UTC'\n`,
        `             Node name: '${host}'\n            Datacenter: 'dc1' (Segment: '<all>')\n                Server: true (Bootstrap: false)\n`,
        '           Client Addr: [0.0.0.0] (HTTP: 8500, HTTPS: -1, gRPC: 8502, gRPC-TLS: 8503, DNS: 8600)\n',
        '\n==> Log data will now stream in as it occurs:\n\n',
        `${time} [INFO]  agent: Started HTTP server: address=[::]:8500 network=tcp\n`,
        `${time} [INFO]  agent: Started DNS server: address=0.0.0.0:8600 network=tcp\n`,
        `${time} [INFO]  agent: Consul agent running!\n`,
      ].join('');
    },
    http(request, context, port) {
      const { path } = splitTarget(request.target);
      const typed = [['Content-Type', 'application/json']] as const;
      if (port !== 8500) return goNotFound(request, context);
      if (path === '/') return goRedirect(request, context, '/ui/', 301);
      if (path === '/v1/status/leader') return goAnswer(request, context, '"127.0.0.1:8300"', 200, typed);
      if (path === '/v1/status/peers') return goAnswer(request, context, '["127.0.0.1:8300"]', 200, typed);
      if (path === '/v1/catalog/services') return goAnswer(request, context, '{"consul":[]}', 200, typed);
      if (path.startsWith('/ui'))
        return goAnswer(
          request,
          context,
          '<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <title>Consul</title>\n  </head>\n</html>\n',
        );
      return goNotFound(request, context);
    },
  };
}
