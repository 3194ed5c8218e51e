import * as fc from 'fast-check';
import { allKinds } from '../../../src/resources/kinds';
import { anyText, jsonPatch, mergePatch, protobuf } from './fuzz-documents';

/** A request that is sound as HTTP. */
export type FuzzRequest = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

const awkward = [
  ...[
    '%00',
    '%zz',
    '%',
    '%2',
    '%2F',
    '%2e%2e',
    '..',
    '.',
    '',
    '%C3%28',
    '%E2%80%AE',
    '%F0%9F%98%80',
    '%20',
    '%0d%0a',
    ';a=b',
    '*',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'undefined',
    'null',
    'a'.repeat(300),
    'A',
    '-',
    'a.b',
    'kube-root-ca.crt',
    '%25',
    '+',
  ],
];
const names = [
  'fuzz',
  'minikube',
  'default',
  'kube-system',
  'kept',
  'kept-pod',
  'kubernetes',
  'standard',
  'deep',
  'v1',
  'v2',
];
const plurals = allKinds.map(({ plural }) => plural);
const subresources = [
  'status',
  'scale',
  'log',
  'exec',
  'binding',
  'eviction',
  'token',
  'finalize',
  'proxy',
  'ephemeralcontainers',
];
const roots = [
  'api',
  'apis',
  'openapi',
  'version',
  'metrics',
  'healthz',
  'livez',
  'readyz',
  'watch',
  'v1',
  'v3',
  'apps',
];
const anyOf = (...lists: readonly (readonly string[])[]): fc.Arbitrary<string> => fc.constantFrom(...lists.flat());

/** Segments in any order. */
const wildPath = fc
  .array(anyOf(roots, plurals, names, subresources, awkward, awkward, ['namespaces', 'v1']), { maxLength: 8 })
  .map((segments) => `/${segments.join('/')}`);

const aName = fc.oneof(
  { weight: 12, arbitrary: fc.constant('fuzz') },
  { weight: 3, arbitrary: anyOf(names) },
  { weight: 2, arbitrary: anyOf(awkward) },
);

/** Where a kind's objects are, an object, or a part of it. */
const kindPath = fc
  .record({
    kind: fc.constantFrom(...allKinds),
    place: fc.oneof({ weight: 9, arbitrary: fc.constant('default') }, anyOf(['', 'kube-system', 'nowhere'], awkward)),
    name: fc.option(aName, { freq: 3 }),
    subresource: fc.option(anyOf(subresources, awkward), { freq: 8, nil: undefined }),
  })
  .map(({ kind, place, name, subresource }) => {
    const root = kind.group === '' ? '/api' : `/apis/${kind.group}`;
    const where = kind.namespaced && place !== '' ? `/namespaces/${place}` : '';
    const rest = name === null ? '' : `/${name}${subresource === undefined ? '' : `/${subresource}`}`;
    return { path: `${root}/${kind.version}${where}/${kind.plural}${rest}`, kind: kind.plural, name, subresource };
  });

const documentPath = fc.constantFrom(
  ...[
    '/',
    '/api',
    '/apis',
    '/api/v1',
    '/apis/apps',
    '/apis/apps/v1',
    '/apis/nope',
    '/apis/apps/v2',
    '/api/v2',
    '/version',
    '/metrics',
  ],
  ...[
    '/openapi/v2',
    '/openapi/v3',
    '/openapi/v3/api/v1',
    '/openapi/v3/apis/apps/v1',
    '/openapi/v3/__proto__',
    '/openapi/v3/%zz',
  ],
  ...[
    '/healthz/ping',
    '/readyz/nope',
    '/livez/etcd/x',
    '/readyz/__proto__',
    '/__proto__',
    '/constructor',
    '/apis/__proto__/v1',
  ],
);

const numbers = [
  '0',
  '1',
  '-1',
  '500',
  '99999999999999999999',
  '1e3',
  '0x10',
  '1.5',
  'abc',
  ' 1',
  '+1',
  '９',
  '',
  'NaN',
];
const booleans = ['true', 'false', '1', '0', '', 'yes', 'TRUE', 'null'];
const selectors = [
  ...[
    'app=a',
    'app==a',
    'app!=a',
    'app',
    '!app',
    'app in (a,b)',
    'app notin (a)',
    'app in (',
    'app in',
    'in (a)',
    '=',
    '==',
    '!',
    '!!a',
  ],
  ...[
    ',',
    ',,',
    'a,',
    'a=b=c',
    'a>1',
    'a<x',
    'a in ()',
    'a in (,)',
    '(',
    ')',
    'a b',
    '__proto__=a',
    'constructor',
    `${'x'.repeat(400)}=1`,
  ],
  ...[
    '\u0000',
    'ü=1',
    '🙂',
    'a/b/c=1',
    '/=1',
    'a=%',
    "a='b'",
    'a in (a',
    '!a in (b)',
    'a notin (b),a in (b)',
    `a in (${'b,'.repeat(900)}b)`,
  ],
];
const fields = [
  ...[
    'metadata.name=fuzz',
    'metadata.name!=fuzz',
    'metadata.namespace=default',
    'status.phase=Running',
    'spec.nodeName=',
    'type=Opaque',
  ],
  ...[
    'metadata.name',
    'a=b',
    '=',
    '==',
    '!=',
    'metadata.name=a,metadata.name=b',
    '__proto__=a',
    'constructor=1',
    'metadata.name=\\',
    'a\\,b=c',
  ],
  ...[
    'metadata.name=\\=',
    'involvedObject.kind=Pod',
    'spec.unschedulable=true',
    'metadata.name=ü',
    'metadata.name=\u0000',
    ',',
    'metadata.labels.a=b',
  ],
];
const parameters: Readonly<Record<string, readonly string[]>> = {
  labelSelector: selectors,
  fieldSelector: fields,
  limit: numbers,
  continue: [
    'x',
    'eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ',
    '====',
    'bnVsbA',
    'W10',
    'eyJydiI6InoiLCJzdGFydCI6bnVsbH0',
    '\u0000',
    '"',
    '',
  ],
  resourceVersion: numbers,
  resourceVersionMatch: ['Exact', 'NotOlderThan', 'nope', ''],
  watch: booleans,
  sendInitialEvents: booleans,
  allowWatchBookmarks: booleans,
  timeoutSeconds: numbers,
  dryRun: ['All', 'all', '', 'None', 'true'],
  fieldValidation: ['Strict', 'Warn', 'Ignore', 'strict', '', '__proto__'],
  fieldManager: ['a', '', 'x'.repeat(200), '\u0000'],
  force: booleans,
  gracePeriodSeconds: numbers,
  propagationPolicy: ['Background', 'Foreground', 'Orphan', 'nope', '', '__proto__'],
  orphanDependents: booleans,
  includeObject: ['None', 'Metadata', 'Object', 'nope', '__proto__'],
  pretty: booleans,
  verbose: booleans,
  timeout: ['1s', 'x', '-1s', '0'],
  __proto__x: ['1'],
};
const parameter = fc
  .constantFrom(...Object.keys(parameters))
  .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(parameters[name] ?? []))))
  .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
const anyQuery = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 6, arbitrary: fc.array(parameter, { minLength: 1, maxLength: 4 }).map((all) => `?${all.join('&')}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?',
      '??',
      '?&&=',
      '?=1',
      '?%zz=%',
      '?watch',
      '?limit=1&limit=x',
      `?${'a=b&'.repeat(2000)}`,
    ),
  },
);

const table = (version: string, group = 'meta.k8s.io', as = 'Table'): string =>
  `application/json;as=${as};v=${version};g=${group}`;
const accepts = [
  ...[
    table('v1'),
    table('v1beta1'),
    table('v9'),
    table('v1', 'x'),
    table('v1', 'meta.k8s.io', 'PartialObjectMetadata'),
  ],
  ...[
    table('v1', 'meta.k8s.io', 'PartialObjectMetadataList'),
    table('v1', 'meta.k8s.io', '__proto__'),
    'text/html',
    '*/*',
    '',
    ';',
    ',,,',
  ],
  ...[
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/json;q=0',
    'application/json;q=x',
    'a'.repeat(5000),
    'x/y;z="',
  ],
  ...[
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  ],
];
const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'Accept-Encoding': 'gzip;q=0, *' },
  { 'Accept-Encoding': 'gzip' },
  { 'Content-Encoding': 'gzip' },
  { Authorization: 'Bearer x' },
  { Authorization: 'Basic \u00ff' },
  { 'Impersonate-User': 'nobody' },
  { Origin: 'http://evil.example' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { Upgrade: 'websocket', Connection: 'Upgrade' },
  { Upgrade: 'SPDY/3.1', Connection: 'Upgrade' },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { Range: 'bytes=0-1' },
  { 'If-None-Match': '*' },
  { Cookie: 'a'.repeat(3000) },
  { Expect: '100-continue' },
];
const anyHeaders = fc
  .tuple(fc.option(anyOf(accepts), { freq: 3 }), fc.option(fc.constantFrom(...oddHeaders), { freq: 10 }))
  .map(([accept, odd]) => ({ ...(accept === null ? {} : { Accept: accept }), ...odd }));

const jsonTypes = ['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/yaml', ''];
const oddTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/apply-patch+yaml',
  '/',
  ';',
  '__proto__',
  'constructor',
  'a'.repeat(900),
];

type Content = { readonly type: string; readonly body: string | Buffer };
const contentOf = (type: fc.Arbitrary<string>, body: fc.Arbitrary<string | Buffer>): fc.Arbitrary<Content> =>
  fc.record({ type, body });

function contentFor(kind: string | undefined): fc.Arbitrary<Content> {
  return fc.oneof(
    { weight: 10, arbitrary: contentOf(anyOf(jsonTypes), anyText(kind)) },
    { weight: 2, arbitrary: contentOf(fc.constant('application/vnd.kubernetes.protobuf'), protobuf) },
    { weight: 1, arbitrary: contentOf(anyOf(oddTypes, jsonTypes), fc.oneof(anyText(kind), protobuf)) },
  );
}

function patchFor(kind: string | undefined): fc.Arbitrary<Content> {
  return fc.oneof(
    { weight: 4, arbitrary: contentOf(fc.constant('application/json-patch+json'), jsonPatch) },
    { weight: 4, arbitrary: contentOf(fc.constant('application/merge-patch+json'), mergePatch(kind)) },
    { weight: 6, arbitrary: contentOf(fc.constant('application/strategic-merge-patch+json'), mergePatch(kind)) },
    { weight: 1, arbitrary: contentFor(kind) },
  );
}

type Target = { readonly path: string; readonly kind?: string };

function requestOf(method: string, { path, kind }: Target): fc.Arbitrary<FuzzRequest> {
  const content = method === 'PATCH' ? patchFor(kind) : contentFor(kind);
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  return fc
    .record({ query: anyQuery, headers: anyHeaders, content: hasBody ? content : fc.option(content, { freq: 3 }) })
    .map(({ query, headers, content: given }) =>
      given === null || method === 'TRACE'
        ? { method, path: path + query, headers }
        : { method, path: path + query, headers: { ...headers, 'Content-Type': given.type }, body: given.body },
    );
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const oddMethods = ['OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'PURGE', 'M-SEARCH', 'SEARCH', 'LINK'];

/** What a document of a subresource is taken from. */
const documentOf = (kind: string, subresource: string | undefined): string =>
  ['scale', 'eviction', 'binding', 'token'].includes(subresource ?? '') ? (subresource ?? '') : kind;

const ofKinds = kindPath.chain(({ path, kind, name, subresource }) =>
  anyOf(
    name === null
      ? ['GET', 'GET', 'POST', 'POST', 'POST', 'POST']
      : ['GET', 'PUT', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE', 'POST'],
  ).chain((method) =>
    requestOf(method, { path, kind: method === 'DELETE' ? 'delete' : documentOf(kind, subresource) }),
  ),
);
const ofAnything = fc
  .tuple(
    anyOf(methods, methods, oddMethods),
    fc.oneof(
      wildPath,
      documentPath,
      kindPath.map(({ path }) => path),
    ),
  )
  .chain(([method, path]) => requestOf(method, { path }));

/** Requests that the server can read, and may find anything in. */
export const anyRequest: fc.Arbitrary<FuzzRequest> = fc
  .oneof({ weight: 4, arbitrary: ofKinds }, { weight: 1, arbitrary: ofAnything })
  .filter(({ method, path }) => !isSweeping(method, path));

/** Whether a request would leave little to ask for: all namespaces or nodes gone. */
function isSweeping(method: string, path: string): boolean {
  return method === 'DELETE' && /^\/api\/v1\/(namespaces|nodes)(\/(default|minikube|kube-system))?\/?(\?|$)/.test(path);
}
