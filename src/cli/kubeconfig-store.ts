import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { goQuote } from '../apimachinery/go-value';
import type { Flags } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { AuthInfo, Cluster, Kubeconfig, KubeconfigStore } from '../kubectl/kubeconfig';

/** What the current context says. */
export type ContextSettings = {
  readonly context: string;
  readonly namespace: string;
  readonly cluster?: Cluster;
  readonly user?: AuthInfo;
  readonly userName?: string;
};

/** Without a kubeconfig. */
export const usualSettings: ContextSettings = { context: 'minikube', namespace: 'default' };

/** A kubeconfig file; the simulator's own holds a context before it is first written. */
export type KubeconfigLocation = { readonly path: string; readonly isOwn: boolean };

/**
 * The simulator's own kubeconfig. KUBECONFIG counts only where the program stands in for kubectl by its name: else
 * it is the real kubectl's, as ~/.kube/config always is.
 */
export function kubeconfigLocation(
  home: string,
  program: string,
  flag: string,
  env: NodeJS.ProcessEnv,
): KubeconfigLocation {
  const path = flag || env.KUBECTL_LITE_KUBECONFIG;
  if (path) return { path, isOwn: false };
  if (program === 'kubectl' && env.KUBECONFIG) return { path: env.KUBECONFIG, isOwn: false };
  return { path: join(home, 'config'), isOwn: true };
}

/** The kubeconfig file as the config commands read and write it. Its reader is loaded when it is first used. */
export async function kubeconfigStore({ path, isOwn }: KubeconfigLocation): Promise<KubeconfigStore> {
  const [{ parseKubeconfig, printKubeconfig }, { firstKubeconfig }] = await Promise.all([
    import('../kubectl/kubeconfig'),
    import('./contexts'),
  ]);
  return {
    path,
    workingFolder: process.cwd(),
    read: () => (isOwn && !exists(path) ? firstKubeconfig : readConfig(path, parseKubeconfig)),
    write: (config) => writeKubeconfig(path, printKubeconfig(config)),
  };
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Below a file there are none.
    return false;
  }
}

/** A kubeconfig that no command of this run reads or writes. */
export function unopenedKubeconfig(path: string): KubeconfigStore {
  const refuse = (): never => {
    throw new Error('the kubeconfig is read by commands that work offline only');
  };
  return { path, workingFolder: process.cwd(), read: refuse, write: refuse };
}

function readConfig(path: string, parse: (text: string) => Kubeconfig): Kubeconfig {
  try {
    return parse(readText(path));
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    throw new CommandError(`error loading config file ${goQuote(path)}: ${error.message}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return '';
    if (code === 'EISDIR') throw new Error(`read ${path}: is a directory`);
    throw new CommandError(
      `error loading config file ${goQuote(path)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Writes a kubeconfig at once or not at all: it may hold a token, so nobody else reads it. */
export function writeKubeconfig(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, path);
}

/** The context that a command works in, and its namespace. @throws CommandError for a context that does not exist */
export async function currentSettings(location: KubeconfigLocation, flags: Flags): Promise<ContextSettings> {
  const wanted = flags.text('context');
  const isUsual = wanted === '' || (location.isOwn && wanted === usualSettings.context);
  if (!exists(location.path)) return isUsual ? usualSettings : unknownContext(wanted);
  const config: Kubeconfig = (await kubeconfigStore(location)).read();
  const name = wanted || config['current-context'];
  if (name === '') return usualSettings;
  const found = config.contexts.find((context) => context.name === name);
  if (found === undefined) return unknownContext(name);
  const { namespace, cluster, user } = found.context;
  return {
    context: name,
    namespace: namespace || 'default',
    cluster: clusterOf(config, flags.text('cluster') || cluster),
    user: userOf(config, flags.text('user') || user),
    userName: flags.text('user') || user,
  };
}

/** A context may name a cluster that is not there: it is a simulated one then. */
function clusterOf({ clusters }: Kubeconfig, wanted: string): Cluster | undefined {
  return clusters.find(({ name }) => name === wanted)?.cluster;
}

function userOf({ users }: Kubeconfig, wanted: string): AuthInfo | undefined {
  return users.find(({ name }) => name === wanted)?.user;
}

function unknownContext(name: string): never {
  throw new CommandError(`context ${goQuote(name)} does not exist`);
}
