import { splitTarget } from './answer';
import { portNumber } from './entrypoint';
import { goAnswer, goRedirect } from './go';
import type { ServerSpec, ServerStart } from './server';
import { isoTime } from './time';

function portOf({ world }: ServerStart): number {
  return portNumber(world.env.get('GF_SERVER_HTTP_PORT'), 3000);
}

/** Grafana. @upstream grafana/grafana */
export function grafanaServer(version: string): ServerSpec {
  return {
    ports: (start) => [portOf(start)],
    startLog(start) {
      const time = isoTime(start.world.clock.now(), 9);
      return [
        `logger=settings t=${time} level=info msg="Starting Grafana" version=${version} branch=HEAD\n`,
        `logger=migrator t=${time} level=info msg="Starting DB migrations"\n`,
        `logger=migrator t=${time} level=info msg="migrations completed" performed=0 skipped=0\n`,
        `logger=http.server t=${time} level=info msg="HTTP Server Listen" address=[::]:${portOf(start)} protocol=http subUrl= socket=\n`,
      ].join('');
    },
    http(request, context) {
      const { path } = splitTarget(request.target);
      const typed = [['Content-Type', 'application/json; charset=UTF-8']] as const;
      if (path === '/api/health') {
        const body = `{\n  "database": "ok",\n  "version": "${version}",\n  "commit": "unknown"\n}`;
        return goAnswer(request, context, body, 200, typed);
      }
      if (path.startsWith('/api/')) {
        return goAnswer(
          request,
          context,
          '{"extra":null,"message":"Unauthorized","messageId":"auth.unauthorized","statusCode":401,"traceID":""}',
          401,
          typed,
        );
      }
      if (path === '/') return goRedirect(request, context, '/login');
      return goAnswer(
        request,
        context,
        '<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <title>Grafana</title>\n  </head>\n</html>\n',
      );
    },
  };
}
