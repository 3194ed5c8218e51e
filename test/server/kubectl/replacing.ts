import { configMap, manifest, type Row, rows, type Scenario } from './row';

const labelled = (name: string, value: string): string =>
  manifest('ConfigMap', `metadata: {name: ${name}, labels: {team: a}}\ndata: {key: ${value}}\n`);

const deployment = (selected: string, label = selected): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: forced}
spec:
  selector: {matchLabels: {app: ${selected}}}
  template: {metadata: {labels: {app: ${label}}}, spec: {containers: [{name: c, image: nginx}]}}
`;

const noStatus = 'a cluster in this process takes a subresource that the kind does not have';

export const replace: Scenario = {
  name: 'replace',
  rows: rows(
    { line: 'replace -f -', stdin: configMap('settings', 'a') },
    { line: 'replace -f - -o name', stdin: configMap('settings', 'b') },
    { line: 'replace -f - --dry-run=client', stdin: configMap('nothing', 'a') },
    { line: 'replace -f - --dry-run=server', stdin: configMap('settings', 'c') },
    { line: 'replace -f - --save-config -o yaml', stdin: configMap('settings', 'c') },
    { line: 'replace -f - --force', stdin: configMap('settings', 'd') },
    { line: 'replace -f - --force', stdin: configMap('fresh', 'd') },
    { line: 'replace -f - --force -o name', stdin: configMap('fresh', 'e') },
    { line: 'replace -f - --force -o yaml', stdin: configMap('fresh', 'f') },
    { line: 'replace -f - --force --grace-period=0', stdin: configMap('fresh', 'g') },
    { line: 'replace -f - --force --dry-run=client', stdin: configMap('fresh', 'h') },
    { line: 'replace -f - --force --cascade=orphan', stdin: `${configMap('one', 'a')}---\n${configMap('Bad_', 'a')}` },
    { line: 'replace -f -', stdin: `${configMap('one', 'b')}---\n${configMap('nothing', 'b')}` },
    { line: 'replace -f -', stdin: '' },
    { line: 'replace -f - --force', stdin: '' },
    { line: 'replace whatever -f -', stdin: configMap('one', 'c') },
    { line: 'replace configmap/one -f - --force', stdin: configMap('one', 'd') },
    {
      line: 'replace -f -',
      stdin: manifest('ConfigMap', 'metadata: {name: one, resourceVersion: "1"}\ndata: {a: b}\n'),
    },
    { line: 'replace -f -', stdin: manifest('ConfigMap', 'metadata: {name: one}\nextra: 1\n') },
    { line: 'replace -f -', stdin: manifest('Thing', 'metadata: {name: one}\n') },
    { line: 'replace -f - -n shop', stdin: manifest('ConfigMap', 'metadata: {name: one, namespace: default}\n') },
    { line: 'replace -f - --subresource=status', stdin: configMap('one', 'e'), differs: noStatus },
    { line: 'replace -f - --subresource=nothing', stdin: configMap('one', 'e') },
    'replace',
    'replace -f nothing.yaml',
    'replace -f shop.yaml --grace-period=3',
    'replace -f shop.yaml --timeout=3s',
    'replace -f shop.yaml --cascade=x',
    'replace -f shop.yaml --record',
    'replace -f shop.yaml',
    {
      line: 'replace --raw=/api/v1/namespaces/default/configmaps/one -f -',
      stdin: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{"a":"b"}}',
    },
    {
      line: 'create --raw=/api/v1/namespaces/default/configmaps -f -',
      stdin: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{"a":"b"}}',
    },
    { line: 'create --raw=/nothing -f -', stdin: '{}' },
    'create --raw=/api/v1/namespaces -f nothing.json',
    'create --raw=nothing -f shop.yaml',
    'create --raw=/nothing -f shop.yaml -o json',
    'replace --raw=/nothing -f shop.yaml -R',
  ),
};

/** Names of kept copies hold digits or letters by chance. */
const edited = (editor: string, line: string, stdin?: string): Row => ({
  line: `${line} >out.$$ 2>err.$$; echo $?; cat out.$$; sed 's/-edit-[A-Za-z0-9]*/-edit-X/' err.$$`,
  stdin,
  env: { EDITOR: editor },
});

/** An editor that shows the file before it changes it. */
const showing = (change: string): string => `sh -c 'cat "$0"; ${change} "$0"'`;

export const edit: Scenario = {
  name: 'edit',
  isThorough: true,
  rows: rows(
    edited('cat', 'edit configmap settings'),
    edited('cat', 'edit configmap settings -o json'),
    edited('cat', 'edit configmap/settings secret/keys'),
    edited('cat', 'edit configmap,secret -o json'),
    edited('cat -A', 'edit configmap settings --windows-line-endings'),
    edited('true', 'edit configmap nothing settings'),
    edited('true', 'edit configmap -n kube-node-lease nothing'),
    edited('sed -i s/blue/red/', 'edit configmap settings'),
    edited('sed -i s/red/green/', 'edit configmap settings --output-patch'),
    edited('sed -i s/green/red/', 'edit configmap settings -o json'),
    edited('sed -i s/red/green/', 'edit configmap settings -o name'),
    edited('sed -i s/red/green/', 'edit configmap settings --save-config --record'),
    'get configmap settings -o yaml',
    edited('sed -i s/color:/colour:/', 'edit configmap'),
    edited('sed -i /pods:/d', 'edit quota'),
    edited(showing('sed -i d'), 'edit configmap settings'),
    edited('sed -i d', 'edit configmap settings --validate=false'),
    edited('sed -i s/^/#/', 'edit configmap settings --validate=ignore'),
    edited('false', 'edit configmap settings'),
    edited('/nowhere/editor -x', 'edit configmap settings'),
    edited('no-such-editor', 'edit configmap settings'),
    { ...edited("sh -c 'exit 3'", 'edit configmap settings'), env: { KUBE_EDITOR: 'true', EDITOR: "sh -c 'exit 3'" } },
    edited("sed -i 's/name: settings/name: other/'", 'edit configmap settings'),
    edited("sed -i 's/namespace: default/namespace: shop/'", 'edit configmap settings'),
    edited("sed -i 's/uid: .*/uid: x/'", 'edit service web'),
    edited(showing("sed -i 's/replicas: .*/replicas: -1/'"), 'edit deployment web'),
    edited("sed -i 's/replicas: .*/replicas: x/'", 'edit deployment web'),
    edited("sed -i 's/replicas: .*/replicaz: 5/'", 'edit deployment web'),
    edited(showing("sed -i 's/^  name: .*/ name: x/'"), 'edit configmap settings'),
    edited(showing("sed -i 's/^  name: .*/ name: x/'"), 'edit configmap settings --validate=false'),
    edited(showing("sed -i 's/kind: .*/kind: Thing/'"), 'edit configmap settings'),
    edited(showing('sed -i /apiVersion:/d'), 'edit configmap settings'),
    edited('sed -i \'s/resourceVersion: .*/resourceVersion: "1"/\'', 'edit configmap settings'),
    edited("sed -i 's/replicas: 3/replicas: 2/'", 'edit -f shop.yaml'),
    edited("sed -i 's/colour: .*/colour: c/'", 'edit configmap settings -n shop'),
    edited('true', 'edit configmap settings --subresource=nothing'),
    edited('true', 'edit configmap settings --validate=x'),
    edited('true', 'edit'),
    edited('sed -i s/key:/other:/', 'create -f - --edit', configMap('made', 'a')),
    edited('sed -i s/key:/other:/', 'create -f - --edit', configMap('made', 'a')),
    edited('true', 'create -f - --edit', configMap('unmade', 'a')),
    edited('cat', 'create -f shop.yaml --edit'),
    edited('sed -i s/key:/other:/', 'create -f - --edit --save-config -o json', configMap('saved', 'a')),
    edited('true', 'create -f shop.yaml --edit --raw=/x'),
  ),
};

export const lastApplied: Scenario = {
  name: 'last applied configurations',
  isThorough: true,
  rows: rows(
    'apply view-last-applied configmap settings',
    'apply view-last-applied configmap/settings secret/keys -o json',
    'apply view-last-applied configmap settings -o wide',
    'apply view-last-applied configmap nothing',
    'apply view-last-applied configmap',
    'apply view-last-applied configmap --all',
    'apply view-last-applied configmap settings --all',
    'apply view-last-applied deployment -l app=web',
    'apply view-last-applied configmap/kube-root-ca.crt',
    'apply view-last-applied -f shop.yaml -o json',
    'apply view-last-applied',
    { line: 'apply set-last-applied -f -', stdin: configMap('settings', 'a') },
    { line: 'apply set-last-applied -f -', stdin: configMap('settings', 'a') },
    { line: 'apply set-last-applied -f - --dry-run=client', stdin: configMap('settings', 'b') },
    { line: 'apply set-last-applied -f - --dry-run=server -o yaml', stdin: configMap('settings', 'b') },
    { line: 'apply set-last-applied -f - -o name', stdin: configMap('settings', 'b') },
    { line: 'apply set-last-applied -f -', stdin: configMap('nothing', 'b') },
    { line: 'apply set-last-applied -f -', stdin: configMap('kube-root-ca.crt', 'b') },
    { line: 'apply set-last-applied -f - --create-annotation', stdin: configMap('kube-root-ca.crt', 'b') },
    'apply set-last-applied -f shop.yaml',
    'apply set-last-applied -f nothing.yaml',
    'get configmap settings -o yaml --show-managed-fields',
    edited('cat', 'apply edit-last-applied configmap settings'),
    edited('sed -i s/blue/red/', 'apply edit-last-applied configmap settings'),
    edited('sed -i s/password:/word:/', 'apply edit-last-applied configmap/settings secret/keys -o yaml'),
    edited('sed -i s/namespace:.*/namespace:/', 'apply edit-last-applied configmap/settings'),
    edited("sed -i 's/name: settings/name: x/'", 'apply edit-last-applied configmap/settings'),
    edited('true', 'apply edit-last-applied pod/db-0'),
    edited('true', 'apply edit-last-applied configmap/settings -o name'),
    'get configmap settings -o yaml --show-managed-fields',
    'apply nothing',
  ),
};

/** klog tells the time, and the process's number. */
const warned = (line: string, stdin: string): Row => ({
  line: `${line} 2>err.$$; echo $?; sed -E 's/^W[0-9]{4} [0-9:.]+ +[0-9]+/W/' err.$$`,
  stdin,
});

export const pruning: Scenario = {
  name: 'apply --prune and --force',
  isThorough: true,
  rows: rows(
    { line: 'apply -f -', stdin: labelled('one', 'a') },
    warned('apply -f - --prune -l team=a', labelled('two', 'a')),
    warned('apply -f - --prune -l team=a --dry-run=client', labelled('three', 'a')),
    warned('apply -f - --prune -l team=a --dry-run=server', labelled('three', 'a')),
    warned('apply -f - --prune -l team=a -o name', labelled('three', 'a')),
    warned('apply -f - --prune --all --dry-run=server', configMap('four', 'a')),
    warned('apply -f - --prune --all --dry-run=client -n shop', configMap('four', 'a')),
    { line: 'apply -f - --prune --all --prune-allowlist=core/v1/ConfigMap', stdin: configMap('four', 'a') },
    { line: 'apply -f - --prune --all --prune-allowlist=core/v1/Thing', stdin: configMap('four', 'a') },
    { line: 'apply -f - --prune --all --prune-allowlist=Thing', stdin: configMap('four', 'a') },
    'apply -f shop.yaml --prune',
    'apply -f shop.yaml --prune --all -l a=b',
    'apply -f shop.yaml --prune --all --force',
    'apply -f shop.yaml --prune --all --server-side',
    'apply -f shop.yaml --prune --applyset=configmap/x',
    'apply -f shop.yaml --force --dry-run=server',
    'apply -f shop.yaml --cascade=x',
    'apply -f shop.yaml --subresource=status',
    { line: 'apply -f - --prune --all', stdin: configMap('Bad_', 'a') },
    warned('apply -f - --prune --all', configMap('four', 'b')),
    { line: 'apply -f -', stdin: deployment('a') },
    { line: 'apply -f - --force', stdin: deployment('b') },
    { line: 'apply -f - --force --grace-period=0 --timeout=5s -o name', stdin: deployment('c') },
    { line: 'apply -f - --force', stdin: deployment('d', 'e') },
    "get deployment forced -o jsonpath='{.spec.selector}'",
    { line: 'apply -f - --overwrite=false', stdin: configMap('four', 'c') },
    { line: 'apply -f - --openapi-patch=false --wait', stdin: configMap('four', 'c') },
    { line: 'apply -f - --dry-run=client -o yaml', stdin: configMap('four', 'd') },
    { line: 'apply -f - -o yaml', stdin: `${configMap('five', 'a')}---\n${configMap('Bad_', 'a')}` },
    { line: 'apply -f -', stdin: manifest('ConfigMap', 'metadata: {generateName: made-}\n') },
    `patch configmap four -p '{"metadata":{"finalizers":["a.b/c"]}}'`,
    'delete configmap four --wait=false',
    { line: 'apply -f -', stdin: configMap('four', 'e') },
    'get configmaps,deployments,services',
  ),
};

/** The folders' names and the files' times are left out. */
const compared = (line: string, stdin?: string, env?: Row['env']): Row => ({
  line: `${line} >out.$$ 2>err.$$; echo $?; cat out.$$ err.$$ | sed -E 's/(LIVE|MERGED)-[A-Za-z0-9]+/\\1/g; s/\\t[0-9].*//; s/^W[0-9]{4} [0-9:.]+ +[0-9]+/W/'`,
  stdin,
  env,
});

const secret = (value: string): string =>
  manifest('Secret', `metadata: {name: keys}\nstringData: {password: ${value}, extra: x}\n`);

export const diff: Scenario = {
  name: 'diff',
  isThorough: true,
  rows: rows(
    compared('diff -f -', configMap('settings', 'a')),
    compared('diff -f shop.yaml'),
    compared('diff -f -', configMap('new', 'a')),
    compared('diff -f - --show-managed-fields', configMap('settings', 'a')),
    compared('diff -f - --server-side', configMap('settings', 'a')),
    compared('diff -f - --server-side --field-manager=me --force-conflicts', configMap('settings', 'a')),
    compared(
      'diff -f - --server-side --field-manager=me',
      manifest('ConfigMap', 'metadata: {name: settings}\ndata: {color: red}\n'),
    ),
    compared('diff -f -', secret('other')),
    compared('diff -f - -l a=b', secret('other')),
    compared('diff -f - --concurrency=4', `${secret('other')}---\n${configMap('settings', 'a')}`),
    compared('diff -f - --prune --prune-allowlist=core/v1/ConfigMap', configMap('new', 'a')),
    compared('diff -f - --prune -l a=b', configMap('new', 'a')),
    compared('diff -f - --prune --prune-allowlist=core/v1/Thing', configMap('new', 'a')),
    compared('diff -f -', configMap('Bad_', 'a')),
    compared('diff -f -', manifest('ConfigMap', 'metadata: {name: settings}\nextra: 1\n')),
    compared('diff -f -', manifest('Thing', 'metadata: {name: a}\n')),
    compared('diff -f -', manifest('ConfigMap', 'metadata: {name: x, namespace: nowhere}\n')),
    compared('diff -f -', ''),
    compared('diff -f - -n shop', manifest('ConfigMap', 'metadata: {name: x, namespace: default}\n')),
    compared('diff -f nothing.yaml'),
    compared('diff'),
    compared('diff whatever -f shop.yaml'),
    compared('diff -f shop.yaml --whatever'),
    compared('diff -f shop.yaml --concurrency=x'),
    compared('diff -f shop.yaml --force-conflicts'),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: 'diff -q' }),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: 'ls -R -1 --x=a; -C' }),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: 'false' }),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: 'ls --no-such-flag' }),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: 'no-such-program -u' }),
    compared('diff -f -', configMap('settings', 'a'), { KUBECTL_EXTERNAL_DIFF: '/nowhere/program' }),
  ),
};
