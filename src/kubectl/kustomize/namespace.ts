import { isObject, type JsonObject } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import { visitFields } from './field-spec';
import { namespaceFields } from './field-specs';
import { prefixed } from './prefixed';
import type { Resource } from './resource';
import { isClusterScoped, isSameId } from './resource-id';
import type { ResourceMap } from './resource-map';

/**
 * Moves all resources to a namespace.
 * @throws CommandError where two of them are then called the same
 * @upstream kustomize api/filters/namespace/namespace.go
 */
export function setNamespace({ resources }: ResourceMap, namespace: string): void {
  for (const resource of resources) {
    resource.rememberId();
    if (!isClusterScoped(resource.gvk)) resource.namespace = namespace;
    if (['RoleBinding', 'ClusterRoleBinding'].includes(resource.kind)) moveDefaultSubjects(resource, namespace);
    const specs = namespaceFields.filter(({ path }) => path !== 'metadata/name' || resource.apiVersion === 'v1');
    prefixed('namespace transformation failed', () =>
      visitFields(resource, specs, { make: 'scalar', visit: (slot) => slot.set(namespace) }),
    );
    refuseConflict(resources, resource);
  }
}

/** Of the subjects only those named default move at once: others follow their accounts. */
function moveDefaultSubjects({ object: { subjects } }: Resource, namespace: string): void {
  if (!Array.isArray(subjects)) return;
  for (const subject of subjects.filter(isObject)) if (subject.name === 'default') subject.namespace = namespace;
}

function refuseConflict(resources: readonly Resource[], { id }: Resource): void {
  const same = resources.filter((other) => isSameId(other.id, id));
  if (same.length === 1) return;
  const texts = same.map((resource) => JSON.stringify(withHistory(resource)));
  throw new CommandError(`namespace transformation produces ID conflict: [${texts.join(' ')}]`);
}

/** A resource with what is remembered of it, as upstream keeps it in annotations. */
function withHistory(resource: Resource): JsonObject {
  const { object, previousIds } = resource;
  const lists = {
    previousKinds: previousIds.map(({ kind }) => kind),
    previousNames: previousIds.map(({ name }) => name),
    previousNamespaces: previousIds.map(({ namespace }) => namespace),
    prefixes: resource.prefixes,
    suffixes: resource.suffixes,
  };
  const history = Object.entries(lists).filter(([, values]) => values.length > 0);
  const annotations = Object.fromEntries(
    history.map(([name, values]) => [`internal.config.kubernetes.io/${name}`, values.join(',')]),
  );
  const metadata = isObject(object.metadata) ? object.metadata : {};
  return sorted({ ...object, metadata: { ...metadata, annotations: { ...annotations, ...resource.annotations } } });
}

function sorted(object: JsonObject): JsonObject {
  const entries = Object.entries(object).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([field, value]) => [field, isObject(value) ? sorted(value) : value]));
}
