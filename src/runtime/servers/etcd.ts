import { splitTarget } from './answer';
import { optionOf, portNumber } from './entrypoint';
import { goAnswer, goNotFound } from './go';
import type { ServerSpec, ServerStart } from './server';
import { isoTime } from './time';

function portsOf({ argv, world }: ServerStart): number[] {
  const clients =
    optionOf(argv, '--listen-client-urls') ?? world.env.get('ETCD_LISTEN_CLIENT_URLS') ?? 'http://localhost:2379';
  const peers =
    optionOf(argv, '--listen-peer-urls') ?? world.env.get('ETCD_LISTEN_PEER_URLS') ?? 'http://localhost:2380';
  return [...new Set([...clients.split(','), ...peers.split(',')].map((url) => portNumber(url, 2379)))];
}

/** etcd. @upstream etcd-io/etcd */
export function etcdServer(version: string): ServerSpec {
  return {
    ports: portsOf,
    problem: ({ argv }) =>
      argv.includes('--version') ? { log: `etcd Version: ${version}\n`, exitCode: 0 } : undefined,
    startLog(start) {
      const ts = isoTime(start.world.clock.now());
      const name = optionOf(start.argv, '--name') ?? start.world.env.get('ETCD_NAME') ?? 'default';
      const line = (caller: string, msg: string, more: object = {}): string =>
        `${JSON.stringify({ level: 'info', ts, caller, msg, ...more })}\n`;
      return [
        line('etcdmain/etcd.go:73', 'Running: ', { args: start.argv }),
        line('embed/etcd.go:311', 'starting an etcd server', { 'etcd-version': version, name }),
        line('etcdserver/server.go:2140', 'published local member to cluster through raft'),
        line('embed/serve.go:104', 'ready to serve client requests'),
      ].join('');
    },
    http(request, context) {
      const { path } = splitTarget(request.target);
      const typed = [['Content-Type', 'application/json']] as const;
      if (path === '/health') return goAnswer(request, context, '{"health":"true","reason":""}');
      if (path === '/version')
        return goAnswer(
          request,
          context,
          `{"etcdserver":"${version}","etcdcluster":"${version.replace(/\d+$/, '0')}"}`,
          200,
          typed,
        );
      return goNotFound(request, context);
    },
  };
}
