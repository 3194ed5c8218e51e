import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { buildKustomization, resourcesText } from '../kustomize/build';
import { joinPath } from '../kustomize/paths';
import type { Resource } from '../kustomize/resource';
import { effectiveNamespace, isClusterScoped } from '../kustomize/resource-id';

export const command: CommandSpec = {
  name: 'kustomize',
  usage: 'DIR',
  examples: ['kustomize', 'kustomize overlays/production'],
  flags: [
    { name: 'as-current-user', type: 'bool', usage: 'Run functions as the user who runs the command.' },
    { name: 'enable-alpha-plugins', type: 'bool', usage: 'Enable kustomize plugins.' },
    { name: 'enable-helm', type: 'bool', usage: 'Enable the Helm chart inflator generator.' },
    { name: 'enable-managedby-label', type: 'bool', usage: 'Label all resources with app.kubernetes.io/managed-by.' },
    { name: 'env', short: 'e', type: 'stringArray', usage: 'Environment variables for functions.' },
    { name: 'helm-api-versions', type: 'stringArray', usage: 'API versions that Helm is told of.' },
    { name: 'helm-command', type: 'string', default: 'helm', usage: 'The program that is Helm.' },
    { name: 'helm-debug', type: 'bool', usage: 'Print what Helm does.' },
    { name: 'helm-kube-version', type: 'string', usage: 'The version of Kubernetes that Helm is told of.' },
    {
      name: 'load-restrictor',
      type: 'string',
      default: 'LoadRestrictionsRootOnly',
      usage: 'With LoadRestrictionsNone, files outside the folder of a kustomization may be read.',
    },
    { name: 'mount', type: 'stringArray', usage: 'Folders that functions may read.' },
    { name: 'network', type: 'bool', usage: 'Let functions use the network.' },
    { name: 'network-name', type: 'string', default: 'bridge', usage: 'The network of functions.' },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      usage: 'Write to this file, or a file for each resource to this folder.',
    },
    { name: 'reorder', type: 'string', default: 'legacy', usage: 'The order of the resources: legacy or none.' },
  ],
  run,
};

const deprecated: Readonly<Record<string, string>> = {
  'enable-managedby-label':
    'The flag `enable-managedby-label` has been deprecated. Use the `managedByLabel` option in the `buildMetadata` field instead.',
  reorder: "use the new 'sortOptions' field in kustomization.yaml instead.",
};

/** @upstream kustomize/v5 commands/build/build.go */
async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  for (const [name, advice] of Object.entries(deprecated)) {
    if (flags.has(name)) kubectl.streams.err(`Flag --${name} has been deprecated, ${advice}\n`);
  }
  const [folder = '.', ...others] = args;
  if (others.length > 0) throw new CommandError('specify one path to kustomization.yaml');
  const resources = await buildKustomization(kubectl, folder, {
    readsAnywhere: choice(flags, 'load-restrictor', ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone']).endsWith(
      'None',
    ),
    order: choice(flags, 'reorder', ['legacy', 'none']) === 'none' ? 'fifo' : 'legacy',
    isManaged: flags.bool('enable-managedby-label') || kubectl.env('KUSTOMIZE_ENABLE_MANAGEDBY_LABEL') === 'on',
  });
  write(resources, flags.text('output'), kubectl);
}

function choice(flags: Flags, name: string, allowed: readonly string[]): string {
  const value = flags.text(name);
  if (allowed.includes(value) || (value === '' && name === 'load-restrictor')) return value;
  throw new CommandError(`illegal flag value --${name} ${value}; legal values: [${allowed.join(' ')}]`);
}

function write(resources: readonly Resource[], output: string, { files, streams }: Kubectl): void {
  if (output === '') streams.out(resourcesText(resources));
  else if (files.kindOf(output) !== 'folder') files.write(output, resourcesText(resources));
  else {
    const namespaces = new Set(
      resources.filter(({ id }) => !isClusterScoped(id)).map(({ id }) => effectiveNamespace(id)),
    );
    for (const resource of resources) {
      files.write(joinPath(output, fileName(resource, namespaces.size > 1)), resourcesText([resource]));
    }
  }
}

/** `apps_v1_deployment_web.yaml`; before it the namespace, where there are several. */
function fileName({ id }: Resource, isNamespaceTold: boolean): string {
  const kind = [id.group, id.version, id.kind].filter((part) => part !== '').join('_');
  const namespace = isNamespaceTold && !isClusterScoped(id) ? `${effectiveNamespace(id)}_` : '';
  return `${namespace}${kind}_${id.name}.yaml`.toLowerCase();
}
