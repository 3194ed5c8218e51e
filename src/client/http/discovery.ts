import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { Kind } from '../../apimachinery/meta';
import { errorFromCode } from './errors';
import type { Transport } from './transport';

/** Aggregated discovery first, then the lists of old. @upstream client-go discovery/discovery_client.go */
const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

/**
 * The kinds that a server holds, in kubectl's order: by group, within it the preferred version first.
 * @throws StatusError, ConnectionError
 */
export async function discoverKinds(transport: Transport): Promise<Kind[]> {
  const [core, groups] = await Promise.all([discover('/api', transport), discover('/apis', transport)]);
  return [...core, ...groups];
}

async function discover(path: string, transport: Transport): Promise<Kind[]> {
  const answer = await read(path, transport, AGGREGATED);
  if (answer.kind === 'APIGroupDiscoveryList') return objects(answer.items).flatMap(kindsOfGroup);
  const versions = path === '/api' ? coreVersions(answer) : objects(answer.groups).flatMap(groupVersions);
  const lists = await Promise.all(versions.map((version) => resourceList(version, transport)));
  return lists.flat();
}

/** What discovery's errors say is left out by kubectl: their codes speak. */
async function read(path: string, transport: Transport, accept?: string): Promise<JsonObject> {
  return await transport.json({ method: 'GET', path, accept }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && error.code === 401 ? errorFromCode(401, '', get) : error;
  });
}

const get = { method: 'GET' } as const;

function kindsOfGroup({ metadata, versions }: JsonObject): Kind[] {
  const group = isObject(metadata) ? text(metadata.name) : '';
  return objects(versions).flatMap(({ version, resources }) =>
    objects(resources).map(({ resource, responseKind, scope, singularResource, ...names }) =>
      kindOf({
        ...names,
        group,
        version,
        name: resource,
        kind: isObject(responseKind) ? responseKind.kind : '',
        singularName: singularResource,
        namespaced: scope === 'Namespaced',
      }),
    ),
  );
}

function kindOf({ group, version, name, kind, singularName, namespaced, ...names }: JsonObject): Kind {
  return {
    group: text(group),
    version: text(version),
    kind: text(kind),
    plural: text(name),
    singular: text(singularName) || text(kind).toLowerCase(),
    shortNames: texts(names.shortNames),
    categories: texts(names.categories),
    namespaced: namespaced === true,
    verbs: texts(names.verbs),
  };
}

type GroupVersion = { readonly group: string; readonly version: string };

function coreVersions({ versions }: JsonObject): GroupVersion[] {
  return texts(versions).map((version) => ({ group: '', version }));
}

function groupVersions({ name, versions, preferredVersion }: JsonObject): GroupVersion[] {
  const preferred = isObject(preferredVersion) ? text(preferredVersion.version) : '';
  const all = objects(versions).map(({ version }) => text(version));
  const ordered = [...all.filter((version) => version === preferred), ...all.filter((other) => other !== preferred)];
  return ordered.map((version) => ({ group: text(name), version }));
}

/** A group whose server is away does without its kinds; the others are still of use. */
async function resourceList({ group, version }: GroupVersion, transport: Transport): Promise<Kind[]> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const list = await read(path, transport).catch((): JsonObject => ({}));
  return objects(list.resources)
    .filter(({ name }) => !text(name).includes('/'))
    .map((resource) => kindOf({ ...resource, group, version }));
}

function objects(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function texts(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(text) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
