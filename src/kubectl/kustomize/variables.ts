import { isObject, type Json } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import type { Accumulated } from './accumulated';
import { elementSlot, type FieldSpec, fieldSlot, type Slot, visitFields } from './field-spec';
import type { Variable } from './kustomization';
import { matchPath, splitFieldPath } from './path-matcher';
import { groupVersionOf, gvkText, isSameId, isSameKindAndName, type ResourceId } from './resource-id';

/** The fields of containers that variables may stand in. */
const containerFields = ['containers', 'initContainers'].flatMap((list) =>
  ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((field) => `${list}/${field}`),
);

const ofPods = (kind: string, podSpec: string, servers = `${podSpec}/volumes/nfs/server`): FieldSpec[] =>
  [...containerFields.map((field) => `${podSpec}/${field}`), servers].map((path) => ({ kind, path }));

/** @upstream kustomize builtinpluginconsts/varreference.go */
const variableFields: readonly FieldSpec[] = [
  ...ofPods('CronJob', 'spec/jobTemplate/spec/template/spec', 'spec/jobTemplate/spec/template/volumes/nfs/server'),
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].flatMap((kind) => ofPods(kind, 'spec/template/spec')),
  ...ofPods('StatefulSet', 'spec/template/spec', 'spec/volumeClaimTemplates/spec/nfs/server'),
  ...ofPods('Pod', 'spec'),
  { kind: 'Deployment', path: 'spec/template/metadata/annotations' },
  { kind: 'Ingress', path: 'spec/rules/host' },
  { kind: 'Ingress', path: 'spec/tls/hosts' },
  { kind: 'Ingress', path: 'spec/tls/secretName' },
  { kind: 'Service', path: 'spec/ports/port' },
  { kind: 'Service', path: 'spec/ports/targetPort' },
  { kind: 'PersistentVolume', path: 'spec/nfs/server' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
];

/**
 * Remembers which resources the variables of a kustomization take their values from.
 * @throws CommandError where a name comes twice
 * @upstream kustomize api/internal/accumulator/resaccumulator.go MergeVars
 */
export function addVariables({ map, variables }: Accumulated, added: readonly Variable[]): void {
  for (const variable of added) {
    const { name = '' } = variable;
    const id = objectOf(variable);
    const isMeant = id.namespace === '' ? isSameKindAndName : isSameId;
    const found = map.resources.filter((resource) =>
      [...resource.previousIds, resource.id].some((own) => isMeant(id, own)),
    );
    if (found.length > 1) {
      throw new CommandError(
        `found ${found.length} resId matches for var ${goText(variable)} (unable to disambiguate)`,
      );
    }
    for (const resource of found) resource.variables = [...resource.variables, name];
    if (variables.has(name)) throw new CommandError(`var '${name}' already encountered`);
    variables.set(name, variable);
  }
}

function objectOf({ objref = {} }: Variable): ResourceId {
  const { apiVersion = '', group = '', version = '', kind = '', name = '', namespace = '' } = objref;
  return { ...(apiVersion === '' ? { group, version } : groupVersionOf(apiVersion)), kind, name, namespace };
}

/** A variable as Go's `%v` prints it: of its object only the kind. */
function goText(variable: Variable): string {
  return `{${variable.name} ${gvkText(objectOf(variable))} {${variable.fieldref?.fieldPath || 'metadata.name'}}}`;
}

/**
 * Puts the values of variables where `$(NAME)` stands.
 * @throws CommandError where a variable has no value
 * @upstream kustomize api/internal/accumulator/refvartransformer.go
 */
export function resolveVariables({ map, variables }: Accumulated): void {
  if (variables.size === 0) return;
  const values = new Map([...variables].sort().map(([name, variable]) => [name, currentValue(map, variable)] as const));
  for (const resource of map.resources) {
    visitFields(resource, variableFields, { visit: (slot) => expandAt(slot, values) });
  }
}

function currentValue({ resources }: Accumulated['map'], variable: Variable): Json {
  const { name = '', fieldref = {} } = variable;
  const resource = resources.find(({ variables }) => variables.includes(name));
  if (resource === undefined) {
    throw new CommandError(`var '${goText(variable)}' cannot be mapped to a field in the set of known resources`);
  }
  const path = splitFieldPath((fieldref.fieldPath || 'metadata.name').replace(/\[(\d+)\]/g, '.$1'));
  const [slot] = matchPath({ get: () => resource.object, set: () => {} }, path);
  const value = slot?.get();
  if (value !== undefined && value !== null) return value;
  throw new CommandError(`field specified in var '${goText(variable)}' not found in corresponding resource`);
}

type Values = ReadonlyMap<string, Json>;

function expandAt(slot: Slot, values: Values): void {
  const value = slot.get();
  if (typeof value === 'string') slot.set(expand(value, values));
  else if (Array.isArray(value)) {
    for (const at of value.keys()) {
      if (typeof value[at] !== 'string') throw new CommandError('invalid value type expect a string');
      expandAt(elementSlot(value, at), values);
    }
  } else if (isObject(value)) {
    for (const [field, item] of Object.entries(value)) {
      if (typeof item === 'string') expandAt(fieldSlot(value, field), values);
    }
  }
}

/** `$(NAME)` alone takes the value's type; `$$` is a dollar sign. @upstream kustomize api/filters/refvar/expand.go */
function expand(text: string, values: Values): Json {
  const whole = /^\$\(([^)]*)\)$/.exec(text)?.[1];
  const alone = whole === undefined ? undefined : values.get(whole);
  if (alone !== undefined && typeof alone !== 'object') return alone;
  return text.replace(/\$(\$|\(([^)]*)\))/g, (found, rest: string, name: string) => {
    if (rest === '$') return '$';
    const value = values.get(name);
    return value === undefined || typeof value === 'object' ? found : String(value);
  });
}
