import { describe, expect, it } from 'vitest';
import type { Client } from '../../../src/client/client';
import { runCommand } from '../cmd/run-command';
import recorded from './build.recorded.json';
import { type Content, folder } from './folder';

type Recorded = {
  readonly name: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly stdout: string;
  readonly stderr: string;
};

const client = {} as Client;

/** What `kubectl.1.33 kustomize FOLDER` printed of these files, in the folder /cases. */
const runs = recorded as unknown as readonly Recorded[];

describe('kubectl kustomize, as the real one', () => {
  it.each(runs)('$name', async ({ folder: path, files, stdout, stderr }) => {
    const result = await runCommand(['kustomize', path], { client, files: folder('/cases', files) });
    expect(result.stderr).toBe(stderr);
    expect(result.stdout).toBe(stdout);
    expect(result.exit).toBe(stderr.includes('error: ') ? 1 : 0);
  });
});

describe('--output', () => {
  const files = {
    'k/kustomization.yaml': 'resources: [r.yaml]\n',
    'k/r.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: n}\n',
    'out/there': '',
  };

  it('writes all to a file', async () => {
    const world = folder('/cases', files);
    expect(await runCommand(['kustomize', 'k', '-o', 'all.yaml'], { client, files: world })).toEqual({
      stdout: '',
      stderr: '',
      exit: 0,
    });
    expect(world.read('all.yaml').split('---\n')).toHaveLength(3);
  });

  it.each(['default_v1_configmap_a.yaml', 'v1_namespace_n.yaml', 'n_apps_v1_deployment_d.yaml'])(
    'writes %s to a folder',
    async (name) => {
      const world = folder('/cases', files);
      await runCommand(['kustomize', 'k', '-o', 'out'], { client, files: world });
      expect(world.kindOf(`out/${name}`)).toBe('file');
    },
  );
});

describe('flags', () => {
  const files = folder('/cases', { 'k/kustomization.yaml': 'namePrefix: a\n' });

  it.each([
    [['k', 'k'], 'error: specify one path to kustomization.yaml\n'],
    [['k', '--reorder=x'], 'illegal flag value --reorder x; legal values: [legacy none]\n'],
    [
      ['k', '--load-restrictor=x'],
      'error: illegal flag value --load-restrictor x; legal values: [LoadRestrictionsRootOnly LoadRestrictionsNone]\n',
    ],
  ])('%s', async (args, stderr) => {
    const result = await runCommand(['kustomize', ...args], { client, files });
    expect(result.stderr).toContain(stderr);
    expect(result.exit).toBe(1);
  });
});
