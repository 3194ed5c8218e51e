import { bytesOf, splitTarget } from './answer';
import { portNumber } from './entrypoint';
import { goAnswer, goLog, remoteAddress } from './go';
import type { ServerSpec, ServerStart } from './server';
import { slashedTime } from './time';

/** Go's flags: `-text=a`, `--text a`. */
function flag(argv: readonly string[], name: string): string | undefined {
  for (const [index, arg] of argv.entries()) {
    const found = new RegExp(`^--?${name}(?:=([^]*))?$`).exec(arg);
    if (found !== null) return found[1] ?? argv[index + 1] ?? '';
  }
  return undefined;
}

function textOf({ world, argv }: ServerStart): string {
  return flag(argv, 'text') || world.env.get('ECHO_TEXT') || '';
}

function listenOf({ argv }: ServerStart): string {
  return flag(argv, 'listen') ?? ':5678';
}

/** Answers one text. @upstream hashicorp/http-echo */
export const httpEcho: ServerSpec = {
  ports: (start) => [portNumber(listenOf(start), 5678)],
  problem(start) {
    if (flag(start.argv, 'version') !== undefined) return { log: 'http-echo v1.0.0\n', exitCode: 0 };
    return textOf(start) === ''
      ? { log: 'Missing -text option OR ENV var TEXT is empty!\n', exitCode: 127 }
      : undefined;
  },
  startLog: (start) => goLog(start, `[INFO] server is listening on ${listenOf(start)}`),
  http(request, context) {
    const { path } = splitTarget(request.target);
    const isHealth = path === '/health';
    const body = isHealth ? '{"status":"ok"}\n' : `${textOf(context)}\n`;
    const { headers, method, version } = request;
    const time = slashedTime(context.world.clock.now());
    const client = `${headers.get('host') ?? ''} ${remoteAddress(request)}`;
    const line = `${time} ${client} "${method} ${path} HTTP/${version}" 200 ${bytesOf(body).length} "${headers.get('user-agent') ?? ''}" 10.5µs\n`;
    if (!isHealth) context.log(line);
    return goAnswer(request, context, body, 200, [
      ['X-App-Name', 'http-echo'],
      ['X-App-Version', '1.0.0'],
    ]);
  },
};
