/**
 * Writes src/resources/schema/generated.json: the fields of every built-in kind and their types, distilled from the
 * models of @kubernetes/client-node. Run from the project's root: node scripts/distil-schemas.mjs
 *
 * kinds:   "apps/v1/StatefulSet" -> "V1StatefulSet"
 * types:   "V1StatefulSetSpec" -> { "replicas": "int32", "selector": "V1LabelSelector!" }
 * goTypes: "V1PodSpec" -> { "restartPolicy": "v1.RestartPolicy" }, where Go's type has a name of its own
 *
 * A field's type: a type's name or one of string, int32, int64, number, boolean, IntOrString, Time, MicroTime,
 * Quantity, bytes (base64) and any; `[]` before it is a list, `{}` a map by text, `!` behind it a required field.
 *
 * descriptions.json beside it has the texts of the same types (see descriptions.mjs), and the values of those of
 * their fields that may have no others: "V1PodSpec" -> { "restartPolicy": ["Always", "Never", "OnFailure"] }
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readDescriptions } from './descriptions.mjs';
import { enumValues } from './enum-values.mjs';
import { goTypeNames, quantities, resourceLists } from './go-type-names.mjs';

const target = 'src/resources/schema/generated.json';

/** By group and version; where the model's name is not V + version + kind, behind a colon. */
const kindsByVersion = {
  v1:
    'Binding ConfigMap Endpoints Event:CoreV1Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim ' +
    'Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'SelfSubjectReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'networking.k8s.io/v1': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'policy/v1': 'Eviction PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment',
};

const require = createRequire(join(process.cwd(), 'package.json'));
const modelsFile = join(dirname(require.resolve('@kubernetes/client-node')), 'gen/models/all.js');
const models = await import(pathToFileURL(modelsFile).href);

/** The models' types that have another name here. */
const scalars = {
  string: 'string',
  boolean: 'boolean',
  IntOrString: 'IntOrString',
  Date: 'Time',
  V1MicroTime: 'MicroTime',
  any: 'any',
  object: 'any',
};

const goTypeByField = new Map(
  Object.entries(goTypeNames).flatMap(([goType, fields]) => fields.map((field) => [field, goType])),
);
const kinds = readKinds();
const { types, goTypes } = readTypes(Object.values(kinds));
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify({ kinds, types, goTypes })}\n`);
const texts = readDescriptions(dirname(modelsFile), types);
writeFileSync(join(dirname(target), 'descriptions.json'), `${JSON.stringify({ texts, enums: readEnums() })}\n`);
console.log(`${target}: ${Object.keys(kinds).length} kinds, ${Object.keys(types).length} types`);

function readKinds() {
  const found = {};
  for (const [apiVersion, names] of Object.entries(kindsByVersion)) {
    for (const entry of names.split(' ')) {
      const [kind, model = `${apiVersion.split('/').at(-1).toUpperCase()}${kind}`] = entry.split(':');
      if (models[model] === undefined) throw new Error(`no model ${model} for ${apiVersion} ${kind}`);
      found[`${apiVersion}/${kind}`] = model;
    }
  }
  return found;
}

/** The types that are reached from these, by name. */
function readTypes(roots) {
  const fieldsByType = new Map();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (fieldsByType.has(name)) continue;
    const fields = readFields(name);
    fieldsByType.set(name, fields);
    for (const { type } of fields) {
      const element = type.replace(/^(\[\]|\{\})+/, '').replace('!', '');
      if (models[element] !== undefined && element !== 'IntOrString') waiting.push(element);
    }
  }
  const sorted = [...fieldsByType].sort(([left], [right]) => (left < right ? -1 : 1));
  const named = sorted.map(([name, fields]) => [name, fields.filter((field) => field.goType !== undefined)]);
  return {
    types: objectOf(sorted, (field) => field.type),
    goTypes: objectOf(
      named.filter(([, fields]) => fields.length > 0),
      (field) => field.goType,
    ),
  };
}

function objectOf(entries, value) {
  return Object.fromEntries(
    entries.map(([name, fields]) => [name, Object.fromEntries(fields.map((field) => [field.name, value(field)]))]),
  );
}

function readFields(typeName) {
  const required = readRequired(typeName);
  const goStruct = typeName.replace(/^[A-Z]?[a-z]*V\d+/, '');
  return models[typeName].attributeTypeMap.map(({ name, baseName, type, format }) => {
    const key = `${goStruct}.${baseName}`;
    const code = typeCode(key, type, format);
    return { name: baseName, type: required.has(name) ? `${code}!` : code, goType: goTypeByField.get(key) };
  });
}

/** The values of fields that may have no others, by type and field. */
function readEnums() {
  const byType = Object.entries(goTypes).map(([typeName, fields]) => {
    const listed = Object.entries(fields).filter(([, goType]) => goType in enumValues);
    return [typeName, Object.fromEntries(listed.map(([field, goType]) => [field, enumValues[goType]]))];
  });
  return Object.fromEntries(byType.filter(([, fields]) => Object.keys(fields).length > 0));
}

/** The declared fields without a question mark. */
function readRequired(typeName) {
  const declaration = readFileSync(join(dirname(modelsFile), `${typeName}.d.ts`), 'utf8');
  return new Set([...declaration.matchAll(/^ {4}'([^']+)': /gm)].map(([, name]) => name));
}

function typeCode(key, type, format) {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return `[]${typeCode(key, list[1], format)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return resourceLists.includes(key) ? '{}Quantity' : `{}${typeCode(key, map[1], format)}`;
  if (quantities.includes(key)) return 'Quantity';
  if (format === 'byte') return 'bytes';
  if (type === 'number') return format === 'int32' || format === 'int64' ? format : 'number';
  return scalars[type] ?? type;
}
