import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/apimachinery/json';
import { kinds } from '../../src/resources/kinds';
import { openCluster } from '../simulator/test-cluster';

const target = { namespace: 'default', subresource: 'ephemeralcontainers' } as const;
const debuggerOf = (more: JsonObject = {}): JsonObject => ({ name: 'dbg', image: 'busybox:1', stdin: true, ...more });

async function clusterWithPod() {
  const test = await openCluster();
  const containers = [{ name: 'main', image: 'nginx', command: ['sleep', 'infinity'] }];
  await test.create(kinds.pods, { metadata: { name: 'one' }, spec: { containers } });
  const patch = (body: JsonObject) => test.cluster.client.patch(kinds.pods, 'one', { type: 'strategic', body }, target);
  return { ...test, add: (container: JsonObject) => patch({ spec: { ephemeralContainers: [container] } }), patch };
}

describe('the ephemeral containers of a pod', () => {
  it('are added, and nothing else is changed', async () => {
    const { get, patch } = await clusterWithPod();
    await patch({
      metadata: { labels: { a: 'b' } },
      spec: { ephemeralContainers: [debuggerOf()], containers: [{ name: 'main', image: 'other' }] },
    });
    const { metadata, spec } = await get(kinds.pods, 'one');
    expect([metadata.labels, metadata.generation, spec.containers[0]?.image]).toEqual([undefined, 2, 'nginx']);
    expect(spec.ephemeralContainers).toEqual([
      {
        ...debuggerOf(),
        imagePullPolicy: 'IfNotPresent',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ]);
  });

  const at = 'spec.ephemeralContainers[0]';
  it.each<[JsonObject, string]>([
    [{ name: 'main' }, `${at}.name: Duplicate value: "main"`],
    [{ targetContainerName: 'none' }, `${at}.targetContainerName: Not found: "none"`],
    [{ ports: [{ containerPort: 80 }] }, `${at}.ports: Forbidden: cannot be set for an Ephemeral Container`],
    [{ lifecycle: {} }, `${at}.lifecycle: Forbidden: cannot be set for an Ephemeral Container`],
    [{ resources: { limits: { cpu: '1' } } }, `${at}.resources: Forbidden: cannot be set for an Ephemeral Container`],
  ])('may not be %j', async (more, message) => {
    const { add } = await clusterWithPod();
    await expect(add(debuggerOf(more))).rejects.toThrow(`Pod "one" is invalid: ${message}`);
  });

  it('may neither change nor go', async () => {
    const { add, patch } = await clusterWithPod();
    await add(debuggerOf());
    await expect(add(debuggerOf({ image: 'other' }))).rejects.toThrow(
      'Pod "one" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "dbg" may not be changed\n',
    );
    await expect(patch({ spec: { ephemeralContainers: [{ name: 'dbg', $patch: 'delete' }] } })).rejects.toThrow(
      'Pod "one" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "dbg" may not be removed\n',
    );
  });

  it('come neither with a new pod nor with a template', async () => {
    const { create } = await clusterWithPod();
    const spec = { containers: [{ name: 'main', image: 'nginx' }], ephemeralContainers: [debuggerOf()] };
    await expect(create(kinds.pods, { metadata: { name: 'two' }, spec })).rejects.toThrow(
      'Pod "two" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create',
    );
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec };
    await expect(
      create(kinds.deployments, { metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template } }),
    ).rejects.toThrow(
      'spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template',
    );
  });
});
