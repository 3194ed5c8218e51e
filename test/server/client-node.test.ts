import { PassThrough, Writable } from 'node:stream';
import {
  AppsV1Api,
  CoordinationV1Api as Coordination,
  type CoordinationV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  KubernetesObjectApi,
  ListWatch,
  Log,
  PatchStrategy,
  PortForward,
  setHeaderOptions,
  type V1ConfigMap,
  type V1Lease,
  type V1Pod,
  type V1Status,
  Watch,
} from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { configMap, deployment, harness, pod } from './http/harness';

const namespace = 'default';

async function connect() {
  const server = await harness();
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'lite', server: server.url, skipTLSVerify: true }, { name: 'me' });
  return { server, config, core: config.makeApiClient(CoreV1Api), apps: config.makeApiClient(AppsV1Api) };
}

/** Gathers a stream's text. */
function sink(): Writable & { text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return Object.assign(stream, { text: () => text });
}

/** Resolves as soon as a condition holds, which is looked at whenever something happens. */
function eventually<T>(value: () => T | undefined): { check: () => void; done: Promise<T> } {
  let resolve: (value: T) => void = () => {};
  const done = new Promise<T>((settle) => {
    resolve = settle;
  });
  const check = (): void => {
    const found = value();
    if (found !== undefined) resolve(found);
  };
  return { check, done };
}

describe("Kubernetes' own client library", () => {
  it('creates, reads, lists, replaces and deletes', async () => {
    const { core, apps } = await connect();
    const made = await core.createNamespacedConfigMap({ namespace, body: configMap('a', { x: '1' }) });
    expect(made.metadata?.creationTimestamp).toBeInstanceOf(Date);
    const read = await core.readNamespacedConfigMap({ namespace, name: 'a' });
    const replaced = await core.replaceNamespacedConfigMap({
      namespace,
      name: 'a',
      body: { ...read, data: { x: '2' } },
    });
    expect(replaced.data).toEqual({ x: '2' });
    await expect(core.replaceNamespacedConfigMap({ namespace, name: 'a', body: read })).rejects.toMatchObject({
      code: 409,
    });
    const list = await core.listNamespacedConfigMap({ namespace, labelSelector: 'made=here' });
    expect(list.items.map(({ metadata }) => metadata?.name)).toEqual(['a']);
    expect(await core.deleteNamespacedConfigMap({ namespace, name: 'a' })).toMatchObject({ status: 'Success' });
    await expect(core.readNamespacedConfigMap({ namespace, name: 'a' })).rejects.toMatchObject({ code: 404 });

    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 3) });
    const scale = await apps.readNamespacedDeploymentScale({ namespace, name: 'web' });
    expect(scale).toMatchObject({ kind: 'Scale', spec: { replicas: 3 }, status: { replicas: 3 } });
    await apps.replaceNamespacedDeploymentScale({ namespace, name: 'web', body: { ...scale, spec: { replicas: 1 } } });
    expect((await core.listNamespacedPod({ namespace })).items).toHaveLength(1);
  });

  it('patches in every way', async () => {
    const { apps } = await connect();
    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 1) });
    const patch = (body: object, strategy: (typeof PatchStrategy)[keyof typeof PatchStrategy]) =>
      apps.patchNamespacedDeployment({ namespace, name: 'web', body }, setHeaderOptions('Content-Type', strategy));
    const json = await patch([{ op: 'replace', path: '/spec/replicas', value: 2 }], PatchStrategy.JsonPatch);
    expect(json.spec?.replicas).toBe(2);
    const merge = await patch({ metadata: { labels: { a: 'b' } } }, PatchStrategy.MergePatch);
    expect(merge.metadata?.labels).toEqual({ a: 'b' });
    const containers = [{ name: 'side', image: 'busybox:1.36' }];
    const strategic = await patch({ spec: { template: { spec: { containers } } } }, PatchStrategy.StrategicMergePatch);
    expect(strategic.spec?.template.spec?.containers.map(({ name }) => name)).toEqual(['side', 'main']);
  });

  it('applies on the server', async () => {
    const { config, core } = await connect();
    const objects = KubernetesObjectApi.makeApiClient(config);
    const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace }, data: { x: '1' } };
    await objects.patch(applied, undefined, undefined, 'tests', true, PatchStrategy.ServerSideApply);
    const { metadata } = await core.readNamespacedConfigMap({ namespace, name: 'b' });
    expect(metadata?.managedFields).toMatchObject([{ manager: 'tests', operation: 'Apply', apiVersion: 'v1' }]);
  });

  it('watches', async () => {
    const { config, core } = await connect();
    const seen: string[] = [];
    const deleted = eventually(() => (seen.some((text) => text.startsWith('DELETED')) ? true : undefined));
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const ended = new Promise((resolve) => {
      void new Watch(config)
        .watch(
          path,
          { labelSelector: 'made=here' },
          (type: string, object: V1ConfigMap) => {
            seen.push(`${type} ${object.metadata?.name} ${object.data?.x}`);
            deleted.check();
          },
          resolve,
        )
        .then(async (controller) => {
          await core.createNamespacedConfigMap({ namespace, body: configMap('a', { x: '1' }) });
          const body = [{ op: 'replace', path: '/data/x', value: '2' }];
          await core.patchNamespacedConfigMap(
            { namespace, name: 'a', body },
            setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
          );
          await core.deleteNamespacedConfigMap({ namespace, name: 'a' });
          await deleted.done;
          controller.abort();
        });
    });
    await ended;
    expect(seen).toEqual(['ADDED a 1', 'MODIFIED a 2', 'DELETED a 2']);
  });

  it('keeps an informer up to date', async () => {
    const { config, core, apps } = await connect();
    await core.createNamespacedPod({ namespace, body: pod('lone') });
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const informer = new ListWatch<V1Pod>(path, new Watch(config), () => core.listNamespacedPod({ namespace }), false);
    const names = (): (string | undefined)[] =>
      informer
        .list()
        .map(({ metadata }) => metadata?.name)
        .sort();
    const full = eventually(() => (names().length === 3 ? true : undefined));
    const empty = eventually(() => (names().length === 1 ? true : undefined));
    for (const event of ['add', 'update'] as const) informer.on(event, full.check);
    informer.on('delete', empty.check);
    await informer.start();
    expect(names()).toEqual(['lone']);
    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 2) });
    await full.done;
    await apps.deleteNamespacedDeployment({ namespace, name: 'web' });
    await empty.done;
    expect(names()).toEqual(['lone']);
    await informer.stop();
  });

  it('executes commands', async () => {
    const { config, core } = await connect();
    await core.createNamespacedPod({ namespace, body: pod('a') });
    const run = async (command: string[], stdin: PassThrough | null = null) => {
      const [stdout, stderr] = [sink(), sink()];
      const status = await new Promise<V1Status>((resolve, reject) => {
        new Exec(config).exec(namespace, 'a', 'main', command, stdout, stderr, stdin, false, resolve).catch(reject);
      });
      return { stdout: stdout.text(), stderr: stderr.text(), status };
    };
    expect(await run(['hostname'])).toMatchObject({ stdout: 'a\n', stderr: '', status: { status: 'Success' } });
    expect(await run(['sh', '-c', 'echo no >&2; exit 5'])).toMatchObject({
      stderr: 'no\n',
      status: {
        status: 'Failure',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '5' }] },
      },
    });
    const stdin = new PassThrough();
    stdin.end('typed\n');
    expect(await run(['cat'], stdin)).toMatchObject({ stdout: 'typed\n' });
  });

  it('reads logs', async () => {
    const { config, core } = await connect();
    const container = { name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'echo one; echo two'] };
    await core.createNamespacedPod({
      namespace,
      body: { ...pod('a'), spec: { restartPolicy: 'Never', containers: [container] } },
    });
    expect(await core.readNamespacedPodLog({ namespace, name: 'a', tailLines: 1 })).toBe('two\n');
    const followed = sink();
    await new Log(config).log(namespace, 'a', 'main', followed, { follow: true });
    await new Promise((resolve) => followed.once('finish', resolve));
    expect(followed.text()).toBe('one\ntwo\n');
  });

  it('forwards ports', async () => {
    const { config, core } = await connect();
    await core.createNamespacedPod({ namespace, body: pod('a') });
    const get = async (port: number) => {
      const [output, errors, input] = [sink(), sink(), new PassThrough()];
      const socket = (await new PortForward(config).portForward(namespace, 'a', [port], output, errors, input)) as {
        on: (event: string, listener: () => void) => void;
      };
      input.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      await new Promise<void>((resolve) => socket.on('close', resolve));
      return { output: output.text(), errors: errors.text() };
    };
    expect((await get(80)).output).toMatch(/^HTTP\/1\.1 200 OK\r\n.*<title>Welcome to nginx!<\/title>/s);
    expect((await get(81)).errors).toMatch(/^error forwarding port 81 to pod .*connection refused/);
  });

  it('elects one leader', async () => {
    const { config, core } = await connect();
    const leases = config.makeApiClient(Coordination);
    const candidates = ['one', 'two', 'three', 'four'];
    const rounds = await Promise.all(candidates.map((identity) => tryToLead(leases, identity)));
    expect(rounds.filter((leads) => leads)).toHaveLength(1);
    const { spec } = await leases.readNamespacedLease({ namespace, name: 'leader' });
    const leader = spec?.holderIdentity ?? '';
    expect(candidates.indexOf(leader)).toBe(rounds.indexOf(true));
    expect(spec?.leaseTransitions).toBe(0);
    // The leader renews, the others see that somebody leads; when it steps down another takes over.
    expect(await tryToLead(leases, leader)).toBe(true);
    const other = candidates.find((name) => name !== leader) ?? '';
    expect(await tryToLead(leases, other)).toBe(false);
    await release(leases, leader);
    expect(await tryToLead(leases, other)).toBe(true);
    expect((await leases.readNamespacedLease({ namespace, name: 'leader' })).spec).toMatchObject({
      holderIdentity: other,
      leaseTransitions: 1,
    });
    await core.deleteCollectionNamespacedConfigMap({ namespace });
  });
});

/** One round of leader election as client-go does it: whoever creates or updates the lease leads, conflicts lose. */
async function tryToLead(leases: CoordinationV1Api, identity: string): Promise<boolean> {
  try {
    const held = await leases.readNamespacedLease({ namespace, name: 'leader' }).catch(() => undefined);
    if (held === undefined) await leases.createNamespacedLease({ namespace, body: leaseOf(identity, 0) });
    else if (held.spec?.holderIdentity && held.spec.holderIdentity !== identity) return false;
    else await leases.replaceNamespacedLease({ namespace, name: 'leader', body: taken(held, identity) });
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === 409) return false;
    throw error;
  }
}

function leaseOf(identity: string, leaseTransitions: number): V1Lease {
  const spec = { holderIdentity: identity, leaseDurationSeconds: 15, leaseTransitions };
  return { metadata: { name: 'leader' }, spec };
}

function taken(held: V1Lease, identity: string): V1Lease {
  const transitions = held.spec?.leaseTransitions ?? 0;
  const isNew = held.spec?.holderIdentity !== identity;
  return { ...held, spec: { ...held.spec, holderIdentity: identity, leaseTransitions: transitions + (isNew ? 1 : 0) } };
}

async function release(leases: CoordinationV1Api, identity: string): Promise<void> {
  const held = await leases.readNamespacedLease({ namespace, name: 'leader' });
  expect(held.spec?.holderIdentity).toBe(identity);
  await leases.replaceNamespacedLease({
    namespace,
    name: 'leader',
    body: { ...held, spec: { ...held.spec, holderIdentity: '' } },
  });
}
