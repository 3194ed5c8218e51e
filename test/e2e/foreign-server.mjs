// An API server of other people's: one kind of theirs, in two versions, and pods that it refuses to show. Discovery and
// tables have the form in which a real one answers. Arguments: the code of refusals, and "status" or "plain".
import { createServer } from 'node:http';

const [code, style] = process.argv.slice(2);
const verbs = ['get', 'list', 'watch'];
const scope = 'Namespaced';

const service = (version, more) => ({
  version,
  freshness: 'Current',
  resources: [
    {
      resource: 'services',
      responseKind: { group: 'example.com', version, kind: 'Service' },
      scope,
      singularResource: 'service',
      verbs,
      ...more,
    },
  ],
});

const pods = {
  resource: 'pods',
  responseKind: { group: '', version: 'v1', kind: 'Pod' },
  scope,
  singularResource: 'pod',
  shortNames: ['po'],
  verbs: [...verbs, 'delete'],
};

const discovery = {
  '/api': [{ metadata: { name: null }, versions: [{ version: 'v1', freshness: 'Current', resources: [pods] }] }],
  '/apis': [
    {
      metadata: { name: 'example.com' },
      versions: [service('v2', { shortNames: ['ksvc'], categories: ['all'] }), service('v1', {})],
    },
  ],
};

const object = (name) => ({
  apiVersion: 'example.com/v2',
  kind: 'Service',
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    resourceVersion: '5',
    creationTimestamp: '2025-06-01T11:00:00Z',
    labels: { a: name },
  },
  spec: { size: 1 },
});

const column = (name, type, priority = 0) => ({ name, type, format: '', description: '', priority });

const table = (objects) => ({
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  metadata: { resourceVersion: '7' },
  columnDefinitions: [
    column('Name', 'string'),
    column('URL', 'string'),
    column('Size', 'integer'),
    column('Extra', 'string', 1),
    column('Age', 'date'),
  ],
  rows: objects.map(({ metadata }) => ({
    cells: [metadata.name, `http://${metadata.name}`, 3, null, '5d'],
    object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata },
  })),
});

const list = (objects) => ({
  kind: 'ServiceList',
  apiVersion: 'example.com/v2',
  metadata: { resourceVersion: '7' },
  items: objects,
});

function refuse(response) {
  if (style === 'plain') {
    response.writeHead(Number(code), { 'content-type': 'text/plain' });
    response.end('some words\n');
    return;
  }
  const reasons = { 401: 'Unauthorized', 403: 'Forbidden', 500: 'InternalError' };
  const message = code === '401' ? 'Unauthorized' : 'words of the server';
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message };
  send(response, { ...status, reason: reasons[code] ?? '', code: Number(code) }, Number(code));
}

function send(response, body, status = 200, type = 'application/json') {
  response.writeHead(status, { 'content-type': type });
  response.end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname in discovery) {
    const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {} };
    const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    return send(response, { ...body, items: discovery[pathname] }, 200, type);
  }
  const found = /^\/apis\/example\.com\/v2(?:\/namespaces\/default)?\/services(?:\/(.*))?$/.exec(pathname);
  if (found === null) return refuse(response);
  const [, name] = found;
  const objects = name === undefined ? [object('one'), object('two')] : [object(name)];
  if (request.headers.accept.includes('as=Table')) return send(response, table(objects));
  send(response, name === undefined ? list(objects) : objects[0]);
});

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
