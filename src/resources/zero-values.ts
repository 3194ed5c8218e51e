import { clone, isObject, type Json, type JsonObject } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { isCustomKind } from './apiextensions/is-custom-kind';

const template: JsonObject = { template: { spec: { containers: [] } } };
const claim: JsonObject = { metadata: {}, spec: { resources: {} } };

/** The structs that upstream's types hold by value: there they are never missing. */
const structs: Readonly<Record<string, JsonObject>> = {
  certificatesigningrequests: { spec: {}, status: {} },
  clusterrolebindings: { roleRef: {} },
  cronjobs: { spec: { jobTemplate: { spec: template } } },
  customresourcedefinitions: { spec: { names: {}, versions: [] } },
  daemonsets: { spec: template },
  deployments: { spec: template },
  events: { involvedObject: {} },
  horizontalpodautoscalers: { spec: { scaleTargetRef: {} } },
  ingresses: { spec: {} },
  ingressclasses: { spec: {} },
  jobs: { spec: template },
  leases: { spec: {} },
  limitranges: { spec: { limits: [] } },
  networkpolicies: { spec: { podSelector: {} } },
  nodes: { spec: {} },
  persistentvolumeclaims: claim,
  persistentvolumes: { spec: {} },
  poddisruptionbudgets: { spec: {} },
  pods: { spec: { containers: [] } },
  priorityclasses: {},
  replicasets: { spec: template },
  replicationcontrollers: { spec: {} },
  resourcequotas: { spec: {} },
  rolebindings: { roleRef: {} },
  services: { spec: {} },
  statefulsets: { spec: template },
};

/** The structs that a decoder fills in where they are missing. @param plural the kind's name: `statefulsets` */
export function structsOf(plural: string): JsonObject {
  return structs[plural] ?? {};
}

/**
 * A copy of an object as Go's decoder makes it: fields that are null are left out, and structs that were left out are
 * there, empty, so that validation tells what is required. Kinds that keep nulls are copied as they are.
 */
export function withZeroValues(kind: Pick<Kind, 'plural'>, object: KubeObject): KubeObject {
  const missing = isCustomKind(kind) ? undefined : structs[kind.plural];
  if (missing === undefined) return clone(object);
  const complete = fill(withoutNulls(object), missing);
  const { spec } = complete;
  if (isObject(spec) && Array.isArray(spec.volumeClaimTemplates)) {
    spec.volumeClaimTemplates = spec.volumeClaimTemplates.map((item) => (isObject(item) ? fill(item, claim) : item));
  }
  return complete as KubeObject;
}

/** An object with what it lacks of another one. */
export function fill(object: JsonObject, missing: JsonObject): JsonObject {
  const filled = { ...object };
  for (const [field, value] of Object.entries(missing)) {
    const own = filled[field];
    if (own === undefined) filled[field] = clone(value);
    else if (isObject(own) && isObject(value)) filled[field] = fill(own, value);
  }
  return filled;
}

/** Times that upstream shows though there are none. */
const nullTimes = ['creationTimestamp', 'eventTime', 'lastProbeTime'];

function withoutNulls(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(
    ([field, value]) => value !== undefined && (value !== null || nullTimes.includes(field)),
  );
  return Object.fromEntries(kept.map(([field, value]) => [field, withoutNull(value ?? null)]));
}

/** A null in a list becomes an empty struct. */
function withoutNull(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => (item === null ? {} : withoutNull(item)));
  return isObject(value) ? withoutNulls(value) : value;
}
