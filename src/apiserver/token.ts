import { badRequest, conflict, invalid } from '../apimachinery/errors';
import type { JsonObject } from '../apimachinery/json';
import { signToken } from '../apimachinery/json-web-token';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import { getObject, type RegistryWorld } from '../registry/objects';
import { names as nodes } from '../resources/core/node';
import { names as pods } from '../resources/core/pod';
import { names as secrets } from '../resources/core/secret';
import { names as serviceaccounts } from '../resources/core/serviceaccount';

const HOUR = 3600;
const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** In seconds. */
const SHORTEST = 600;
const LONGEST = 2 ** 32;

type TokenRequestSpec = {
  readonly expirationSeconds?: number;
  readonly audiences?: readonly string[];
  readonly boundObjectRef?: { readonly kind?: string; readonly name?: string; readonly uid?: string };
};

/**
 * Answers a TokenRequest with a token that looks like a service account's; nothing here ever asks for one.
 * @throws StatusError NotFound, Invalid, Conflict, BadRequest
 * @upstream pkg/registry/core/serviceaccount/storage/token.go
 */
export async function issueToken(
  world: RegistryWorld,
  asked: KubeObject,
  namespace: string | undefined,
): Promise<KubeObject> {
  const { name } = asked.metadata;
  const account = getObject(world, serviceaccounts, namespace, name);
  const spec = (asked.spec ?? {}) as TokenRequestSpec;
  const expirationSeconds = spec.expirationSeconds ?? HOUR;
  refuseDuration(expirationSeconds);
  const audiences = spec.audiences?.length ? [...spec.audiences] : [ISSUER];
  const issued = Math.floor(world.now() / 1000);
  const claims = {
    aud: audiences,
    exp: issued + expirationSeconds,
    iat: issued,
    iss: ISSUER,
    'kubernetes.io': {
      namespace: account.metadata.namespace ?? '',
      ...boundObject(world, account, spec),
      serviceaccount: { name, uid: account.metadata.uid ?? '' },
    },
    nbf: issued,
    sub: `system:serviceaccount:${account.metadata.namespace}:${name}`,
  };
  const token = await signToken(claims, account.metadata.uid ?? '');
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace: account.metadata.namespace, creationTimestamp: formatTime(world.now()) },
    spec: { ...(asked.spec as JsonObject), audiences, expirationSeconds },
    status: { expirationTimestamp: formatTime((issued + expirationSeconds) * 1000), token },
  };
}

/** @upstream pkg/apis/authentication/validation */
function refuseDuration(value: number): void {
  const limit = value < SHORTEST ? 'less than 10 minutes' : 'larger than 2^32 seconds';
  if (value >= SHORTEST && value <= LONGEST) return;
  const detail = `may not specify a duration ${limit}`;
  const error = { type: 'Invalid value' as const, field: 'spec.expirationSeconds', value, detail };
  throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', [error]);
}

const bindable: Readonly<Record<string, Kind>> = { Pod: pods, Secret: secrets, Node: nodes };

/** The claim on the object that the token ends with. */
function boundObject(world: RegistryWorld, account: KubeObject, { boundObjectRef }: TokenRequestSpec): JsonObject {
  if (boundObjectRef === undefined) return {};
  const { kind = '', name = '', uid } = boundObjectRef;
  const held = bindable[kind];
  if (held === undefined) throw badRequest(`cannot bind token to object of type ${kind}`);
  const object = getObject(world, held, held.namespaced ? account.metadata.namespace : undefined, name);
  if (held === pods && (object.spec as { serviceAccountName?: string }).serviceAccountName !== account.metadata.name) {
    const owner = JSON.stringify(account.metadata.name);
    throw badRequest(
      `cannot bind token for serviceaccount ${owner} to pod running with different serviceaccount name.`,
    );
  }
  if (uid && uid !== object.metadata.uid) {
    const meant = 'The object might have been deleted and then recreated';
    const detail = `the UID in the bound object reference (${uid}) does not match the UID in record. ${meant}`;
    throw conflict(held, name, detail);
  }
  return { [kind.toLowerCase()]: { name, uid: object.metadata.uid ?? '' } };
}
