import { createHmac, randomBytes } from 'node:crypto';
import { badRequest } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { formatTime } from '../../apimachinery/time';
import { readObject } from './body';
import type { Answer } from './exchange';
import { deletionOf, writeOptionsOf } from './query';
import type { ResourceRequest } from './resource';
import { successStatus } from './status';

/** Assigns a pod to a node. @upstream pkg/registry/core/pod/storage BindingREST */
export async function podBinding({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const binding = await readObject(request, { group: '', version: 'v1', kind: 'Binding' });
  binding.metadata.name ||= path.name ?? '';
  if (path.name !== undefined && binding.metadata.name !== path.name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  const { client, transact } = api.backend;
  const options = writeOptionsOf(request, path.namespace);
  if (!options.dryRun) await transact(() => client.create(kind, binding, { ...options, subresource: 'binding' }));
  return { code: 201, json: successStatus() };
}

/** Deletes a pod with its grace period: no disruption budget speaks against it. @upstream EvictionREST */
export async function eviction({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { name = '', namespace } = path;
  const asked = await readObject(request, { group: 'policy', version: 'v1', kind: 'Eviction' });
  if (asked.metadata.name && asked.metadata.name !== name) {
    throw badRequest('name in URL does not match name in Eviction object');
  }
  const { client, transact } = api.backend;
  const options = deletionOf(request.query, (asked.deleteOptions ?? {}) as JsonObject, namespace);
  await transact(() => client.delete(kind, name, options));
  return { code: 201, json: successStatus() };
}

const HOUR = 3600;
const signingKey = randomBytes(32);

/** A token that looks like a service account's; nothing here ever asks for one. @upstream TokenREST */
export async function serviceAccountToken({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { name = '', namespace = '' } = path;
  const { client, now, transact } = api.backend;
  const asked = await readObject(request, {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'TokenRequest',
  });
  const account = await transact(() => client.get(kind, name, namespace));
  const { expirationSeconds = HOUR, audiences } = (asked.spec ?? {}) as {
    expirationSeconds?: number;
    audiences?: string[];
  };
  const issuer = 'https://kubernetes.default.svc.cluster.local';
  const audience = audiences?.length ? audiences : [issuer];
  const issued = Math.floor(now() / 1000);
  const token = sign({
    aud: audience,
    exp: issued + expirationSeconds,
    iat: issued,
    iss: issuer,
    'kubernetes.io': { namespace, serviceaccount: { name, uid: account.metadata.uid } },
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${name}`,
  });
  const metadata = { name, namespace, creationTimestamp: formatTime(now()) };
  const status = { expirationTimestamp: formatTime((issued + expirationSeconds) * 1000), token };
  const spec = { ...(asked.spec as JsonObject), audiences: audience, expirationSeconds };
  return {
    code: 201,
    json: { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata, spec, status },
  };
}

function sign(claims: JsonObject): string {
  const encode = (part: JsonObject): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', signingKey).update(content).digest('base64url')}`;
}
