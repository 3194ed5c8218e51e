import { answer } from './answer';
import { optionOf } from './entrypoint';
import type { ServerSpec, ServerStart } from './server';

function configOf({ argv }: ServerStart): string {
  return optionOf(argv, '-f') ?? '/usr/local/etc/haproxy/haproxy.cfg';
}

/** The ports of the lines `bind *:80`. */
function portsOf(start: ServerStart): number[] {
  const { files } = start.world;
  const path = configOf(start);
  if (files.find(path)?.type !== 'file') return [];
  const lines = [...files.readText(path).matchAll(/^\s*bind\s+\S*?:(\d+)/gm)];
  return [...new Set(lines.map(([, port]) => Number(port)))];
}

/** HAProxy: without servers behind it that are simulated, it answers that there are none. */
export function haproxyServer(version: string): ServerSpec {
  return {
    ports: portsOf,
    problem(start) {
      if (start.argv.includes('-v')) return { log: `HAProxy version ${version}\n`, exitCode: 0 };
      const path = configOf(start);
      if (start.world.files.find(path) !== undefined) return undefined;
      return {
        log: `[NOTICE]   (1) : haproxy version is ${version}\n[ALERT]    (1) : Cannot open configuration file/directory ${path} : No such file or directory\n`,
        exitCode: 1,
      };
    },
    startLog: () => '[NOTICE]   (1) : New worker (8) forked\n[NOTICE]   (1) : Loading success.\n',
    http: (request) =>
      answer(
        request,
        503,
        [
          ['content-length', '107'],
          ['cache-control', 'no-cache'],
          ['content-type', 'text/html'],
        ],
        '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
      ),
  };
}
