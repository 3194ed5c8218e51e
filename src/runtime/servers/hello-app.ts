import { splitTarget } from './answer';
import { portNumber } from './entrypoint';
import { goAnswer, goLog } from './go';
import type { ServerSpec, ServerStart } from './server';

function portOf({ world }: ServerStart): number {
  return portNumber(world.env.get('PORT'), 8080);
}

/** Google's first sample. @upstream GoogleCloudPlatform/kubernetes-engine-samples hello-app/main.go */
export function helloApp(version: string): ServerSpec {
  return {
    ports: (start) => [portOf(start)],
    startLog: (start) => goLog(start, `Server listening on port ${portOf(start)}`),
    http(request, context) {
      context.log(goLog(context, `Serving request: ${splitTarget(request.target).path}`));
      const host = context.world.hostname.hostname;
      return goAnswer(request, context, `Hello, world!\nVersion: ${version}\nHostname: ${host}\n`);
    },
  };
}
