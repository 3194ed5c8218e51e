import type { ServerSpec, ServerStart } from './server';

/** A server that a script starts, with a command line of the script's own. */
export function startedBy(spec: ServerSpec, argv: (start: ServerStart) => readonly string[]): ServerSpec {
  const inner = <T extends ServerStart>(start: T): T => ({ ...start, argv: argv(start) });
  const { startLog, prepare, http, listener, problem } = spec;
  return {
    ports: (start) => spec.ports(inner(start)),
    startLog: startLog && ((start) => startLog(inner(start))),
    prepare: prepare && ((start) => prepare(inner(start))),
    problem: problem && ((start) => problem(inner(start))),
    http: http && ((request, context, port) => http(request, inner(context), port)),
    listener: listener && ((context, port) => listener(inner(context), port)),
  };
}
