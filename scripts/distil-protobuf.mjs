/**
 * Writes src/server/protobuf/messages.json: field numbers, JSON names and types of the API's protobuf messages.
 * Origin: the generated.proto files (field numbers, types) and the Go sources beside them (JSON tags) of
 * k8s.io/api and k8s.io/apimachinery, both v0.33.1. Only facts are taken: no comments, no text.
 *
 * The result is committed, so this is run only to move to another version of Kubernetes:
 *   GOMODCACHE=/tmp/modules go mod download -json k8s.io/api@v0.33.1 k8s.io/apimachinery@v0.33.1
 *   node scripts/distil-protobuf.mjs /tmp/modules/k8s.io
 * The argument is the folder that holds api@VERSION and apimachinery@VERSION.
 *
 * kinds:    "apps/v1/Deployment", each also the name of its message
 * messages: "apps/v1/DeploymentSpec" -> { "1": ["replicas", "int32?"], "2": ["selector", "meta.k8s.io/v1/LabelSelector"] }
 *
 * A field's name is "" where its fields belong to the object around it. Its type: a message's name or one of string,
 * bytes (base64 in JSON), int32, int64, bool, Time, MicroTime, Quantity, IntOrString, JSON (bytes that are JSON) and
 * Items (a message of texts that is a list in JSON); `[]` before it is a list, `{}` a map by text. Behind it:
 * `!` always in the JSON form, also when zero; `?` in the JSON form when it was sent, also when zero; a value without
 * a mark is in the JSON form unless it is zero, an object, a list or a map when it was sent.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = 'src/server/protobuf/messages.json';
const version = 'v0.33.1';
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node scripts/distil-protobuf.mjs FOLDER (holds api@VERSION)');

/** Where a version's sources are, and the kinds that clients send of it. */
const versions = [
  [
    'v1',
    `api@${version}/core/v1`,
    'Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod ' +
      'PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  ],
  ['apps/v1', `api@${version}/apps/v1`, 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet'],
  ['autoscaling/v1', `api@${version}/autoscaling/v1`, 'HorizontalPodAutoscaler Scale'],
  ['autoscaling/v2', `api@${version}/autoscaling/v2`, 'HorizontalPodAutoscaler'],
  ['batch/v1', `api@${version}/batch/v1`, 'CronJob Job'],
  ['certificates.k8s.io/v1', `api@${version}/certificates/v1`, 'CertificateSigningRequest'],
  ['policy/v1', `api@${version}/policy/v1`, 'Eviction PodDisruptionBudget'],
  ['rbac.authorization.k8s.io/v1', `api@${version}/rbac/v1`, 'ClusterRole ClusterRoleBinding Role RoleBinding'],
  ['networking.k8s.io/v1', `api@${version}/networking/v1`, 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR'],
  [
    'storage.k8s.io/v1',
    `api@${version}/storage/v1`,
    'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment',
  ],
  ['scheduling.k8s.io/v1', `api@${version}/scheduling/v1`, 'PriorityClass'],
  ['coordination.k8s.io/v1', `api@${version}/coordination/v1`, 'Lease'],
  ['discovery.k8s.io/v1', `api@${version}/discovery/v1`, 'EndpointSlice'],
  ['authentication.k8s.io/v1', `api@${version}/authentication/v1`, 'SelfSubjectReview TokenRequest TokenReview'],
  [
    'authorization.k8s.io/v1',
    `api@${version}/authorization/v1`,
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  ],
  ['meta.k8s.io/v1', `apimachinery@${version}/pkg/apis/meta/v1`, 'DeleteOptions Status'],
].map(([apiVersion, path, kinds]) => ({ apiVersion, path: join(folder, path), kinds: kinds.split(' ') }));

/** Messages whose JSON form is not an object of their fields. */
const special = {
  'k8s.io.apimachinery.pkg.apis.meta.v1.Time': 'Time',
  'k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime': 'MicroTime',
  'k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1': 'JSON',
  'k8s.io.apimachinery.pkg.api.resource.Quantity': 'Quantity',
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': 'IntOrString',
  'k8s.io.apimachinery.pkg.runtime.RawExtension': 'JSON',
  'k8s.io.api.authentication.v1.ExtraValue': 'Items',
  'k8s.io.api.authorization.v1.ExtraValue': 'Items',
  'k8s.io.api.certificates.v1.ExtraValue': 'Items',
};
/** Those of them that are JSON's null when zero: what is null needs no mark. */
const nullWhenZero = ['Time', 'MicroTime', 'JSON', 'Items'];
const scalars = ['string', 'bytes', 'int32', 'int64', 'bool'];

const packages = new Map(versions.map((entry) => readPackage(entry)).map((entry) => [entry.proto, entry]));
const kinds = versions.flatMap(({ apiVersion, kinds: names }) => names.map((kind) => `${apiVersion}/${kind}`));
const messages = distil(kinds);
writeFileSync(target, printed({ kinds, messages }));
const fieldCount = Object.values(messages).reduce((sum, fields) => sum + fields.length, 0);
console.log(`${target}: ${kinds.length} kinds, ${Object.keys(messages).length} messages, ${fieldCount} fields`);

function readPackage({ apiVersion, path }) {
  const proto = readFileSync(join(path, 'generated.proto'), 'utf8');
  const sources = readdirSync(path).filter((name) => /\.go$/.test(name) && !/_test\.go$|generated/.test(name));
  return {
    apiVersion,
    proto: /^package ([\w.]+);/m.exec(proto)[1],
    messages: blocks(proto, /^message (\w+) \{$/, readProtoField),
    structs: blocks(
      sources.map((name) => readFileSync(join(path, name), 'utf8')).join('\n'),
      /^type (\w+) struct \{$/,
      readGoField,
    ),
  };
}

/** What a reader finds in the lines between an opening line and the next `}` at the margin, by the opening's name. */
function blocks(text, opening, read) {
  const found = new Map();
  let current = [];
  for (const line of text.split('\n')) {
    const name = opening.exec(line)?.[1];
    if (line === '}') current = [];
    if (name !== undefined) {
      current = [];
      found.set(name, current);
    }
    const item = read(line);
    if (item !== undefined) current.push(item);
  }
  return found;
}

function readProtoField(line) {
  const match = /^ {2}(optional|required|repeated|map<string, (\S+)>) (?:(\S+) )?(\w+) = (\d+);$/.exec(line);
  if (match === null) return undefined;
  const [, label, mapValue, type, name, number] = match;
  const prefix = mapValue ? '{}' : label === 'repeated' ? '[]' : '';
  return { number: Number(number), name, prefix, type: (mapValue ?? type).replace(/^\./, '') };
}

/** `Replicas *int32 `json:"replicas,omitempty" protobuf:"varint,1,opt,name=replicas"``; an inlined struct has no name. */
function readGoField(line) {
  const match = /^\t(?:\w+\s+)?(\S+)\s+`(.*)`/.exec(line);
  const number = match && /protobuf:"\w+,(\d+),/.exec(match[2])?.[1];
  const json = match && /json:"([^"]*)"/.exec(match[2])?.[1];
  if (!number || !json) return undefined;
  const [name, ...options] = json.split(',');
  return {
    number: Number(number),
    name: options.includes('inline') ? '' : name,
    omitEmpty: options.includes('omitempty'),
    pointer: match[1].startsWith('*'),
  };
}

/** The messages that are reached from these, by name, with their fields by number. */
function distil(roots) {
  const found = new Map();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const fields = fieldsOf(name);
    found.set(name, fields);
    for (const [, , type] of fields) {
      const element = type.replace(/^(\[\]|\{\})/, '').replace(/[!?]$/, '');
      if (element.includes('/')) waiting.push(element);
    }
  }
  return Object.fromEntries([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function fieldsOf(message) {
  const slash = message.lastIndexOf('/');
  const [apiVersion, name] = [message.slice(0, slash), message.slice(slash + 1)];
  const source = [...packages.values()].find((entry) => entry.apiVersion === apiVersion);
  const struct = new Map(source.structs.get(name).map((field) => [field.number, field]));
  const fields = source.messages.get(name);
  if (fields.length !== struct.size) throw new Error(`${message}: ${fields.length} fields, ${struct.size} in Go`);
  return fields.map(({ number, prefix, type }) => {
    const go = struct.get(number);
    const code = typeCode(type, source);
    return [number, go.name, `${prefix}${code}${prefix === '' ? mark(code, go) : ''}`];
  });
}

function typeCode(type, source) {
  if (scalars.includes(type)) return type;
  const qualified = type.includes('.') ? type : `${source.proto}.${type}`;
  if (special[qualified]) return special[qualified];
  const dot = qualified.lastIndexOf('.');
  const home = packages.get(qualified.slice(0, dot));
  if (home === undefined) throw new Error(`no package for ${qualified}`);
  return `${home.apiVersion}/${qualified.slice(dot + 1)}`;
}

/** Go leaves out what is zero and says so, but never a struct. */
function mark(code, { omitEmpty, pointer }) {
  if (nullWhenZero.includes(code) || code === 'bytes') return '';
  if (scalars.includes(code)) return pointer ? '?' : omitEmpty ? '' : '!';
  return !pointer ? '!' : ['Quantity', 'IntOrString'].includes(code) ? '?' : '';
}

/** One field a line, as the formatter leaves it. */
function printed({ kinds: names, messages: fieldsByMessage }) {
  const list = names.map((name) => `    ${JSON.stringify(name)}`).join(',\n');
  const blocks = Object.entries(fieldsByMessage).map(([name, fields]) => {
    const lines = fields.map(
      ([number, field, type]) => `      "${number}": ${JSON.stringify([field, type]).replace(',', ', ')}`,
    );
    return `    ${JSON.stringify(name)}: {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n    `}}`;
  });
  return `{\n  "kinds": [\n${list}\n  ],\n  "messages": {\n${blocks.join(',\n')}\n  }\n}\n`;
}
