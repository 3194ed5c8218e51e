import type { JsonObject } from '../../apimachinery/json';
import { allVerbs, apiVersionOf, type Kind } from '../../apimachinery/meta';
import type { Answer } from './exchange';
import { discoveryVersion } from './negotiate';
import { type Subresource, subresourcesOf } from './subresources';

/** A group with its versions, in discovery's order; the core group's name is empty. */
type Group = { readonly name: string; readonly versions: ReadonlyMap<string, readonly Kind[]> };

function groupsOf(kinds: readonly Kind[]): Group[] {
  const groups = new Map<string, Map<string, Kind[]>>();
  for (const kind of kinds) {
    const versions = groups.get(kind.group) ?? new Map<string, Kind[]>();
    groups.set(kind.group, versions.set(kind.version, [...(versions.get(kind.version) ?? []), kind]));
  }
  return [...groups].map(([name, versions]) => ({ name, versions }));
}

/** What `/api` or `/apis` answers: everything at once to clients that can read it, else the names of the groups. */
export function discoveryRoot(
  root: 'api' | 'apis',
  kinds: readonly Kind[],
  accept: string | undefined,
  host: string,
): Answer {
  const groups = groupsOf(kinds).filter(({ name }) => (name === '') === (root === 'api'));
  const version = discoveryVersion(accept);
  if (version !== undefined) {
    const contentType = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
    return { json: aggregated(groups, version), contentType };
  }
  if (root === 'apis') return { json: { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(apiGroup) } };
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: host }];
  return { json: { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs } };
}

/** @upstream apiserver endpoints/discovery/aggregated */
function aggregated(groups: readonly Group[], version: string): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: { ...(name === '' ? {} : { name }), creationTimestamp: null },
      versions: [...versions].map(([of, kinds]) => ({
        version: of,
        resources: kinds.map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
}

function aggregatedResource(kind: Kind): JsonObject {
  const subresources = subresourcesOf(kind);
  return {
    resource: kind.plural,
    responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: [...(kind.verbs ?? allVerbs)],
    ...(kind.shortNames.length > 0 ? { shortNames: [...kind.shortNames] } : {}),
    ...(kind.categories.length > 0 ? { categories: [...kind.categories] } : {}),
    ...(subresources.length > 0 ? { subresources: subresources.map(aggregatedSubresource) } : {}),
  };
}

function aggregatedSubresource({ name, kind, group, version, verbs: own }: Subresource): JsonObject {
  return { subresource: name, responseKind: { group, version, kind }, verbs: [...own] };
}

function apiGroup({ name, versions }: Group): JsonObject {
  const listed = [...versions.keys()].map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: listed, preferredVersion: listed[0] };
}

/** What `/apis/GROUP` answers; undefined for groups that are not held. */
export function discoveryGroup(kinds: readonly Kind[], name: string): Answer | undefined {
  const group = groupsOf(kinds).find((candidate) => candidate.name === name);
  return group && { json: { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) } };
}

/** What `/api/v1` or `/apis/GROUP/VERSION` answers; undefined for those that are not held. */
export function discoveryResources(kinds: readonly Kind[], group: string, version: string): Answer | undefined {
  const held = kinds.filter((kind) => kind.group === group && kind.version === version);
  if (held.length === 0) return undefined;
  const resources = held.flatMap((kind) => [
    legacyResource(kind),
    ...subresourcesOf(kind).map(legacySubresource(kind)),
  ]);
  return {
    json: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionOf({ group, version }), resources },
  };
}

function legacyResource(kind: Kind): JsonObject {
  return {
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: [...(kind.verbs ?? allVerbs)],
    ...(kind.shortNames.length > 0 ? { shortNames: [...kind.shortNames] } : {}),
    ...(kind.categories.length > 0 ? { categories: [...kind.categories] } : {}),
  };
}

function legacySubresource(parent: Kind): (subresource: Subresource) => JsonObject {
  return ({ name, kind, group, version, verbs: own }) => ({
    name: `${parent.plural}/${name}`,
    singularName: '',
    namespaced: parent.namespaced,
    ...(group === parent.group ? {} : { group, version }),
    kind,
    verbs: [...own],
  });
}
