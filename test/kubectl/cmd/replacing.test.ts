import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from '../../e2e/shell';
import { fakeClient } from '../describe/fake-client';
import { runCommand } from './run-command';

const nothingNamed = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
`;

/** What kubectl 1.33 says of words that make no sense. */
const refusals: readonly (readonly [words: string, stderr: string, exit?: number])[] = [
  ['edit', nothingNamed],
  ['replace', 'error: must specify one of -f and -k\n'],
  ['replace --raw=/x', 'error: must specify one of -f and -k\n'],
  ['replace -f a --raw=/x -f b', 'error: --raw can only use a single local file or stdin\n'],
  ['replace -f http://a --raw=/x', 'error: --raw cannot read from a url\n'],
  ['replace -f a --raw=x', 'error: --raw must be a valid URL path: parse "x": invalid URI for request\n'],
  ['replace -f a --raw=/x -R', 'error: --raw and --recursive are mutually exclusive\n'],
  ['replace -f a --raw=/x -o json', 'error: --raw and --output are mutually exclusive\n'],
  ['replace -f a --grace-period=3', 'error: --grace-period must have --force specified\n'],
  ['replace -f a --grace-period=0', 'error: --grace-period must have --force specified\n'],
  ['replace -f a --timeout=3s', 'error: --timeout must have --force specified\n'],
  ['replace -f a --force --dry-run=client', 'error: --dry-run can not be used when --force is set\n'],
  ['replace -f a --cascade=x', 'error: invalid cascade value (x). Must be "background", "foreground", or "orphan"\n'],
  ['replace -f a --dry-run=x', 'error: Invalid dry-run value (x). Must be "none", "server", or "client".\n'],
  ['diff', 'error: must specify one of -f and -k\n', 2],
  ['diff x -f a', "error: Unexpected args: [x]\nSee 'kubectl diff -h' for help and examples\n", 2],
  ['diff -f a --force-conflicts', 'error: --force-conflicts only works with --server-side\n', 2],
  [
    'diff -f a --prune --prune-allowlist=x',
    'error: invalid GroupVersionKind format: x, please follow <group/version/kind>\n',
    2,
  ],
  ['apply -f a --all -l a=b', 'error: cannot set --all and --selector at the same time\n'],
  [
    'apply -f a --prune',
    'error: all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector\n',
  ],
  ['apply -f a --prune --all --force', 'error: --force cannot be used with --prune\n'],
  [
    'apply -f a --prune --all --server-side',
    "error: --prune is in alpha and doesn't currently work on objects created by server-side apply\n",
  ],
  ['apply -f a --prune --all --prune-allowlist=core/v1/Foo', 'error: no matches for kind "Foo" in version "v1"\n'],
  ['apply -f a --subresource=status', 'error: --subresource can only be specified for --server-side\n'],
  ['apply -f a --force --dry-run=server', 'error: --dry-run=server cannot be used with --force\n'],
  ['apply view-last-applied', nothingNamed],
  ['apply edit-last-applied', nothingNamed],
  ['create -f a --raw=/x --edit', 'error: --raw and --edit are mutually exclusive\n'],
  ['create -f a --raw=/x -R', 'error: --raw and --recursive are mutually exclusive\n'],
];

describe('words that make no sense are refused as kubectl 1.33 does', () => {
  it.each(refusals.map((row) => [row[0], row] as const))('%s', async (words, [, stderr, exit = 1]) => {
    const world = { client: fakeClient([]), files: { a: '', b: '' } };

    expect(await runCommand(words.split(' '), world)).toEqual({ stdout: '', stderr, exit });
  });
});

const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: {team: a}}
data: {color: blue}
`;

function shellWithSettings(): Shell {
  const shell = newShell();
  shell.write('settings.yaml', settings);
  shell.out('kubectl apply -f settings.yaml');
  return shell;
}

describe('whole runs', () => {
  it('what is edited is sent; what is refused is edited again, and kept', () => {
    const shell = shellWithSettings();

    expect(shell.out('EDITOR="sed -i s/blue/red/" kubectl edit cm settings --output-patch')).toBe(
      `Patch: ${String.raw`{"data":{"color":"red"},"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"data\":{\"color\":\"red\"},\"kind\":\"ConfigMap\",\"metadata\":{\"annotations\":{},\"labels\":{\"team\":\"a\"},\"name\":\"settings\",\"namespace\":\"default\"}}\n"}}}`}\nconfigmap/settings edited\n`,
    );
    const { stderr, exitCode } = shell('EDITOR="sed -i s/settings/other/" kubectl edit cm settings');
    const [, path = ''] = /stored to "(.*)"/.exec(stderr) ?? [];
    expect(stderr).toBe(
      `A copy of your changes has been stored to "${path}"\nerror: At least one of apiVersion, kind and name was changed\n`,
    );
    expect(exitCode).toBe(1);
    expect(shell.out(`cat ${path}; rm ${path}`)).toContain('name: other');
  });

  it('diff tells what apply would do, and how by its exit code', () => {
    const shell = shellWithSettings();

    expect(shell('kubectl diff -f settings.yaml')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    const { stdout, exitCode } = shell('sed s/blue/red/ settings.yaml | kubectl diff -f -');
    expect(stdout).toContain('\n-  color: blue\n+  color: red\n');
    expect(exitCode).toBe(1);
    expect(shell('kubectl diff -f nothing.yaml')).toEqual({
      stdout: '',
      stderr: 'error: the path "nothing.yaml" does not exist\n',
      exitCode: 2,
    });
  });

  it('diff needs no program to compare', () => {
    const shell = shellWithSettings();
    const { stdout, exitCode } = shell(`
      mkdir only && ln -s "$(command -v node)" only/node
      sed s/blue/red/ settings.yaml >changed.yaml
      KUBECTL="$(command -v kubectl)"
      PATH="$PWD/only" "$KUBECTL" diff -f changed.yaml`);

    expect(stdout).toContain(
      '@@ -1,6 +1,6 @@\n apiVersion: v1\n data:\n-  color: blue\n+  color: red\n kind: ConfigMap\n',
    );
    expect(exitCode).toBe(1);
  });

  it('what was applied and is in the files no more is pruned', () => {
    const shell = shellWithSettings();
    const { stdout } = shell('sed s/settings/others/ settings.yaml | kubectl apply -f - --prune -l team=a');

    expect(stdout).toBe('configmap/others created\nconfigmap/settings pruned\n');
    expect(shell.out('kubectl get cm -l team=a -o name')).toBe('configmap/others\n');
  });

  it('replace --force deletes and makes anew', () => {
    const shell = shellWithSettings();
    const uid = shell.out("kubectl get cm settings -o jsonpath='{.metadata.uid}'");

    expect(shell.out('kubectl replace --force -f settings.yaml')).toBe(
      'configmap "settings" deleted\nconfigmap/settings replaced\n',
    );
    expect(shell.out("kubectl get cm settings -o jsonpath='{.metadata.uid}'")).not.toBe(uid);
  });
});
