import { manifest, rows, type Scenario } from './row';

/** A time between two whole hours, so that it is as old for a clock that goes on as for one that stands. */
const ago = (hours: number): string => new Date(Date.now() - (hours + 0.5) * 3_600_000).toISOString();
const wholeSeconds = (time: string): string => `${time.slice(0, 19)}Z`;
const micros = (time: string): string => time.replace('Z', '000Z');

const event = (name: string, kind: string, object: string, rest: string, namespace = 'default'): string =>
  manifest(
    'Event',
    `metadata: {name: ${name}, namespace: ${namespace}}
involvedObject: {apiVersion: v1, kind: ${kind}, name: ${object}, namespace: ${namespace}}
${rest}`,
  );

const events = [
  event('a', 'Pod', 'lone', `type: Normal\nreason: Pulled\nmessage: "  spaced  "\neventTime: ${micros(ago(30))}`),
  event(
    'b',
    'Pod',
    'lone',
    `type: Warning\nreason: BackOff\nmessage: "tab\\there \\e[31m<b>"\neventTime: ${micros(ago(40))}\nreportingComponent: me\nreportingInstance: me-1\naction: Do\nseries: {count: 5, lastObservedTime: ${micros(ago(20))}}`,
  ),
  event('c', 'Service', 'web', 'type: Normal\nreason: "Re\\nason"\nmessage: "two\\nlines"'),
  event('d', 'Node', 'minikube', `type: Odd\nreason: Old\ncount: 3\nfirstTimestamp: ${wholeSeconds(ago(25))}`),
  event('e', 'ConfigMap', 'settings', `type: Normal\nreason: Other\neventTime: ${micros(ago(35))}`, 'shop'),
].join('\n---\n');

const pods = (...names: readonly string[]): string =>
  names.map((name) => manifest('Pod', `metadata: {name: ${name}, labels: {from: file}}`)).join('\n---\n');

const file = (line: string, ...names: readonly string[]) => ({ line, stdin: pods(...names) });

export const wait: Scenario = {
  name: 'wait',
  isThorough: true,
  rows: rows(
    'wait pod/lone --for=condition=Ready',
    'wait pods lone db-0 --for=condition=ready=TRUE --timeout=-1s',
    'wait pod/lone --for=condition=Ready=false --timeout=300ms',
    'wait pod/stuck pod/done --for=condition=Ready --timeout=300ms',
    'wait pod/stuck pod/lone --for=condition=Ready --timeout=300ms',
    'wait pod/nobody pod/stuck --for=condition=Ready --timeout=300ms',
    'wait pods --all --for=condition=Ready --timeout=0',
    'wait deployment/web statefulset/db --for=condition=Available --timeout=3s',
    'wait pods -l app=db --for=condition=Ready -o name',
    'wait pods -l app=nothing --for=condition=Ready',
    'wait pods --field-selector metadata.name=lone --for=condition=Ready',
    'wait pods -A -l app=db --for=condition=Ready',
    "wait pod/lone --for=jsonpath='{.status.phase}'=Running",
    'wait pod/lone --for=jsonpath=.status.phase',
    `wait statefulset/db --for=jsonpath='{.spec.replicas}=" 2 "'`,
    `wait pod/lone --for=jsonpath='{.status.conditions[?(@.type=="Ready")].status}=True'`,
    "wait pod/lone --for=jsonpath='{.status.phase}'=Pending --timeout=300ms",
    "wait pod/lone --for=jsonpath='{.status.containerStatuses[*].ready}'",
    "wait pod/lone --for=jsonpath='{.status.containerStatuses[5].ready}' --timeout=0",
    "wait pod/lone --for=jsonpath='{.status}'=x",
    "wait pod/lone --for=jsonpath='{.status}'",
    "wait pod/lone --for=jsonpath='{.status.phase}='",
    "wait pod/lone --for=jsonpath='{.a}=b=c'",
    "wait pod/lone --for=jsonpath='{.status[}'",
    'wait pod/lone --for=jsonpath=',
    'wait pod/lone --for=Create -o yaml',
    'wait pod/nobody --for=create --timeout=300ms',
    'wait pod/nobody pod/lone --for=create --timeout=0',
    'wait pod/nobody pod/none --for=create',
    'wait pods -l app=nothing --for=create --timeout=300ms',
    "wait pod/lone --for=create -o jsonpath='{.spec.containers[9].name}'",
    file('wait -f - --for=create --timeout=300ms', 'lone', 'nobody'),
    file('wait -f - --for=create --local', 'lone', 'nobody'),
    file('wait -f - -l role=tool --for=condition=Ready', 'lone'),
    file('wait -f - -l from=file --for=condition=Ready', 'lone'),
    file('wait -f - pod/lone --for=create', 'lone'),
    'wait pod/lone --for=create --local',
    'wait pod/nobody --for=DELETE',
    'wait pods -l app=nothing --for=delete',
    'wait pod/lone --for=delete --timeout=0',
    {
      line: 'wait pod/lone --for=delete --timeout=1s',
      differs: 'the real one logs a watch that was too short, at times',
    },
    'wait',
    'wait --for=delete',
    'wait pod/lone --for=nothing',
    'wait pod/lone --for=nothing -o wide',
    'wait pods --for=create',
    'wait pod/lone --all --for=create',
    'wait pod/lone -l app=db --for=create',
    'wait pods lone -l app=db --for=create',
    'wait pod lone -A --for=create',
    'wait nothing/x --for=create',
    'wait pod/lone --for=create --timeout=5',
  ),
};

export const listEvents: Scenario = {
  name: 'events',
  isThorough: true,
  rows: rows(
    'events',
    'events -A',
    { line: 'create -f -', stdin: events },
    'events',
    'events -A',
    'events -n shop --no-headers',
    'events --for pod/lone',
    'events --for POD/lone --types=warning',
    'events --for services.v1./web',
    'events --for pod/',
    'events --for deployment/web',
    'events --for deployments.v9.apps/web',
    'events --for nothing/x',
    'events --for nothing',
    'events --for a/b/c',
    'events --for /x',
    'events --types=Normal,Warning',
    'events --types=Odd',
    'events -o json',
    'events -A -o yaml',
    'events -o name',
    "events -o jsonpath='{.items[*].reason}'",
    `events -o jsonpath='{range .items[*]}{.reason}{"\\t"}{.type}{"\\n"}{end}'`,
    "events -o jsonpath='{.items[9]}'",
    "events --template='{{.kind}}'",
    "events -o template --template='{{.kind}}'",
    'events -o wide',
    'events more words --chunk-size=2',
    'events -l app=db',
    'get pod/lone -l app=db',
  ),
};
