import { splitTarget } from './answer';
import { portNumber } from './entrypoint';
import { goAnswer, goNotFound } from './go';
import type { ServerSpec, ServerStart } from './server';
import { isoTime } from './time';

function entryPoints({ argv }: ServerStart): number[] {
  const found = argv.flatMap((arg) => {
    const [, address] = /^--entry[pP]oints\.[\w-]+\.address=(.*)$/.exec(arg) ?? [];
    return address === undefined ? [] : [portNumber(address.split('/')[0], 80)];
  });
  return found.length === 0 ? [80] : found;
}

/** Traefik, without routes. @upstream traefik/traefik */
export function traefikServer(version: string): ServerSpec {
  const hasApi = ({ argv }: ServerStart): boolean => argv.some((arg) => /^--api\.insecure(=true)?$/.test(arg));
  return {
    ports: (start) => [...new Set([...entryPoints(start), ...(hasApi(start) ? [8080] : [])])],
    startLog: ({ world }) =>
      `${isoTime(world.clock.now(), 3).replace(/\.\d+Z$/, 'Z')} INF Traefik version ${version} built on 2025-06-26T00:00:00Z version=${version}\n`,
    http(request, context, port) {
      const { path } = splitTarget(request.target);
      if (path === '/ping' && context.argv.some((arg) => /^--ping(=true)?$/.test(arg)))
        return goAnswer(request, context, 'OK');
      if (port === 8080 && path === '/api/version') {
        return goAnswer(request, context, `{"Version":"${version}","Codename":"munster"}`, 200, [
          ['Content-Type', 'application/json'],
        ]);
      }
      return goNotFound(request, context);
    },
  };
}
