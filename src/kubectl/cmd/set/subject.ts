import { compareText, deepEqual, type Json } from '../../../apimachinery/json';
import type { KubeObject } from '../../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { selectorFlag } from '../../common-flags';
import { dryRunOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import type { Info } from '../../resource/select';
import { changeObjects, objectsToSet } from '../../set/change-objects';
import { setFlags } from '../../set/set-flags';

/** @upstream kubectl pkg/cmd/set/set_subject.go */
export const command: CommandSpec = {
  name: 'set subject',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: [
    'set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1',
    'set subject rolebinding admin --user=user1 --user=user2 --group=group1',
  ],
  flags: [
    ...setFlags,
    selectorFlag,
    { name: 'user', type: 'stringArray', usage: 'Users to bind to the role.' },
    { name: 'group', type: 'stringArray', usage: 'Groups to bind to the role.' },
    { name: 'serviceaccount', type: 'stringArray', usage: 'Service accounts to bind to the role: NAMESPACE:NAME.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const infos = await objectsToSet({ flags, args }, kubectl);
  refuse(flags, infos);
  const subjects = subjectsOf(flags, kubectl.namespace);
  const change = {
    apply: (object: KubeObject) => withSubjects(object, subjects),
    done: 'subjects updated',
    failure: 'failed to patch subjects to rolebinding: ',
  };
  await changeObjects(infos, change, { invocation, dryRun, print }, kubectl);
}

function refuse(flags: Flags, infos: readonly Info[]): void {
  if (flags.bool('local') && flags.text('dry-run') === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  if (flags.bool('all') && flags.text('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time');
  }
  const accounts = flags.list('serviceaccount');
  if (flags.list('user').length + flags.list('group').length + accounts.length === 0) {
    throw new CommandError('you must specify at least one value of user, group or serviceaccount');
  }
  for (const account of accounts) {
    const [namespace, name, ...more] = account.split(':');
    if (!name || more.length > 0) throw new CommandError('serviceaccount must be <namespace>:<name>');
    if (namespace === '' && infos.some(({ object }) => object.kind === 'ClusterRoleBinding')) {
      throw new CommandError('serviceaccount must be <namespace>:<name>, namespace must be specified');
    }
  }
}

type Subject = { kind: string; apiGroup?: string; name: string; namespace?: string };

const API_GROUP = 'rbac.authorization.k8s.io';

function subjectsOf(flags: Flags, namespace: string): Subject[] {
  const sorted = (flag: string): string[] => [...new Set(flags.list(flag))].sort(compareText);
  return [
    ...sorted('user').map((name) => ({ kind: 'User', apiGroup: API_GROUP, name })),
    ...sorted('group').map((name) => ({ kind: 'Group', apiGroup: API_GROUP, name })),
    ...sorted('serviceaccount').map((account) => {
      const [own = '', name = ''] = account.split(':');
      return { kind: 'ServiceAccount', name, namespace: own || namespace };
    }),
  ];
}

function withSubjects(object: KubeObject, subjects: readonly Subject[]): KubeObject | undefined {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
    throw new Error('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  }
  const own = Array.isArray(object.subjects) ? object.subjects : [];
  const added = subjects.filter((subject) => !own.some((other: Json) => deepEqual(other, subject)));
  return added.length === 0 ? undefined : { ...object, subjects: [...own, ...added] };
}
