import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newShell, root, type Shell } from './shell';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const nothing = { stdout: '', stderr: 'No resources found in default namespace.\n', exitCode: 0 };

/** What is said when nothing is asked for. */
function helpfulError(program: string): string {
  return (
    `You must specify the type of resource to get. Use "${program} api-resources" for a complete list of supported resources.\n\n` +
    'error: Required resource not specified.\n' +
    `Use "${program} explain <resource>" for a detailed description of that resource (e.g. ${program} explain pods).\n` +
    `See '${program} get -h' for help and examples\n`
  );
}

/** A copy of the program, as it is published, in a folder of the shell. */
function copyProgram(shell: Shell, name: string): string {
  const folder = join(shell.folder, name);
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}

describe('the program', () => {
  it('runs from the checkout', () => {
    const shell = newShell();

    expect(shell(`"${root}/bin/kubectl-lite" get pods`)).toEqual(nothing);
    expect(shell(`node "${root}/bin/kubectl-lite" get pods`)).toEqual(nothing);
    expect(shell.out(`"${root}/bin/kubectl-lite" --version`)).toBe(`kubectl-lite ${version}\n`);
    expect(shell(`"${root}/bin/kubectl-lite" get`)).toEqual({
      stdout: '',
      stderr: helpfulError('kubectl-lite'),
      exitCode: 1,
    });
  });

  it('calls itself what it was called, through links', () => {
    const shell = newShell();
    symlinkSync(join(root, 'bin/kubectl-lite'), join(shell.folder, 'first'));
    symlinkSync('first', join(shell.folder, 'kubectl'));

    expect(shell('kubectl get').stderr).toBe(helpfulError('kubectl'));
    expect(shell('kubectl-lite get').stderr).toBe(helpfulError('kubectl-lite'));
    expect(shell('./kubectl get').stderr).toBe(helpfulError('kubectl'));
    expect(shell('./first get').stderr).toBe(helpfulError('kubectl-lite'));
  });

  it('is a plugin of the real kubectl', ({ skip }) => {
    const shell = newShell();
    const plugins = join(shell.folder, 'plugins');
    mkdirSync(plugins);
    symlinkSync(join(root, 'bin/kubectl-lite'), join(plugins, 'kubectl-lite'));
    shell.env.PATH = `${plugins}:${process.env.PATH}`;
    const { stdout } = shell('kubectl plugin list');
    skip(!stdout.includes(join(plugins, 'kubectl-lite')), 'there is no real kubectl on the PATH');

    expect(shell('kubectl lite get pods')).toEqual(nothing);
    expect(shell.out('kubectl lite run nginx --image=nginx')).toBe('pod/nginx created\n');
    expect(shell.out('kubectl lite get pods -o name')).toBe('pod/nginx\n');
  });

  it('works after npm pack and npm install -g', ({ skip }) => {
    const shell = newShell();
    shell.env.HOME = process.env.HOME;
    const quiet = '--offline --no-audit --no-fund --loglevel=error --ignore-scripts';
    const archive = shell(`npm pack "${root}" --pack-destination . ${quiet}`).stdout.trim();
    const { stderr, exitCode } = shell(`npm install -g --prefix "${shell.folder}/prefix" "./${archive}" ${quiet}`);
    skip(/ENOTCACHED/.test(stderr), 'npm does not have the dependencies in its cache');

    expect({ archive, stderr, exitCode }).toEqual({ archive: `kubectl-lite-${version}.tgz`, stderr, exitCode: 0 });
    expect(shell.out('prefix/bin/kubectl-lite --version')).toBe(`kubectl-lite ${version}\n`);
    expect(shell('prefix/bin/kubectl-lite get pods')).toEqual(nothing);
    expect(shell.out('ls prefix/lib/node_modules/kubectl-lite').split('\n')).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'bin', 'dist', 'fixtures', 'package.json']),
    );
  });

  it('does without the packages that it was built from', () => {
    const shell = newShell();
    const folder = copyProgram(shell, 'alone');

    expect(shell.out(`"${folder}/bin/kubectl-lite" run nginx --image=nginx`)).toBe('pod/nginx created\n');
    expect(shell.out(`"${folder}/bin/kubectl-lite" get pods -o name`)).toBe('pod/nginx\n');
  });

  it('lives in folders whose names have spaces and more', () => {
    const shell = newShell({ folder: "a reader's folder (日本)", fixtures: 'resolvable-web' });
    const folder = copyProgram(shell, 'my programs');
    shell.env.KUBECTL_LITE_HOME = join(shell.folder, 'my clusters');
    shell.out('mkdir "my manifests" && mv svc.yaml statefulset.yaml "my manifests"');

    expect(shell.out(`"${folder}/bin/kubectl-lite" apply -f "my manifests/svc.yaml"`)).toBe('service/nginx created\n');
    expect(shell.out(`"my programs/bin/kubectl-lite" apply -f "my manifests"`)).toBe(
      'statefulset.apps/web created\nservice/nginx unchanged\n',
    );
    expect(existsSync(join(shell.folder, 'my clusters/minikube.json'))).toBe(true);
  });

  it('says what to do where it was not built', () => {
    const shell = newShell();
    const folder = copyProgram(shell, 'unbuilt');
    rmSync(join(folder, 'dist'), { recursive: true });

    expect(shell(`"${folder}/bin/kubectl-lite" get pods`)).toEqual({
      stdout: '',
      stderr: 'error: kubectl-lite is not built yet: run "npm ci" (or "npm run build") in its folder\n',
      exitCode: 1,
    });
  });

  it('starts without a place for its compiled code, or with nonsense in it', () => {
    const shell = newShell();
    shell.env.KUBECTL_LITE_CODE_CACHE = '/dev/null/nowhere';
    expect(shell('kubectl get pods')).toEqual(nothing);

    shell.env.KUBECTL_LITE_CODE_CACHE = join(shell.folder, 'code');
    expect(shell('kubectl get pods')).toEqual(nothing);
    shell.out('for file in code/*; do echo nonsense > "$file"; done');
    expect(shell('kubectl get pods')).toEqual(nothing);
    expect(shell('kubectl get pods')).toEqual(nothing);
  });
});

describe('its files', () => {
  it('are in the folder for state, and ~/.kube is left alone', () => {
    const shell = newShell();
    const home = shell.env.HOME ?? '';
    delete shell.env.KUBECTL_LITE_HOME;
    mkdirSync(join(home, '.kube'));
    cpSync(join(root, 'LICENSE'), join(home, '.kube/config'));

    shell.out('kubectl run nginx --image=nginx');
    shell.out('kubectl config set-context --current --namespace=kube-system');
    expect(existsSync(join(home, '.local/state/kubectl-lite/minikube.json'))).toBe(true);
    expect(readFileSync(join(home, '.kube/config'))).toEqual(readFileSync(join(root, 'LICENSE')));

    shell.env.XDG_STATE_HOME = join(home, 'state');
    expect(shell('kubectl get pods')).toEqual(nothing);
    expect(existsSync(join(home, 'state/kubectl-lite/minikube.json'))).toBe(true);
  });

  it('is the one that KUBECTL_LITE_STATE or --state names', () => {
    const shell = newShell();
    shell.out('kubectl --state one.json run nginx --image=nginx');

    expect(shell.out('KUBECTL_LITE_STATE=one.json kubectl get pods -o name')).toBe('pod/nginx\n');
    expect(shell('KUBECTL_LITE_STATE=two.json kubectl get pods')).toEqual(nothing);
    expect(shell('kubectl get pods')).toEqual(nothing);
  });
});
