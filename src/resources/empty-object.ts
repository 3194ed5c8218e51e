import type { JsonObject } from '../apimachinery/json';
import { apiVersionOf, type Kind } from '../apimachinery/meta';
import { strategyFor } from './strategies';
import { fill, structsOf } from './zero-values';

const metadata: JsonObject = { creationTimestamp: null };
const template: JsonObject = { template: { metadata } };

/** Structs and lists that upstream's types hold by value, beside those that a decoder fills in here. */
const others: Readonly<Record<string, JsonObject>> = {
  deployments: { spec: { ...template, strategy: {} } },
  endpointslices: { endpoints: [], ports: [] },
  nodes: { status: { daemonEndpoints: { kubeletEndpoint: {} }, nodeInfo: {} } },
  replicasets: { spec: template },
  services: { status: { loadBalancer: {} } },
  statefulsets: { spec: { ...template, updateStrategy: {} } },
};

/** What Go makes of an object of a kind of which no field was set. */
export function emptyObject(kind: Kind): JsonObject {
  const { hasStatus } = strategyFor(kind);
  const bare = { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata, ...(hasStatus ? { status: {} } : {}) };
  return fill(fill(bare, structsOf(kind.plural)), others[kind.plural] ?? {});
}
