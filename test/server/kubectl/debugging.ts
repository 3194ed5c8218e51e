import { manifest, rows, type Scenario } from './row';

const patients = [
  manifest(
    'Pod',
    `metadata: {name: probed, labels: {app: probed}, annotations: {note: kept}}
spec:
  initContainers: [{name: first, image: 'busybox:1.36', command: ['true']}]
  containers:
  - name: main
    image: nginx:1.27
    args: [nginx]
    livenessProbe: {httpGet: {port: 80}}
    readinessProbe: {httpGet: {port: 80}}
    startupProbe: {httpGet: {port: 80}}
    securityContext: {capabilities: {add: [SYS_TIME]}}
`,
  ),
  manifest(
    'Pod',
    `metadata: {name: plain-user}
spec:
  securityContext: {runAsUser: 1000}
  containers: [{name: main, image: 'busybox:1.36', command: [sleep, infinity]}]
`,
  ),
].join('---\n');

const random = 'a name is chosen at random';
const fromLone = 'get pod lone -o jsonpath="{.spec.ephemeralContainers[-1:]}"';
const statusOfLone = 'get pod lone -o jsonpath="{.status.ephemeralContainerStatuses[-1:]}"';
const copied = (name: string): string =>
  `get pod ${name} -o jsonpath="{.metadata.labels}{.metadata.annotations}{.spec}"`;
const custom = '{env: [{name: A, value: b}], securityContext: {runAsUser: 0}}';
/** Both find the file in their folder. */
const write = (file: string, text: string): string => `options > /dev/null; echo '${text}' > ${file}`;

/** Containers that join a running pod. */
export const debug: Scenario = {
  name: 'debug',
  rows: rows(
    { line: 'apply -f -', stdin: patients },
    'debug',
    'debug lone',
    'debug --image=busybox',
    'debug lone --image=busybox --profile=nope',
    'debug lone --image=busybox -t',
    'debug lone --image=busybox --target main -t',
    'debug lone --image=Busy:x',
    'debug lone --image=busybox --image-pull-policy=Sometimes',
    'debug lone --attach',
    'debug lone --image=busybox --replace',
    'debug lone --image=busybox --same-node',
    'debug lone --image=busybox --set-image main=x',
    'debug lone --copy-to other',
    'debug lone --copy-to other -- ls',
    'debug lone --copy-to other --image=busybox --target main',
    "debug lone --copy-to other --set-image 'main=Busy:x'",
    'debug lone --image=busybox --env A',
    `debug lone --image=busybox --env 'A=1,B="'`,
    'debug lone --image=busybox --custom none.yaml',
    write('text.json', '"text"'),
    write('broken.yaml', 'a: ['),
    write('wrong.yaml', 'image: x'),
    write('custom.yaml', custom),
    ...['text.json', 'broken.yaml', 'wrong.yaml'].map((file) => `debug lone --image=busybox --custom ${file}`),
    'debug nobody --image=busybox',
    'debug nobody --image=busybox -n nowhere',
    'debug deployment/web --image=busybox',
    'debug foo/bar --image=busybox',
    'debug pod/a/b --image=busybox',
    'debug lone --image=busybox -f none.yaml',
    'debug -f none.yaml --image=busybox',
    'debug lone nobody --image=busybox -c twice --profile=general',
    'debug lone --image=busybox -c main --profile=general',
    'debug lone --image=busybox -c Wrong --profile=general',
    'debug lone --image=busybox -c aimed --target nothing --profile=general',
    'debug lone --image=busybox -c aimed --target main --profile=general',
    fromLone,
    'debug lone --image=busybox -c legacy',
    fromLone,
    'debug lone --image=busybox -c legacy --profile=sysadmin',
    ...['baseline', 'restricted', 'netadmin', 'sysadmin'].flatMap((profile) => [
      `debug lone --image=busybox:1.36 -c ${profile} --profile=${profile} --image-pull-policy=Always -- sleep infinity`,
      fromLone,
    ]),
    statusOfLone,
    'debug lone --image=busybox -c args --profile=general --env A=1 --arguments-only -- echo x',
    fromLone,
    statusOfLone,
    'debug lone --image=busybox -c own --profile=general --env B=2 --custom custom.yaml',
    fromLone,
    'debug plain-user --image=busybox -c tracer --profile=general',
    'debug plain-user --image=busybox -c rooted --profile=general --custom custom.yaml',
    'debug plain-user --image=busybox -c based --profile=baseline',
    'debug stuck --image=busybox -c early --profile=general',
    'get pod stuck -o jsonpath="{.status.ephemeralContainerStatuses}"',
    'describe pod lone --show-events=false',
    'logs lone -c args',
    'logs lone -c nobody',
    'logs lone --all-containers',
    'exec lone -c sysadmin -- hostname',
    'exec lone -c args -- hostname',
    'get pods',
    { line: 'debug lone --image=busybox', differs: random },
  ),
};

/** Copies of pods, pods on nodes, and attaching to either. */
export const treat: Scenario = {
  name: 'debug copies and nodes',
  rows: rows(
    { line: 'apply -f -', stdin: patients },
    'debug probed --copy-to one --image=busybox -c dbg --profile=general -- sleep infinity',
    copied('one'),
    'debug probed --copy-to one --image=busybox -c dbg --profile=general',
    'debug probed --copy-to two -c main --profile=restricted --share-processes=false --keep-labels --keep-annotations --keep-init-containers=false -- sh',
    copied('two'),
    'debug probed --copy-to three -c main --profile=sysadmin --keep-liveness --keep-readiness --keep-startup --env X=y --arguments-only -- sh',
    copied('three'),
    "debug probed --copy-to four --set-image='*=nginx:1,none=x' --profile=general",
    copied('four'),
    'debug lone --copy-to five --set-image=helper=busybox:1 --image=busybox:2 -c main --same-node --image-pull-policy=Never',
    copied('five'),
    'debug lone --copy-to six -c nobody -- ls',
    'debug lone --copy-to six -c new --image=busybox --profile=netadmin --replace -- sleep infinity',
    copied('six'),
    'get pods',
    'debug six --copy-to seven -c new --profile=baseline --image=busybox:1 --custom none.yaml',
    'debug six --copy-to seven -c new --profile=baseline --image=busybox:1',
    copied('seven'),
    { line: 'debug six --image=busybox -c sh1 -i --profile=general', stdin: 'hostname\n' },
    { line: 'debug six --image=busybox -c sh2 -i -q --profile=general', stdin: 'hostname\nexit 3\n' },
    { line: 'debug six --image=busybox -c sh3 -it --profile=general --target new', stdin: '', differs: 'a terminal' },
    'debug six --image=busybox -c echo --attach --profile=general -- echo hi',
    'debug six --image=busybox -c fails --attach --profile=general -- sh -c "echo no; exit 4"',
    { line: 'debug six --copy-to eight --image=busybox -c sh -i --profile=general', stdin: 'hostname\nexit 2\n' },
    'get pod six -o jsonpath="{.status.ephemeralContainerStatuses[*].state}"',
    'debug six --image=busybox -c done --attach=false -i --profile=general',
    'attach six -c sh1',
    'debug node/nobody --image=busybox',
    { line: 'debug node/minikube --image=busybox --profile=general', differs: random },
  ),
};
