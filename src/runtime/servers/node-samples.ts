import type { HttpRequest, HttpResponse } from '../network/http';
import { answer } from './answer';
import type { ServerContext, ServerSpec } from './server';
import { httpDate } from './time';

function plain(request: HttpRequest, { world }: ServerContext, body: string): HttpResponse {
  const headers = [
    ['Content-Type', 'text/plain'],
    ['Date', httpDate(world.clock.now())],
  ] as const;
  return answer(request, 200, headers, body);
}

/**
 * The interactive tutorial's application.
 * @upstream gcr.io/google-samples/kubernetes-bootcamp server.js
 */
export function kubernetesBootcamp(version: string): ServerSpec {
  return {
    ports: () => [8080],
    startLog({ world }) {
      const time = new Date(world.clock.now()).toISOString();
      return `Kubernetes Bootcamp App Started At: ${time} | Running On:  ${world.hostname.hostname} \n\n`;
    },
    http(request, context) {
      const { world, log } = context;
      const host = world.hostname.hostname;
      const now = world.clock.now();
      const uptime = (now - (world.processes()[0]?.startedAt ?? now)) / 1000;
      const time = new Date(now).toISOString();
      log(`Running On: ${host} | Total Requests: 1 | App Uptime: ${uptime} seconds | Log Time: ${time}\n`);
      return plain(request, context, `Hello Kubernetes bootcamp! | Running on: ${host} | v=${version}\n`);
    },
  };
}

/** @upstream gcr.io/google-samples/node-hello server.js */
export const nodeHello: ServerSpec = {
  ports: () => [8080],
  http(request, context) {
    context.log(`Received request for URL: ${request.target}\n`);
    return answer(request, 200, [['Date', httpDate(context.world.clock.now())]], 'Hello Kubernetes!');
  },
};
