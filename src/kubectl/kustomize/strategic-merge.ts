import { clone, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { type FieldPatch, type PatchSchema, schemaFor } from '../../apimachinery/patch/merge-keys';
import { resolveCoreScalar } from '../../apimachinery/yaml/scalar';
import { CommandError } from '../command-error';
import { printYaml } from '../printers/yaml';
import { type Merge, mergeElements } from './merge-elements';

/** What a patch says of what it stands for, by the field `$patch`. */
type Directive = 'merge' | 'replace' | 'delete';

/** A field that is missing is undefined. */
type Value = Json | undefined;

/** Fields that are merged since, but were not when kustomize learned the rules: by Kubernetes 1.21. */
const younger = new Set([
  'hostIPs',
  'matchConditions',
  'resourceClaims',
  'resourceClaimStatuses',
  'schedulingGates',
  'variables',
]);

/**
 * What a strategic merge patch makes of an object; undefined where it deletes it. Other than with the server's,
 * the elements of a patched list come first.
 * @throws CommandError where the two are of different types
 * @upstream kyaml yaml/merge2/merge2.go, yaml/walk
 */
export function mergeStrategically(target: JsonObject, patch: JsonObject): JsonObject | undefined {
  const fields = schemaFor(String(target.apiVersion), String(target.kind));
  const merged = mergeValue(clone(target), clone(patch), { fields });
  return isObject(merged) ? merged : undefined;
}

const mergeValue: Merge = (target, patch, rule) => {
  const first = target ?? patch;
  requireSameType(first, [target, patch]);
  if (Array.isArray(first)) return mergeLists(target as Json[] | null | undefined, patch as Json[] | null, rule);
  if (isObject(first)) return mergeObjects(target as JsonObject | null, patch as JsonObject | null, rule?.fields);
  if (patch === null) return undefined;
  return isQuotedNumber(target) && patch !== undefined ? String(patch) : (patch ?? target);
};

/** What stands in quotes stays in quotes: a text that would be no text without them remains one. */
function isQuotedNumber(target: Value): boolean {
  return typeof target === 'string' && resolveCoreScalar(target).tag !== 'str';
}

function requireSameType(first: Value, values: readonly Value[]): void {
  for (const value of values) {
    if (value === undefined || value === null || first === null || nodeKind(value) === nodeKind(first)) continue;
    throw new CommandError(
      `wrong node kind: expected ${nodeKind(first)} but got ${nodeKind(value)}: node contents:\n${printYaml(value)}`,
    );
  }
}

function nodeKind(value: Value): string {
  if (Array.isArray(value)) return 'SequenceNode';
  return isObject(value) ? 'MappingNode' : 'ScalarNode';
}

function mergeObjects(
  target: JsonObject | null | undefined,
  patch: JsonObject | null | undefined,
  schema: PatchSchema | undefined,
): Value {
  if (patch === null && target) return undefined;
  const directive = patch ? takeDirective(patch) : 'merge';
  if (directive === 'delete') return undefined;
  const merged = !target || directive === 'replace' ? patch : target;
  if (!merged) return merged;
  for (const field of new Set([...Object.keys(merged), ...Object.keys(patch ?? {})])) {
    const rule = younger.has(field) ? undefined : schema?.[field];
    const own = merged[field];
    // A null of the target stays where the patch says nothing.
    if (own === null && merged !== patch && patch?.[field] === undefined) continue;
    const value = mergeValue(own, patch?.[field], rule);
    if (value === undefined || value === null) delete merged[field];
    else merged[field] = value;
  }
  return merged;
}

function takeDirective(patch: JsonObject): Directive {
  const directive = patch.$patch;
  if (directive === undefined) return 'merge';
  if (directive !== 'merge' && directive !== 'replace' && directive !== 'delete') {
    throw new CommandError(`unknown patch strategy '${String(directive)}'`);
  }
  delete patch.$patch;
  return directive;
}

function mergeLists(
  target: Json[] | null | undefined,
  patch: Json[] | null | undefined,
  rule: FieldPatch | undefined,
): Value {
  if (patch === null) return undefined;
  if (rule?.strategy !== 'merge') return patch ?? target;
  const directive = target && patch ? takeListDirective(patch) : 'merge';
  if (directive === 'delete') return undefined;
  const merged = !target || directive === 'replace' ? patch : target;
  return merged ? mergeElements(merged, patch ?? undefined, rule, mergeValue) : merged;
}

/** The directive of a list is an element that holds nothing else. */
function takeListDirective(patch: Json[]): Directive {
  const at = patch.findIndex((element) => isObject(element) && element.$patch !== undefined);
  const element = patch[at];
  if (!isObject(element) || Object.keys(element).length > 1) return 'merge';
  const directive = takeDirective(element);
  patch.splice(at, 1);
  return directive;
}
