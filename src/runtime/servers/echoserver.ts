import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, isLast, splitTarget, textOf } from './answer';
import type { ServerContext, ServerSpec } from './server';
import { accessTime, httpDate } from './time';

/** The form of 1.4, which came with nginx 1.10. */
function oldText(request: HttpRequest, { peer, uri }: { peer: string; uri: string }): string {
  const { method, target, version, headers, body } = request;
  const { query } = splitTarget(target);
  const lines = [...headers].sort().map(([name, value]) => `${name}=${value}`);
  return `CLIENT VALUES:
client_address=${peer}
command=${method}
real path=${target}
query=${query || 'nil'}
request_version=${version}
request_uri=${uri}

SERVER VALUES:
server_version=nginx: 1.10.0 - lua: 10001

HEADERS RECEIVED:
${lines.join('\n')}
BODY:
${body.length === 0 ? '-no body in request-' : textOf(body)}`;
}

/** @upstream kubernetes/kubernetes test/images/echoserver/nginx.conf */
function newText(request: HttpRequest, context: ServerContext, uri: string, nginx: string): string {
  const { method, target, version, headers, body, peer } = request;
  const { env, hostname } = context.world;
  const pod = [
    `\tnode name:\t${env.get('NODE_NAME') ?? 'N/A'}`,
    `\tpod name:\t${env.get('POD_NAME') ?? 'N/A'}`,
    `\tpod namespace:\t${env.get('POD_NAMESPACE') ?? 'N/A'}`,
    `\tpod IP:\t${env.get('POD_IP') ?? 'N/A'}`,
  ];
  const lines = [...headers].sort().map(([name, value]) => `\t${name}=${value}  `);
  return `

Hostname: ${hostname.hostname}

Pod Information:
${env.has('POD_NAME') ? pod.join('\n') : '\t-no pod information available-'}

Server values:
\tserver_version=nginx: ${nginx}

Request Information:
\tclient_address=${peer}
\tmethod=${method}
\treal path=${target}
\tquery=${splitTarget(target).query}
\trequest_version=${version}
\trequest_scheme=http
\trequest_uri=${uri}

Request Headers:
${lines.join('\n')}

Request Body:
${body.length === 0 ? '\t-no body in request-' : textOf(body)}

`;
}

const builds: Readonly<Record<string, string>> = {
  '1.8': '1.13.3 - lua: 10008',
  '1.9': '1.13.3 - lua: 10008',
  '1.10': '1.13.3 - lua: 10008',
  '2.2': '1.14.2 - lua: 10015',
};

/** Kubernetes' own echo server: nginx with a script. */
export function echoserver(tag: string): ServerSpec {
  const isOld = /^1\.[0-4]$/.test(tag);
  return {
    ports: () => (isOld ? [8080] : [8080, 8443]),
    startLog: () => (isOld ? '' : 'Generating self-signed cert\nStarting nginx\n'),
    http(request, context): HttpResponse {
      const { world, log } = context;
      const host = request.headers.get('host')?.replace(/:\d+$/, '') ?? '';
      const uri = `http://${host}:8080${request.target}`;
      const text = isOld
        ? oldText(request, { peer: request.peer, uri })
        : newText(request, context, uri, builds[tag] ?? '1.14.2 - lua: 10015');
      const response = answer(
        request,
        200,
        [
          ['Date', httpDate(world.clock.now())],
          ['Content-Type', 'text/plain'],
          ['Connection', isLast(request) ? 'close' : 'keep-alive'],
          ['Server', 'echoserver'],
        ],
        text,
      );
      const { method, target, version, peer, headers } = request;
      const agent = headers.get('user-agent') ?? '-';
      log(
        `${peer} - - [${accessTime(world.clock.now())}] "${method} ${target} HTTP/${version}" 200 ${response.body.length} "-" "${agent}"\n`,
      );
      return response;
    },
  };
}
