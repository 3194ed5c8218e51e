import { isNotFound, StatusError } from '../../apimachinery/errors';
import { matchesSelector, parseSelector } from '../../apimachinery/labels';
import { apiVersionOf, type Kind, type KubeObject } from '../../apimachinery/meta';
import { allowedKinds, findPruned, Visited } from '../apply/prune';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, FailureWithCode, throwAll, UsageError } from '../command-error';
import { fieldManagerFlag, filenameFlags, selectorFlag } from '../common-flags';
import { compareFolders } from '../diff/compare-folders';
import { masked, type Versions } from '../diff/mask';
import { mergedObject } from '../diff/merged-object';
import type { Kubectl } from '../kubectl';
import { printYaml } from '../printers/yaml';
import { type ManifestObject, namespaceOf, readManifests } from '../resource/manifest';
import { requireFiles } from '../resource/require-files';
import { placed } from '../resource/source-error';
import { withoutManagedFields } from '../without-managed-fields';

/** How often an object that keeps changing is looked at. */
const TRIES = 4;

/** The exit code of failures: 1 says that there are differences. */
const TROUBLE = 2;

export const command: CommandSpec = {
  name: 'diff',
  usage: '-f FILENAME',
  examples: ['diff -f pod.json', 'diff -f manifests/ -R'],
  flags: [
    ...filenameFlags,
    selectorFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'concurrency', type: 'int', default: '1', usage: 'Number of objects to process in parallel.' },
    { name: 'server-side', type: 'bool', usage: 'If true, apply runs in the server instead of the client.' },
    { name: 'force-conflicts', type: 'bool', usage: 'If true, server-side apply takes what others own.' },
    { name: 'prune', type: 'bool', usage: 'Include resources that would be deleted by pruning.' },
    { name: 'prune-allowlist', type: 'stringArray', usage: 'The kinds to prune, as <group/version/kind>.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'If true, include managed fields in the diff.' },
  ],
  misused: (problem) => new FailureWithCode(new UsageError(problem, 'diff'), TROUBLE),
  run: (invocation, kubectl) =>
    run(invocation, kubectl).catch((error: unknown) => {
      throw new FailureWithCode(error, TROUBLE);
    }),
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<number> {
  const files = requireFiles(flags);
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
    throw new CommandError('--force-conflicts only works with --server-side');
  }
  const allowed = flags.bool('prune') ? await allowedKinds(flags, kubectl) : [];
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 'diff');
  const unread: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors: unread });
  const selector = parseSelector(flags.text('selector'));
  const wanted = manifests.filter(({ object }) => matchesSelector(selector, object.metadata.labels));
  const { inTemporaryFolder } = kubectl.programs;
  return await inTemporaryFolder('LIVE-', (live) =>
    inTemporaryFolder('MERGED-', async (merged) => {
      const visited = new Visited();
      for (const manifest of wanted) {
        const { name, versions } = await versionsOf(manifest, visited, flags, kubectl);
        kubectl.files.write(`${live}/${name}`, yamlOf(versions.live));
        kubectl.files.write(`${merged}/${name}`, yamlOf(versions.merged));
      }
      throwAll(unread);
      if (flags.bool('prune')) {
        for await (const { kind, object } of findPruned(allowed, visited, flags.text('selector'), kubectl)) {
          kubectl.files.write(`${live}/${fileName(kind, object)}`, yamlOf(object));
        }
      }
      return await compareFolders(live, merged, kubectl);
    }),
  );
}

function yamlOf(object: KubeObject | undefined): string {
  return object === undefined ? '' : printYaml(object);
}

/** `apps.v1.Deployment.default.web`. */
function fileName({ group, version, kind }: Kind, { metadata }: KubeObject): string {
  const parts = [...(group === '' ? [] : [group]), version, kind, metadata.namespace ?? '', metadata.name];
  return parts.join('.');
}

/**
 * An object as it is, and as it would be, ready to be shown.
 * @upstream kubectl pkg/cmd/diff DiffOptions.Run, Differ.Diff
 */
async function versionsOf(
  { kind, object, source }: ManifestObject,
  visited: Visited,
  flags: Flags,
  kubectl: Kubectl,
): Promise<{ readonly name: string; readonly versions: Versions }> {
  const namespace = namespaceOf(kubectl, kind, object);
  const local = placed(object, namespace);
  const { name } = local.metadata;
  for (let tried = 1; ; tried++) {
    const live = await kubectl.client.get<KubeObject>(kind, name, namespace).catch(ifFound);
    const isLocked = tried < TRIES;
    if (!isLocked) kubectl.streams.err(keepsChanging(kind, name));
    visited.add(namespace, live ?? local);
    try {
      const merged = await mergedObject({ kind, local, live, source, isLocked }, flags, kubectl);
      if (live?.metadata.deletionTimestamp) {
        kubectl.streams.err(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
      }
      return { name: fileName(kind, local), versions: shown({ live, merged }, flags) };
    } catch (error) {
      if (!isLocked || !(error instanceof StatusError) || error.reason !== 'Conflict') throw error;
    }
  }
}

function ifFound(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}

function keepsChanging(kind: Kind, name: string): string {
  const group = kind.group === '' ? `/${kind.version}` : apiVersionOf(kind);
  return `W0000 00:00:00.000000       0 diff.go:723] Object (${group}, Kind=${kind.kind}: ${name}) keeps changing, diffing without lock\n`;
}

function shown(versions: Versions, flags: Flags): Versions {
  const { live, merged } = flags.bool('show-managed-fields')
    ? versions
    : { live: versions.live && withoutManagedFields(versions.live), merged: withoutManagedFields(versions.merged) };
  return merged.kind === 'Secret' && merged.apiVersion === 'v1' ? masked({ live, merged }) : { live, merged };
}
