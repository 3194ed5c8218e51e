import { badRequest, methodNotAllowed } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import { isScalable, readScale } from '../../apiserver/scale';
import { names as scales } from '../../resources/autoscaling/scale';
import { strategyFor } from '../../resources/strategies';
import { readObject, readPatch } from './body';
import { eviction, podBinding, serviceAccountToken } from './create-subresource';
import type { Answer } from './exchange';
import { logAnswer } from './log';
import { presenterFor } from './present';
import { checkName, type ResourceRequest, write } from './resource';
import { noSuchPath } from './status';
import { subresourcesOf } from './subresources';

/** Subresources that only take a POST, by `resource/subresource`. */
const created: Readonly<Record<string, (asked: ResourceRequest) => Promise<Answer>>> = {
  'pods/binding': podBinding,
  'pods/eviction': eviction,
  'serviceaccounts/token': serviceAccountToken,
};

/** What is no answer but streams: see the room beside this one. */
const streamed = ['exec', 'attach', 'portforward'];

/** All verbs on the subresources of an object. @throws StatusError */
export async function subresourceAnswer(asked: ResourceRequest): Promise<Answer> {
  const { request, kind, path } = asked;
  const { subresource = '' } = path;
  if (!subresourcesOf(kind).some(({ name }) => name === subresource)) throw noSuchPath();
  const create = created[`${kind.plural}/${subresource}`];
  if (create !== undefined) {
    if (request.method !== 'POST') throw methodNotAllowed();
    return await create(asked);
  }
  if (kind.plural === 'pods' && subresource === 'log') {
    if (request.method !== 'GET') throw methodNotAllowed();
    return await logAnswer(asked.api, request, path);
  }
  if (kind.plural === 'pods' && streamed.includes(subresource)) throw badRequest('Upgrade request required');
  if (subresource === 'status' && strategyFor(kind).hasStatus) return await part(asked, 'status');
  if (subresource === 'approval' && kind.plural === 'certificatesigningrequests') return await part(asked, 'approval');
  if (subresource === 'ephemeralcontainers' && kind.plural === 'pods') return await part(asked, 'ephemeralcontainers');
  if (subresource === 'finalize' && kind.plural === 'namespaces') return await part(asked, 'finalize');
  if (subresource === 'scale' && isScalable(kind)) return await scale(asked);
  throw noSuchPath();
}

/** A subresource that shows the whole object and writes a part of it. */
async function part(
  asked: ResourceRequest,
  subresource: 'status' | 'finalize' | 'approval' | 'ephemeralcontainers',
): Promise<Answer> {
  const { api, request, kind, path } = asked;
  const { client, now, transact } = api.backend;
  const { name = '', namespace } = path;
  if (request.method === 'GET' && subresource !== 'finalize') {
    const presenter = presenterFor(request, kind, now);
    return presenter.object(await transact(() => client.get(kind, name, namespace)));
  }
  if (request.method === 'PUT') {
    const object = await readObject(request, kind);
    checkName(object, name);
    return await write(asked, 200, (options) => client.update(kind, object, { ...options, subresource }));
  }
  if (request.method !== 'PATCH' || subresource === 'finalize') throw methodNotAllowed();
  const body = await readPatch(request);
  return await write(asked, 200, (options) => client.patch(kind, name, body, { ...options, subresource }));
}

async function scale(asked: ResourceRequest): Promise<Answer> {
  const { api, request, kind, path } = asked;
  const { client, now, transact } = api.backend;
  const { name = '', namespace } = path;
  const show = (object: KubeObject): Answer => ({ json: readScale(kind, object) });
  const subresource = 'scale';
  if (request.method === 'GET') {
    const object = await transact(() => client.get(kind, name, namespace));
    return presenterFor(request, scales, now).object(readScale(kind, object));
  }
  if (request.method === 'PUT') {
    const object = await readObject(request, scales);
    checkName(object, name);
    return await write(asked, 200, (options) => client.update(kind, object, { ...options, subresource }), show);
  }
  if (request.method !== 'PATCH') throw methodNotAllowed();
  const body = await readPatch(request);
  return await write(asked, 200, (options) => client.patch(kind, name, body, { ...options, subresource }), show);
}
