import type { Kubeconfig } from '../kubeconfig';
import type { Kubectl } from '../kubectl';
import { fitting, quietly, type Typed } from './arguments';
import { type Completion, directives } from './directive';
import { containerNames, objectNames } from './objects';

/** @upstream cli-runtime pkg/genericclioptions AllowedFormats */
const getFormats = [
  'json',
  'yaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
  'wide',
];

type Lister = (typed: Typed, kubectl: Kubectl) => Promise<readonly string[]>;

/** The values of flags, by the flag or by the command and the flag. @upstream kubectl: RegisterFlagCompletionFunc */
const listers: Readonly<Record<string, Lister>> = {
  namespace: (_, kubectl) => objectNames(kubectl, 'namespace'),
  context: configNames('contexts'),
  cluster: configNames('clusters'),
  user: configNames('users'),
  subresource: async () => ['status', 'scale', 'resize'],
  'get --output': async () => getFormats,
  'exec --container': async ({ args: [target] }, kubectl) =>
    target === undefined ? [] : await containerNames(kubectl, target),
  'create clusterrolebinding --clusterrole': (_, kubectl) => objectNames(kubectl, 'clusterrole'),
};

function configNames(list: keyof Kubeconfig & ('contexts' | 'clusters' | 'users')): Lister {
  return async (_, { kubeconfig }) => kubeconfig.read()[list].map(({ name }) => name);
}

/** What may stand as the value of a command's flag. */
export async function completeFlagValue(
  path: string,
  flag: string,
  typed: Typed,
  kubectl: Kubectl,
): Promise<Completion> {
  if (flag === 'filename') return { candidates: ['json', 'yaml', 'yml'], directive: directives.fileEndings };
  const ownName = `${path} --${flag}`;
  const lister = listers[Object.hasOwn(listers, ownName) ? ownName : flag];
  if (lister === undefined) return { candidates: [], directive: directives.usual };
  const values = fitting(await quietly(lister(typed, kubectl)), typed.word);
  return { candidates: values, directive: directives.noFiles };
}
