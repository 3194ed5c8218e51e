import { textOf } from './answer';
import { portNumber } from './entrypoint';
import { goAnswer, remoteAddress, sortedHeaders } from './go';
import type { ServerSpec, ServerStart } from './server';

function portOf({ world }: ServerStart): number {
  return portNumber(world.env.get('PORT'), 8080);
}

/**
 * Sends requests back. @upstream jmalloc/echo-server
 * @param isOld as minikube's copy of it, kicbase/echo-server, whose first line begins with the protocol
 */
export function echoServer(isOld: boolean): ServerSpec {
  return {
    ports: (start) => [portOf(start)],
    startLog: (start) => `Echo server listening on port ${portOf(start)}.\n`,
    http(request, context) {
      const { method, target, version, body } = request;
      const { world, log } = context;
      log(`${remoteAddress(request)} | ${method} ${target}\n`);
      const asked = request.headers.get('x-send-server-hostname') ?? world.env.get('SEND_SERVER_HOSTNAME') ?? '';
      const served = asked.toLowerCase() === 'false' ? '' : `Request served by ${world.hostname.hostname}\n\n`;
      const first = isOld ? `HTTP/${version} ${method} ${target}` : `${method} ${target} HTTP/${version}`;
      const headers = sortedHeaders(request).map(([name, value]) => `${name}: ${value}\n`);
      const sent = body.length === 0 ? '' : `\n${textOf(body)}`;
      const text = `${served}${first}\n\nHost: ${request.headers.get('host') ?? ''}\n${headers.join('')}${sent}`;
      return goAnswer(request, context, text, 200, [['Content-Type', 'text/plain']]);
    },
  };
}
