import { serve } from './nginx/serve';
import { findSite, isDaemon, nginxPrepare, nginxProblem, nginxStartLog, portsOf } from './nginx/start';
import type { NginxBuild } from './nginx/visit';
import type { ServerSpec } from './server';

const emptySite = { main: { own: [] }, http: { own: [] }, servers: [] };

/** nginx, as a version of it was built: serves what the configuration in its container says. */
export function nginxServer(build: NginxBuild): ServerSpec {
  return {
    ports: ({ world, argv }) => portsOf(world, argv),
    startLog: (start) => nginxStartLog(start, build),
    prepare: nginxPrepare,
    problem: (start) => nginxProblem(start, build),
    isDaemon,
    http: (request, context, port) =>
      serve(findSite(context.world, context.argv) ?? emptySite, request, context, build, port),
  };
}
