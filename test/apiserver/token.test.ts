import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { kinds } from '../../src/resources/kinds';
import { openCluster } from '../simulator/test-cluster';

const options = { namespace: 'default', subresource: 'token' } as const;

const request = (name: string, spec: object): KubeObject =>
  ({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: { name }, spec }) as unknown as KubeObject;

const pod = { metadata: { name: 'web' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } };

async function withPod() {
  const { client } = (await openCluster()).cluster;
  const created = await client.create(kinds.pods, { apiVersion: 'v1', kind: 'Pod', ...pod } as never, {
    namespace: 'default',
  });
  const answer = (name: string, spec: object) =>
    client.create<KubeObject>(kinds.serviceaccounts, request(name, spec), options);
  return { client, created, answer };
}

const claimsOf = ({ status }: KubeObject) =>
  JSON.parse(Buffer.from((status as { token: string }).token.split('.')[1] ?? '', 'base64url').toString());

describe('a token', () => {
  it('tells whose it is, for whom and for how long', async () => {
    const { answer } = await withPod();
    const granted = await answer('default', { audiences: ['vault'], expirationSeconds: 600 });
    const { iat, exp, ...claims } = claimsOf(granted);
    expect(exp - iat).toBe(600);
    expect(claims).toMatchObject({ aud: ['vault'], sub: 'system:serviceaccount:default:default' });
  });

  it('is good for an hour and for the API server where nothing is said', async () => {
    const { answer } = await withPod();
    const { spec } = await answer('default', {});
    expect(spec).toEqual({ audiences: ['https://kubernetes.default.svc.cluster.local'], expirationSeconds: 3600 });
  });

  it('is bound to an object', async () => {
    const { answer, created } = await withPod();
    const granted = await answer('default', { boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'web' } });
    expect(claimsOf(granted)['kubernetes.io'].pod).toEqual({ name: 'web', uid: created.metadata.uid });
  });

  it.each([
    ['nobody', {}, 'serviceaccounts "nobody" not found'],
    ['default', { boundObjectRef: { kind: 'Pod', name: 'x' } }, 'pods "x" not found'],
    ['default', { boundObjectRef: { kind: 'Job', name: 'x' } }, 'cannot bind token to object of type Job'],
    [
      'default',
      { boundObjectRef: { kind: 'Pod', name: 'web', uid: 'u' } },
      'Operation cannot be fulfilled on pods "web": the UID in the bound object reference (u) does not match the UID in record. The object might have been deleted and then recreated',
    ],
    [
      'default',
      { expirationSeconds: 60 },
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
    ],
    [
      'default',
      { expirationSeconds: 2 ** 32 + 1 },
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
    ],
  ])('of %s with %j is refused', async (name, spec, message) => {
    const { answer } = await withPod();
    await expect(answer(name, spec)).rejects.toThrow(message);
  });

  it("is not bound to another account's pod", async () => {
    const { answer, client } = await withPod();
    const robot = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } };
    await client.create(kinds.serviceaccounts, robot as never, { namespace: 'default' });
    await expect(answer('robot', { boundObjectRef: { kind: 'Pod', name: 'web' } })).rejects.toThrow(
      'cannot bind token for serviceaccount "robot" to pod running with different serviceaccount name.',
    );
  });
});
