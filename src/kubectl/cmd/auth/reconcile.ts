import { isNotFound, StatusError } from '../../../apimachinery/errors';
import type { Json } from '../../../apimachinery/json';
import { type Kind, type KubeObject, qualifiedKind } from '../../../apimachinery/meta';
import { find } from '../../../client/find';
import { kinds } from '../../../resources/kinds';
import type { ClusterRole } from '../../../resources/rbac/clusterrole';
import type { Binding, PolicyRule, Subject } from '../../../resources/rbac/rules';
import { wordList } from '../../auth/policy-rules';
import { reconcileBinding } from '../../auth/reconcile-binding';
import { reconcileRole } from '../../auth/reconcile-role';
import type { Reconciliation } from '../../auth/reconciliation';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import { dryRunFlag, filenameFlags, printFlags } from '../../common-flags';
import { dryRunOf, dryRunSuffix } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { type Printer, printerFor } from '../../printers/printer';
import { readLocal } from '../../resource/read-local';
import { requireFiles } from '../../resource/require-files';
import type { Info } from '../../resource/select';
import { asTyped } from '../../typed/as-typed';

/** @upstream kubectl pkg/cmd/auth/reconcile.go */
export const command: CommandSpec = {
  name: 'auth reconcile',
  usage: '-f FILENAME',
  examples: ['auth reconcile -f my-rbac-rules.yaml'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    dryRunFlag,
    { name: 'remove-extra-permissions', type: 'bool', usage: 'If true, removes extra permissions added to roles.' },
    { name: 'remove-extra-subjects', type: 'bool', usage: 'If true, removes extra subjects added to rolebindings.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const files = requireFiles(flags);
  if (args.length > 0) throw new CommandError('no arguments are allowed');
  const isDryRun = readDryRun(flags, kubectl);
  const { infos, errors } = await readLocal(kubectl, files, { recursive: flags.bool('recursive'), decoding: 'typed' });
  const print = await printerFor(flags, kubectl);
  for (const info of infos) {
    try {
      await reconcile(info, { flags, isDryRun, print }, kubectl);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

/** @throws CommandError */
function readDryRun(flags: Flags, { streams }: Kubectl): boolean {
  const dryRun = explained(() => dryRunOf(flags, streams.err));
  if (dryRun === 'server') throw new CommandError('--dry-run=server for command reconcile is not supported yet');
  return dryRun === 'client';
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`error accessing --dry-run flag for command reconcile: ${error.message}`);
  }
}

/** The kinds that are reconciled; all others are passed over. */
const reconciled: Readonly<Record<string, Kind>> = {
  Role: kinds.roles,
  ClusterRole: kinds.clusterroles,
  RoleBinding: kinds.rolebindings,
  ClusterRoleBinding: kinds.clusterrolebindings,
};

type Manner = { readonly flags: Flags; readonly isDryRun: boolean; readonly print: Printer | undefined };

async function reconcile({ object, kind: own }: Info, manner: Manner, kubectl: Kubectl): Promise<void> {
  const kind = own.group === kinds.roles.group ? reconciled[object.kind] : undefined;
  if (kind === undefined) return;
  const { name, namespace } = object.metadata;
  // Files alone say where roles are: what names no namespace is in none, and so it is not found.
  const isNowhere = kind.namespaced && !namespace;
  const existing = isNowhere ? undefined : await find<KubeObject>(kubectl.client, kind, name, namespace);
  const result = compare(kind, object, existing, manner.flags);
  const isLeft = manner.isDryRun || result.isProtected || result.operation === 'none';
  const stored = isLeft ? result.object : await write(kind, result, kubectl);
  report(kind, { ...result, object: stored }, manner, kubectl);
}

function compare(
  kind: Kind,
  expected: KubeObject,
  existing: KubeObject | undefined,
  flags: Flags,
): Reconciliation<KubeObject> {
  if (kind.kind.endsWith('Binding')) {
    return reconcileBinding(expected as Binding, existing as Binding | undefined, flags.bool('remove-extra-subjects'));
  }
  const isExact = flags.bool('remove-extra-permissions');
  return reconcileRole(expected as ClusterRole, existing as ClusterRole | undefined, isExact);
}

async function write(
  kind: Kind,
  { operation, object }: Reconciliation<KubeObject>,
  { client }: Kubectl,
): Promise<KubeObject> {
  const { namespace } = object.metadata;
  const options = { namespace };
  // Protocol buffers, which kubectl speaks here, do not tell an empty list from none.
  const sent = isEmpty(object.rules) ? { ...object, rules: null } : object;
  if (operation === 'update') return await client.update(kind, sent, options);
  if (operation === 'recreate') await client.delete(kind, object.metadata.name, options);
  else if (kind.namespaced) await ensureNamespace(namespace, client);
  return await client.create(kind, sent, options);
}

function isEmpty(list: Json | undefined): boolean {
  return Array.isArray(list) && list.length === 0;
}

/** @upstream component-helpers auth/rbac/reconciliation/namespace.go tryEnsureNamespace */
async function ensureNamespace(name: string | undefined, client: Kubectl['client']): Promise<void> {
  // @upstream client-go rest/request.go Name
  if (!name) throw new CommandError('resource name may not be empty');
  try {
    await client.get(kinds.namespaces, name);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await client
      .create(kinds.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} })
      .catch((refusal: unknown) => {
        // The role's own creation says what is missing.
        if (!(refusal instanceof StatusError && refusal.reason === 'Forbidden')) throw refusal;
      });
  }
}

function report(
  kind: Kind,
  result: Reconciliation<KubeObject>,
  { flags, isDryRun, print }: Manner,
  { streams }: Kubectl,
): void {
  const { operation, object, isProtected = false } = result;
  const answer = `${qualifiedKind(kind)}/${object.metadata.name} reconciled${dryRunSuffix(isDryRun ? 'client' : 'none')}\n`;
  streams.out(print?.(asTyped(object), kind, true) ?? answer);
  if (operation === 'none') return;
  const caveat = isProtected ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : '';
  streams.err(`\treconciliation required ${operation}${caveat}\n`);
  const tell = (title: string, lines: readonly string[] = []): void => {
    if (lines.length > 0) streams.err([`\t${title}:\n`, ...lines.map((line) => `\t\t${line}\n`)].join(''));
  };
  tell('missing subjects added', result.missingSubjects?.map(subjectText));
  if (flags.bool('remove-extra-subjects')) tell('extra subjects removed', result.extraSubjects?.map(subjectText));
  tell('missing rules added', result.missingRules?.map(ruleText));
  if (flags.bool('remove-extra-permissions')) tell('extra rules removed', result.extraRules?.map(ruleText));
}

/** As Go's `%+v` prints it. */
function subjectText({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}

/** As Go's `%+v` prints it. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const names = `ResourceNames:${wordList(resourceNames)} NonResourceURLs:${wordList(nonResourceURLs)}`;
  return `{Verbs:${wordList(verbs)} APIGroups:${wordList(apiGroups)} Resources:${wordList(resources)} ${names}}`;
}
