import type { DeleteOptions } from '../../apimachinery/delete-options';
import { goQuote } from '../../apimachinery/go-value';
import { apiVersionOf, type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import { propagationPolicy } from '../delete-flags';
import { type DryRun, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { lastAppliedText } from '../last-applied';
import { printerFor } from '../printers/printer';
import { kindOfObject } from '../resource/mapper';

/** The kinds that are pruned where --prune-allowlist names none. @upstream kubectl pkg/util/prune GetRESTMappings */
const usual = [
  'v1/ConfigMap',
  'v1/Endpoints',
  'v1/Namespace',
  'v1/PersistentVolumeClaim',
  'v1/PersistentVolume',
  'v1/Pod',
  'v1/ReplicationController',
  'v1/Secret',
  'v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
];

/**
 * The kinds that --prune-allowlist names; none where it is not there.
 * @throws CommandError for what is no kind of the server's
 */
export async function allowedKinds(flags: Flags, { client }: Kubectl): Promise<Kind[]> {
  const named = flags.list('prune-allowlist');
  const kinds = named.length > 0 ? await client.kinds() : [];
  return named.map((text) => {
    const [group = '', version = '', kind = '', ...more] = text.split('/');
    if (text.split('/').length < 3 || more.length > 0) {
      throw new CommandError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
    }
    return requireKind(kinds, group === 'core' ? version : `${group}/${version}`, kind);
  });
}

function requireKind(kinds: readonly Kind[], apiVersion: string, name: string): Kind {
  const kind = kindOfObject(kinds, apiVersion, name);
  if (kind !== undefined) return kind;
  throw new CommandError(`no matches for kind ${goQuote(name)} in version ${goQuote(apiVersion)}`);
}

/** What the command came by, so that all else may go. */
export class Visited {
  readonly namespaces = new Set<string>();
  readonly uids = new Set<string>();

  add(namespace: string | undefined, { metadata }: KubeObject): void {
    if (namespace !== undefined) this.namespaces.add(namespace);
    if (metadata.uid !== undefined) this.uids.add(metadata.uid);
  }
}

/** An object that was applied once and is in the files no more. */
export type Pruned = { readonly kind: Kind; readonly object: KubeObject };

/**
 * The objects that were applied once and were not come by now: namespaced ones of the namespaces visited, and those
 * that have no namespace, as they come.
 * @param allowed the kinds to look at; the usual ones where there are none
 * @upstream kubectl pkg/cmd/apply/prune.go pruneAll
 */
export async function* findPruned(
  allowed: readonly Kind[],
  { namespaces, uids }: Visited,
  labelSelector: string,
  { client, streams }: Kubectl,
): AsyncGenerator<Pruned> {
  if (allowed.length === 0) {
    streams.err(
      'W0000 00:00:00.000000       0 prune.go:71] Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.\n',
    );
  }
  const kinds = allowed.length > 0 ? allowed : usualKinds(await client.kinds());
  const places = [...namespaces].flatMap((namespace) =>
    kinds.filter(({ namespaced }) => namespaced).map((kind) => ({ kind, namespace })),
  );
  const others = kinds.filter(({ namespaced }) => !namespaced).map((kind) => ({ kind, namespace: undefined }));
  for (const { kind, namespace } of [...places, ...others]) {
    const { items } = await client.list<KubeObject>(kind, { namespace, labelSelector: labelSelector || undefined });
    for (const object of items) {
      const isKept = uids.has(object.metadata.uid ?? '') || lastAppliedText(object) === undefined;
      if (!isKept) yield { kind, object };
    }
  }
}

function usualKinds(kinds: readonly Kind[]): Kind[] {
  return usual.map((text) => {
    const at = text.lastIndexOf('/');
    return requireKind(kinds, text.slice(0, at), text.slice(at + 1));
  });
}

/** Deletes what was not visited, and tells of it. @throws CommandError with the kind where the server refuses */
export async function prune(
  allowed: readonly Kind[],
  visited: Visited,
  { flags, kubectl, dryRun }: { readonly flags: Flags; readonly kubectl: Kubectl; readonly dryRun: DryRun },
): Promise<void> {
  const seconds = flags.int('grace-period');
  for await (const { kind, object } of findPruned(allowed, visited, flags.text('selector'), kubectl)) {
    const { name, namespace } = object.metadata;
    const options: DeleteOptions = {
      namespace,
      dryRun: dryRun === 'server',
      propagationPolicy: propagationPolicy(flags),
      gracePeriodSeconds: seconds < 0 ? undefined : seconds,
    };
    if (dryRun !== 'client') await kubectl.client.delete(kind, name, options).catch((error) => refuse(kind, error));
    const print = await printerFor(flags, kubectl);
    kubectl.streams.out(print?.(object, kind) ?? `${qualifiedKind(kind)}/${name} pruned${dryRunSuffix(dryRun)}\n`);
  }
}

function refuse(kind: Kind, error: unknown): never {
  const scope = kind.namespaced ? 'namespaced' : 'nonNamespaced';
  const group = kind.group === '' ? `/${kind.version}` : apiVersionOf(kind);
  const reason = error instanceof Error ? error.message : String(error);
  throw new CommandError(`error pruning ${scope} object ${group}, Kind=${kind.kind}: ${reason}`);
}
