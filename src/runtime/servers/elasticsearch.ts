import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, queryOf, splitTarget } from './answer';
import { addressOf } from './entrypoint';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { isoTime } from './time';

/** A setting: from the environment, by its own name or as `ES_SETTING_…`, or the configuration file. */
function setting({ world, argv }: ServerStart, name: string, fallback: string): string {
  const option = argv.find((arg) => arg.startsWith(`-E${name}=`))?.split('=')[1];
  const file = '/usr/share/elasticsearch/config/elasticsearch.yml';
  const text = world.files.find(file)?.type === 'file' ? world.files.readText(file) : '';
  const written = new RegExp(`^${name.replaceAll('.', '\\.')}:\\s*(.+)$`, 'm').exec(text)?.[1]?.trim();
  return option ?? world.env.get(name) ?? written ?? fallback;
}

function isSecured(start: ServerStart, version: string): boolean {
  return Number(version.split('.')[0]) >= 8 && setting(start, 'xpack.security.enabled', 'true') !== 'false';
}

function json(request: HttpRequest, status: number, body: object): HttpResponse {
  const isPretty = queryOf(request).has('pretty') || splitTarget(request.target).path === '/';
  const text = isPretty ? `${JSON.stringify(body, null, 2).replaceAll('": ', '" : ')}\n` : JSON.stringify(body);
  const headers = [
    ['X-elastic-product', 'Elasticsearch'],
    ['content-type', 'application/json'],
  ] as const;
  return answer(request, status, headers, text);
}

const missing = {
  type: 'security_exception',
  reason: 'missing authentication credentials for REST request [/]',
  header: { 'WWW-Authenticate': ['Basic realm="security", charset="UTF-8"', 'ApiKey'] },
};

function respond(request: HttpRequest, context: ServerContext, version: string): HttpResponse {
  const { path } = splitTarget(request.target);
  const node = setting(context, 'node.name', context.world.hostname.hostname);
  const cluster = setting(context, 'cluster.name', 'docker-cluster');
  if (isSecured(context, version) && !request.headers.has('authorization')) {
    return json(request, 401, { error: { root_cause: [missing], ...missing }, status: 401 });
  }
  if (path === '/') {
    return json(request, 200, {
      name: node,
      cluster_name: cluster,
      cluster_uuid: 'kZk1hqLkQ2y3sJ1vQ0nM2A',
      version: { number: version, build_flavor: 'default', build_type: 'docker', lucene_version: '9.12.1' },
      tagline: 'You Know, for Search',
    });
  }
  if (path.startsWith('/_cluster/health')) {
    return json(request, 200, {
      cluster_name: cluster,
      status: 'green',
      timed_out: false,
      number_of_nodes: 1,
      number_of_data_nodes: 1,
      active_primary_shards: 0,
      active_shards: 0,
      relocating_shards: 0,
      initializing_shards: 0,
      unassigned_shards: 0,
    });
  }
  if (path.startsWith('/_cat/')) {
    const rows: Readonly<Record<string, string>> = {
      '/_cat/nodes': `${addressOf(context.world)} 30 95 2 0.10 0.10 0.10 cdfhilmrstw * ${node}\n`,
      '/_cat/health': `${Math.floor(context.world.clock.now() / 1000)} ${cluster} green 1 1 0 0 0 0 0 - 100.0%\n`,
      '/_cat/indices': '',
    };
    return answer(request, 200, [['content-type', 'text/plain; charset=UTF-8']], rows[path] ?? '');
  }
  const index = path.split('/')[1] ?? '';
  const reason = { type: 'index_not_found_exception', reason: `no such index [${index}]`, index };
  return json(request, 404, { error: { root_cause: [reason], ...reason }, status: 404 });
}

/** Elasticsearch, of one node and without documents. @upstream docker.elastic.co/elasticsearch */
export function elasticsearchServer(version: string): ServerSpec {
  return {
    ports: (start) => [Number(setting(start, 'http.port', '9200')) || 9200, 9300],
    startLog(start) {
      const node = setting(start, 'node.name', start.world.hostname.hostname);
      const cluster = setting(start, 'cluster.name', 'docker-cluster');
      const address = addressOf(start.world);
      const line = (logger: string, message: string): string =>
        `${JSON.stringify({ '@timestamp': isoTime(start.world.clock.now(), 3), 'log.level': 'INFO', message, 'service.name': 'ES_ECS', 'log.logger': logger, 'elasticsearch.node.name': node, 'elasticsearch.cluster.name': cluster })}\n`;
      return [
        line('org.elasticsearch.node.Node', `version[${version}], pid[1], build[docker]`),
        line('org.elasticsearch.node.Node', 'initialized'),
        line('org.elasticsearch.node.Node', 'starting ...'),
        line(
          'org.elasticsearch.transport.TransportService',
          `publish_address {${address}:9300}, bound_addresses {[::]:9300}`,
        ),
        line(
          'org.elasticsearch.http.AbstractHttpServerTransport',
          `publish_address {${address}:9200}, bound_addresses {[::]:9200}`,
        ),
        line('org.elasticsearch.node.Node', 'started'),
      ].join('');
    },
    http: (request, context) => respond(request, context, version),
  };
}
