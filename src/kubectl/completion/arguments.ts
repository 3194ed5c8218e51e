import type { Kubectl } from '../kubectl';
import { type Completion, directives, nothing } from './directive';
import { containerNames, forwardedPorts, objectNames, resourceTypes } from './objects';

/** What was typed before the word that is completed, and the word as far as it goes. */
export type Typed = { readonly args: readonly string[]; readonly word: string };

type Completer = (typed: Typed, kubectl: Kubectl) => Promise<Completion>;

/** The commands' words besides their flags, by the command. @upstream kubectl: ValidArgsFunction of each command */
const completers: Readonly<Record<string, Completer>> = {
  annotate: typesAndNames(),
  'apply edit-last-applied': typesAndNames(),
  'apply view-last-applied': typesAndNames(),
  attach: podsAndOwners,
  autoscale: typesAndNames(['deployment', 'replicaset', 'replicationcontroller', 'statefulset']),
  completion: words(['bash', 'zsh', 'fish', 'powershell']),
  'config delete-cluster': configNames('clusters'),
  'config delete-context': configNames('contexts'),
  'config delete-user': configNames('users'),
  'config rename-context': configNames('contexts'),
  'config set-context': configNames('contexts'),
  'config use-context': configNames('contexts'),
  cordon: namesOf('node'),
  cp: podsAndFiles,
  'create token': namesOf('serviceaccount'),
  debug: typesAndNames(),
  delete: typesAndNames(),
  describe: typesAndNames(),
  drain: namesOf('node'),
  edit: typesAndNames(),
  exec: podsAndOwners,
  expose: typesAndNames(['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset']),
  get: typesAndNames(),
  label: typesAndNames(),
  logs: podsAndContainers,
  patch: typesAndNames(),
  'port-forward': podsAndPorts,
  'rollout history': typesAndNames(['deployment', 'daemonset', 'statefulset']),
  'rollout pause': typesAndNames(['deployment']),
  'rollout restart': typesAndNames(['deployment', 'daemonset', 'statefulset']),
  'rollout resume': typesAndNames(['deployment']),
  'rollout status': typesAndNames(['deployment', 'daemonset', 'statefulset'], true),
  'rollout undo': typesAndNames(['deployment', 'daemonset', 'statefulset']),
  scale: typesAndNames(['deployment', 'replicaset', 'replicationcontroller', 'statefulset']),
  'set image': typesAndNames(
    ['daemonsets', 'deployments', 'pods', 'cronjobs', 'replicasets', 'replicationcontrollers', 'statefulsets'],
    true,
  ),
  taint: typesAndNames(['node']),
  'top node': namesOf('node'),
  'top pod': namesOf('pod'),
  uncordon: namesOf('node'),
};

/** What may stand where a command's next word is typed; undefined where nothing is known about it. */
export async function completeArgument(path: string, typed: Typed, kubectl: Kubectl): Promise<Completion | undefined> {
  return Object.hasOwn(completers, path) ? await completers[path]?.(typed, kubectl) : undefined;
}

const withoutFiles = (candidates: readonly string[]): Completion => ({ candidates, directive: directives.noFiles });

/** Those that begin as the word does. */
export function fitting(candidates: readonly string[], word: string): string[] {
  return candidates.filter((candidate) => candidate.startsWith(word));
}

/** Candidates that have to be asked for; where that fails there are none. */
export async function quietly(ask: Promise<readonly string[]>): Promise<readonly string[]> {
  return await ask.catch(() => []);
}

function words(known: readonly string[]): Completer {
  return async ({ args, word }) => withoutFiles(args.length === 0 ? fitting(known, word) : []);
}

function namesOf(type: string): Completer {
  return async ({ args, word }, kubectl) => {
    if (args.length > 0) return nothing;
    return withoutFiles(fitting(await quietly(objectNames(kubectl, type)), word));
  };
}

function configNames(list: 'clusters' | 'contexts' | 'users'): Completer {
  return async ({ args, word }, { kubeconfig }) => {
    const names = args.length > 0 ? [] : kubeconfig.read()[list].map(({ name }) => name);
    return withoutFiles(fitting(names, word));
  };
}

/**
 * `TYPE NAME…` or `TYPE/NAME…`.
 * @param types all that can be read where none are said
 * @param isOne whether one name is all that may follow
 * @upstream kubectl pkg/util/completion resourceTypeAndNameCompletionFunc
 */
function typesAndNames(types?: readonly string[], isOne = false): Completer {
  return async ({ args, word }, kubectl) => {
    const [first] = args;
    const isTypeTyped = first !== undefined && !first.includes('/');
    if (isOne && args.length > (isTypeTyped ? 1 : 0)) return nothing;
    if (isTypeTyped) {
      const names = fitting(await quietly(objectNames(kubectl, first)), word);
      return withoutFiles(names.filter((name) => !args.slice(1).includes(name)));
    }
    if (word.includes('/')) {
      const names = await slashNames(word, kubectl);
      return withoutFiles(names.filter((name) => !args.includes(name)));
    }
    const known = types === undefined ? await typesOf(word, kubectl) : fitting(types, word);
    if (first === undefined) return withoutFiles(known);
    return { candidates: known.map((type) => `${type}/`), directive: directives.noFiles | directives.noSpace };
  };
}

/** Of a list of types the last one is completed. */
async function typesOf(word: string, kubectl: Kubectl): Promise<string[]> {
  const start = word.lastIndexOf(',') + 1;
  const types = fitting(await quietly(resourceTypes(kubectl)), word.slice(start));
  return types.map((type) => word.slice(0, start) + type);
}

async function slashNames(word: string, kubectl: Kubectl): Promise<string[]> {
  const slash = word.indexOf('/');
  const type = word.slice(0, slash);
  const names = fitting(await quietly(objectNames(kubectl, type)), word.slice(slash + 1));
  return names.map((name) => `${type}/${name}`);
}

/** Types whose objects have pods. */
const owners = [
  'daemonsets',
  'deployments',
  'pods',
  'jobs',
  'replicasets',
  'replicationcontrollers',
  'services',
  'statefulsets',
];

async function podsAndOwners({ args, word }: Typed, kubectl: Kubectl): Promise<Completion> {
  if (args.length > 0) return nothing;
  if (word.includes('/')) return withoutFiles(await slashNames(word, kubectl));
  const names = fitting(await quietly(objectNames(kubectl, 'pod')), word);
  const candidates = [...names, ...fitting(owners, word).map((type) => `${type}/`)];
  return { candidates, directive: directives.noFiles | (names.length === 0 ? directives.noSpace : 0) };
}

async function podsAndContainers(typed: Typed, kubectl: Kubectl): Promise<Completion> {
  const [target, ...more] = typed.args;
  if (target === undefined || more.length > 0) return await podsAndOwners(typed, kubectl);
  return withoutFiles(fitting(await quietly(containerNames(kubectl, target)), typed.word));
}

async function podsAndPorts(typed: Typed, kubectl: Kubectl): Promise<Completion> {
  const [target, ...more] = typed.args;
  if (target === undefined || more.length > 0) return await podsAndOwners(typed, kubectl);
  return withoutFiles(fitting(await quietly(forwardedPorts(kubectl, target, typed.word)), typed.word));
}

/** `NAMESPACE/POD:PATH`, `POD:PATH` or a file of one's own. @upstream kubectl pkg/cmd/cp/cp.go */
async function podsAndFiles({ args, word }: Typed, kubectl: Kubectl): Promise<Completion> {
  const own: Completion = { candidates: [], directive: directives.noSpace };
  if (args.length > 0 || /^[/.~]/.test(word) || word.includes(':')) return own;
  const [namespace, rest] = word.split('/', 2);
  if (rest !== undefined) {
    const names = await quietly(objectNames({ ...kubectl, namespace: namespace ?? '' }, 'pod'));
    const candidates = fitting(
      names.map((name) => `${namespace}/${name}:`),
      word,
    );
    return { candidates, directive: directives.noSpace };
  }
  const namespaces = fitting(await quietly(objectNames(kubectl, 'namespace')), word);
  const pods = fitting(await quietly(objectNames(kubectl, 'pod')), word);
  const candidates = [...namespaces.map((name) => `${name}/`), ...pods.map((name) => `${name}:`)];
  if (word === '') return { candidates: [...candidates, './', '/'], directive: directives.noSpace };
  const files = candidates.length > 0 ? fitting(kubectl.files.list('.'), word) : [];
  return { candidates: [...candidates, ...files.map((file) => shown(file, kubectl))], directive: directives.noSpace };
}

function shown(file: string, { files }: Kubectl): string {
  return files.kindOf(file) === 'folder' ? `${file}/` : file;
}
