import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../../../src/resources/core/pod-types';
import { kinds } from '../../../src/resources/kinds';
import { newShell } from '../../e2e/shell';
import { openCluster } from '../../simulator/test-cluster';
import { runCommand } from './run-command';

/** What the pods were after the real kubectl 1.33.1 had debugged `probed`, or the node, with every profile. */
type Recorded = { readonly line: string; readonly ephemeral?: object; readonly copy?: object; readonly node?: object };
const recorded: readonly Recorded[] = JSON.parse(readFileSync(new URL('debug.recorded.json', import.meta.url), 'utf8'));

const check = { httpGet: { port: 80 } };
const probed = {
  metadata: { name: 'probed', labels: { app: 'probed' }, annotations: { note: 'kept' } },
  spec: {
    initContainers: [{ name: 'first', image: 'busybox:1.36', command: ['true'] }],
    containers: [
      {
        name: 'main',
        image: 'nginx:1.27',
        args: ['nginx'],
        livenessProbe: check,
        readinessProbe: check,
        startupProbe: check,
        securityContext: { capabilities: { add: ['SYS_TIME'] } },
      },
    ],
  },
};

async function debug(line: string, files: Record<string, string> = {}) {
  const test = await openCluster();
  await test.create(kinds.pods, probed);
  const result = await runCommand(line.split(' '), { client: test.cluster.client, files });
  return { ...test, result };
}

const isOwn = ({ name }: { name: string }): boolean => !name.startsWith('kube-api-access-');

/** A pod as far as it was recorded. */
function shown({ metadata, spec }: Pod): object {
  const { hostIPC, hostNetwork, hostPID, shareProcessNamespace, initContainers, volumes } = spec;
  const own = volumes?.filter(isOwn) ?? [];
  const containers = spec.containers.map(({ volumeMounts, ...container }) => {
    const mounts = volumeMounts?.filter(isOwn) ?? [];
    return mounts.length > 0 ? { ...container, volumeMounts: mounts } : container;
  });
  return {
    ...(metadata.name.startsWith('node-')
      ? {}
      : { labels: metadata.labels ?? null, annotations: metadata.annotations ?? null }),
    ...JSON.parse(JSON.stringify({ hostIPC, hostNetwork, hostPID, shareProcessNamespace })),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(({ name }) => name) }),
    containers,
    ...(own.length > 0 ? { volumes: own } : {}),
  };
}

describe('every profile', () => {
  it.each(recorded)('$line', async ({ line, ephemeral, copy, node }) => {
    const { get, list, result } = await debug(line);
    expect(result.exit).toBe(0);
    if (ephemeral !== undefined) {
      const pod = await get(kinds.pods, 'probed');
      expect(pod.spec.ephemeralContainers).toEqual([ephemeral]);
    }
    const pods = (await list(kinds.pods)).filter(({ metadata }) => metadata.name !== 'probed');
    expect(pods.map(shown)).toEqual([copy ?? node ?? []].flat());
  });
});

const legacy =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n';

describe('names', () => {
  it('are chosen and told where none is given', async () => {
    const { get, result } = await debug('debug probed --image=busybox');
    expect(result).toEqual({ stdout: 'Defaulting debug container name to debugger-bbbbb.\n', stderr: legacy, exit: 0 });
    const { spec, status } = await get(kinds.pods, 'probed');
    expect(spec.ephemeralContainers?.map(({ name }) => name)).toEqual(['debugger-bbbbb']);
    expect(status.ephemeralContainerStatuses?.map(({ name }) => name)).toEqual(['debugger-bbbbb']);
  });

  it('of pods on nodes hold the node’s', async () => {
    const { names, result } = await debug('debug node/minikube --image=busybox --profile=general');
    expect(result.stdout).toBe(
      'Creating debugging pod node-debugger-minikube-bbbbb with container debugger on node minikube.\n',
    );
    expect(await names(kinds.pods)).toContain('node-debugger-minikube-bbbbb');
  });

  it('come of the cluster’s seed', () => {
    const named = (seed: string): string => {
      const shell = newShell();
      shell.out('kubectl run p --image=nginx');
      return shell.out(`KUBECTL_LITE_SEED=${seed} kubectl debug p --image=busybox --profile=general`);
    };
    expect(named('x')).toBe(named('x'));
  });
});

describe('a custom profile', () => {
  it('is merged into the container', async () => {
    const custom = 'env: [{name: A, value: b}]\nsecurityContext: {runAsUser: 0}\n';
    const line = 'debug probed --image=busybox -c own --profile=general --env B=2 --custom custom.yaml';
    const { get } = await debug(line, { 'custom.yaml': custom });
    const { spec } = await get(kinds.pods, 'probed');
    expect(spec.ephemeralContainers?.[0]).toMatchObject({
      env: [
        { name: 'A', value: 'b' },
        { name: 'B', value: '2' },
      ],
      securityContext: { capabilities: { add: ['SYS_PTRACE'] }, runAsUser: 0 },
    });
  });

  it.each([
    ['none.yaml', 'must pass a container spec json file for custom profile: open none.yaml: no such file or directory'],
    [
      'text.json',
      'text.json does not contain a valid container spec: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type v1.Container',
    ],
    ['image.yaml', 'name, command, image, lifecycle and volume devices are not modifiable via custom profile'],
  ])('is refused as %s', async (file, message) => {
    const files = { 'text.json': '"text"', 'image.yaml': 'image: x\n' };
    const { result } = await debug(`debug probed --image=busybox --custom ${file}`, files);
    expect(result).toEqual({ stdout: '', stderr: `error: ${message}\n`, exit: 1 });
  });
});

describe('the image’s words and the environment', () => {
  it.each([
    ['--arguments-only -- a b', { args: ['a', 'b'] }],
    ['-- a b', { command: ['a', 'b'] }],
    [
      '--env A=1,2 --env B=1,C=2',
      {
        env: [
          { name: 'A', value: '1,2' },
          { name: 'B', value: '1' },
          { name: 'C', value: '2' },
        ],
      },
    ],
    ['--target main', { targetContainerName: 'main' }],
    ['--image-pull-policy=Never', { imagePullPolicy: 'Never' }],
  ])('%s', async (words, expected) => {
    const { get } = await debug(`debug probed --image=busybox -c dbg --profile=general ${words}`);
    const { spec } = await get(kinds.pods, 'probed');
    expect(spec.ephemeralContainers).toEqual([expect.objectContaining(expected)]);
  });
});

it('a pod of a file is debugged as the file has it', async () => {
  const file = 'apiVersion: v1\nkind: Pod\nmetadata: {name: probed}\nspec: {containers: [{name: x, image: y}]}\n';
  const { get, result } = await debug('debug -f pod.yaml --image=busybox -c dbg --profile=general', {
    'pod.yaml': file,
  });
  expect(result).toEqual({ stdout: '', stderr: '', exit: 0 });
  const { spec } = await get(kinds.pods, 'probed');
  expect([...spec.containers, ...(spec.ephemeralContainers ?? [])].map(({ name }) => name)).toEqual(['main', 'dbg']);
});

it('a shell is talked to, and ends with its container', () => {
  const shell = newShell();
  shell.out('kubectl run p --image=nginx');
  const told = shell('kubectl debug p --image=busybox -c sh -i --profile=general', 'hostname\nexit 3\n');
  expect(told).toEqual({
    stdout: 'p\n',
    // Who is attached does not hear of the exit code (kubelet's ServeAttach).
    stderr: "If you don't see a command prompt, try pressing enter.\n",
    exitCode: 0,
  });
  const pod: Pod = JSON.parse(shell.out('kubectl get pod p -o json'));
  const [status] = pod.status.ephemeralContainerStatuses as ContainerStatus[];
  expect([status?.state?.terminated?.exitCode, status?.ready, pod.status.phase]).toEqual([3, false, 'Running']);
  expect(shell.out('kubectl debug p --image=busybox -c echo --attach --profile=general -- echo hi')).toBe('hi\n');
  expect(shell.out('kubectl logs p -c echo')).toBe('hi\n');
});
