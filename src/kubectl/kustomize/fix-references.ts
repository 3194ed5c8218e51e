import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import { printYaml } from '../printers/yaml';
import { elementSlot, type FieldSpec, fieldSlot, type Slot, visitField } from './field-spec';
import { nameReferences } from './name-references';
import { prefixed } from './prefixed';
import type { Resource } from './resource';
import { effectiveNamespace, type Gvk, idText, isClusterScoped, isSelected } from './resource-id';
import type { ResourceMap } from './resource-map';

/** One field that names resources of a kind, and those that it may mean. */
type Reference = {
  readonly referrer: Resource;
  readonly path: string;
  readonly target: Partial<Gvk>;
  readonly candidates: readonly Resource[];
};

/**
 * Lets every field that names a resource by what it was called follow it to what it is called now.
 * @upstream kustomize api/internal/accumulator/namereferencetransformer.go, api/filters/nameref/nameref.go
 */
export function fixReferences({ resources }: ResourceMap): void {
  const originals = new Map(resources.map((resource) => [resource, resource.originalId]));
  for (const referrer of resources) {
    const candidates = reachable(resources, referrer);
    for (const { target, fields } of nameReferences) {
      for (const spec of fields) {
        const original = originals.get(referrer);
        if (original === undefined || !isSelected(original, spec)) continue;
        follow({ referrer, path: spec.path, target, candidates }, spec);
      }
    }
  }
}

/** What a resource may name: what stands in no namespace or in its own. @upstream SubsetThatCouldBeReferencedByResource */
function reachable(resources: readonly Resource[], referrer: Resource): readonly Resource[] {
  const { id } = referrer;
  if (isClusterScoped(id)) return resources;
  const subjects = referrer.kind === 'RoleBinding' ? accountNamespaces(referrer) : new Set();
  return resources.filter((resource) => {
    if (isClusterScoped(resource.id)) return true;
    return effectiveNamespace(resource.id) === effectiveNamespace(id) || subjects.has(resource.namespace);
  });
}

function accountNamespaces({ object: { subjects } }: Resource): Set<Json | undefined> {
  const accounts = Array.isArray(subjects) ? subjects.filter(isObject) : [];
  return new Set(accounts.filter(({ kind }) => kind === 'ServiceAccount').map(({ namespace }) => namespace));
}

function follow(reference: Reference, { path, create }: FieldSpec): void {
  const { referrer } = reference;
  prefixed(`updating name reference in '${path}' field of '${idText(referrer.id)}'`, () =>
    visitField(referrer, { path, create }, { visit: (slot) => followSlot(reference, slot) }),
  );
}

function followSlot(reference: Reference, slot: Slot): void {
  const value = slot.get();
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const at of value.keys()) followSlot(reference, elementSlot(value, at));
  else if (isObject(value)) followObject(reference, value);
  else {
    const referral = selectReferral(reference, String(value), reference.candidates, isSameName);
    if (referral !== undefined && referral.name !== String(value)) slot.set(referral.name);
  }
}

/** An object that names by name and namespace. */
function followObject(reference: Reference, value: JsonObject): void {
  const { name, namespace } = value;
  if (name === undefined) throw new CommandError("path config error; no 'name' field in node");
  const candidates = namespace === undefined ? reference.candidates : inNamespace(reference, String(namespace ?? ''));
  const isSame = (left: Resource, right: Resource) => isSameName(left, right) && left.namespace === right.namespace;
  const referral = selectReferral(reference, String(name ?? ''), candidates, isSame);
  if (referral === undefined) return;
  if (referral.name !== name) fieldSlot(value, 'name').set(referral.name);
  if (referral.namespace !== '') fieldSlot(value, 'namespace').set(referral.namespace);
}

function inNamespace({ candidates }: Reference, namespace: string): readonly Resource[] {
  const before = candidates.filter(({ originalId }) => effectiveNamespace(originalId) === namespace);
  return before.length > 0 ? before : candidates.filter(({ id }) => effectiveNamespace(id) === namespace);
}

const isSameName = (left: Resource, right: Resource): boolean => left.name === right.name;

function selectReferral(
  { referrer, path, target }: Reference,
  name: string,
  candidates: readonly Resource[],
  isSame: (left: Resource, right: Resource) => boolean,
): Resource | undefined {
  const role = path.endsWith('roleRef/name') ? roleOf(referrer) : undefined;
  let found = candidates.filter(
    (resource) =>
      resource.previousIds.some((id) => id.name === name) &&
      resource.previousIds.some((id) => isSelected(id, target)) &&
      (role === undefined || resource.previousIds.some((id) => isSelected(id, role))) &&
      isInReach(referrer, resource),
  );
  if (found.length === 1) return found[0];
  found = found.filter((resource) => hasSameAffixes(resource, referrer, true));
  if (found.length > 1) found = found.filter((resource) => hasSameAffixes(resource, referrer, false));
  const [first, ...others] = found;
  if (first === undefined || others.every((other) => isSame(first, other))) return first;
  throw ambiguous(referrer, found);
}

function isInReach(referrer: Resource, { id, kind }: Resource): boolean {
  if (isClusterScoped(referrer.id) || isClusterScoped(id) || kind === 'ServiceAccount') return true;
  return effectiveNamespace(referrer.id) === effectiveNamespace(id);
}

function roleOf({ object: { roleRef } }: Resource): Partial<Gvk> | undefined {
  if (!isObject(roleRef) || roleRef.apiGroup === undefined || roleRef.kind === undefined) return undefined;
  return { group: String(roleRef.apiGroup ?? ''), kind: String(roleRef.kind ?? '') };
}

/** Whether two were given the same prefixes and suffixes, the last ones at least. */
function hasSameAffixes(left: Resource, right: Resource, allowNone: boolean): boolean {
  return (['prefixes', 'suffixes'] as const).every((affixes) => {
    const [one, other] = [left[affixes], right[affixes]];
    if (allowNone && (one.length === 0 || other.length === 0)) return true;
    const length = Math.min(one.length, other.length);
    if (length === 0) return one.length === other.length;
    return one.slice(-length).join() === other.slice(-length).join();
  });
}

function ambiguous(referrer: Resource, found: readonly Resource[]): CommandError {
  const ids = found.map(({ id }) => idText(id)).join(', ');
  const targets = found.map(({ object }, at) => `--- possible referral ${at}:\n${printYaml(object)}\n`).join('');
  const details = `\n**** Too many possible referral targets to referrer:\n${printYaml(referrer.object)}\n${targets}`;
  return new CommandError(`found multiple possible referrals: ${ids}\n${details}`);
}
