import { describe, expect, it } from 'vitest';
import { expectRefusals, expectRefusedFiles } from './refusal';
import { newShell, type Shell } from './shell';

const label1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const label1123 =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const manifest = (kind: string, name: string, spec: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${spec === '' ? '' : `spec: ${spec}\n`}`;

type Workload = {
  name?: string;
  spec?: string;
  selector?: string;
  labels?: string;
  service?: string;
  template?: string;
};

function workload(kind: string, words: Workload = {}): string {
  const { selector = 'app: nginx', labels = selector, service = 'nginx' } = words;
  const { template = `{metadata: {labels: {${labels}}}, spec: {containers: [{name: nginx, image: nginx}]}}` } = words;
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${words.name ?? 'web'}}
spec:
  selector: {matchLabels: {${selector}}}
  ${kind === 'StatefulSet' ? `serviceName: ${service}` : ''}
  ${template === '' ? '' : `template: ${template}`}
  ${words.spec ?? ''}
`;
}

function has(shell: Shell, object: string): boolean {
  return shell(`kubectl get ${object}`).exitCode === 0;
}

describe('names', () => {
  const invalid = (kind: string, name: string, problem: string) =>
    `The ${kind} "${name}" is invalid: metadata.name: Invalid value: "${name}": ${problem}`;
  const long = 'a'.repeat(254);

  it('refuses those that Kubernetes refuses', () => {
    expectRefusedFiles(newShell(), 'create', [
      [manifest('ConfigMap', 'Web', ''), invalid('ConfigMap', 'Web', subdomain)],
      [manifest('ConfigMap', 'a_b', ''), invalid('ConfigMap', 'a_b', subdomain)],
      [manifest('ConfigMap', '-a', ''), invalid('ConfigMap', '-a', subdomain)],
      [manifest('ConfigMap', long, ''), invalid('ConfigMap', long, 'must be no more than 253 characters')],
      [manifest('Service', 'Web', '{ports: [{port: 80}]}'), invalid('Service', 'Web', label1035)],
      [manifest('Service', 'a.b', '{ports: [{port: 80}]}'), invalid('Service', 'a.b', label1035)],
      [manifest('Service', '1a', '{ports: [{port: 80}]}'), invalid('Service', '1a', label1035)],
      [
        manifest('Service', long.slice(0, 64), '{ports: [{port: 80}]}'),
        invalid('Service', long.slice(0, 64), 'must be no more than 63 characters'),
      ],
      [manifest('Namespace', 'a.b', ''), invalid('Namespace', 'a.b', 'must not contain dots')],
      [manifest('Namespace', 'Web', ''), invalid('Namespace', 'Web', label1123)],
    ]);
  });

  it('takes dots where they are allowed', () => {
    const shell = newShell();
    shell.write('x.yaml', manifest('ConfigMap', 'a.b', ''));

    expect(shell.out('kubectl create -f x.yaml')).toBe('configmap/a.b created\n');
  });

  it('refuses a name that is taken, and no name', () => {
    const shell = newShell();
    const text = manifest('ConfigMap', 'a', '');
    shell.write('x.yaml', text);
    shell.out('kubectl create -f x.yaml');
    expectRefusedFiles(shell, 'create', [
      [text, 'Error from server (AlreadyExists): error when creating "x.yaml": configmaps "a" already exists'],
      [
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: b}}\n',
        'The ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
      ],
    ]);
  });
});

describe('services', () => {
  const service = (name: string, spec: string) => manifest('Service', name, spec);
  const invalid = (problem: string) => `The Service "b" is invalid: ${problem}`;

  it('refuses addresses and ports that are taken, out of range or none', () => {
    const shell = newShell();
    shell.write(
      'a.yaml',
      service('a', '{type: NodePort, clusterIP: 10.96.100.1, ports: [{port: 80, nodePort: 30080}]}'),
    );
    shell.out('kubectl create -f a.yaml');
    expectRefusedFiles(shell, 'create', [
      [
        service('b', '{type: NodePort, ports: [{port: 80, nodePort: 30080}]}'),
        invalid('spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated'),
      ],
      [
        service('b', '{type: NodePort, ports: [{port: 80, nodePort: 80}]}'),
        invalid(
          'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
        ),
      ],
      [
        service('b', '{clusterIP: 10.96.100.1, ports: [{port: 80}]}'),
        invalid(
          'spec.clusterIPs: Invalid value: []string{"10.96.100.1"}: failed to allocate IP 10.96.100.1: provided IP is already allocated',
        ),
      ],
      [
        service('b', '{clusterIP: 192.0.2.1, ports: [{port: 80}]}'),
        invalid(
          'spec.clusterIPs: Invalid value: []string{"192.0.2.1"}: failed to allocate IP 192.0.2.1: the provided IP (192.0.2.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
        ),
      ],
      [
        service('b', '{clusterIP: here, ports: [{port: 80}]}'),
        invalid(
          'spec.clusterIPs[0]: Invalid value: "here": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        ),
      ],
      [
        service('b', '{ports: [{port: 99999}]}'),
        invalid(
          '\n* spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive\n* spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive',
        ),
      ],
      [
        service('b', '{ports: [{port: 80}, {port: 81}]}'),
        invalid('\n* spec.ports[0].name: Required value\n* spec.ports[1].name: Required value'),
      ],
      [service('b', '{selector: {a: b}}'), invalid('spec.ports: Required value')],
      [service('b', ''), invalid('spec.ports: Required value')],
      [
        service('b', '{type: Foo, ports: [{port: 80}]}'),
        invalid(
          'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
        ),
      ],
    ]);
    expect(has(shell, 'service b')).toBe(false);
  });

  it('takes a service without a selector: what is written by hand stands in the DNS', () => {
    const shell = newShell();
    shell.write('service.yaml', service('db', '{clusterIP: None, ports: [{port: 5432}]}'));
    shell.write(
      'endpoints.yaml',
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: db}\nsubsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 5432}]}]\n',
    );

    expect(shell.out('kubectl apply -f service.yaml -f endpoints.yaml')).toBe(
      'service/db created\nendpoints/db created\n',
    );
    expect(shell.out('kubectl nslookup db')).toContain('Name:\tdb.default.svc.cluster.local\nAddress: 192.0.2.7\n');
    expect(
      shell.out(
        "kubectl get endpointslices -l kubernetes.io/service-name=db -o jsonpath='{.items[*].endpoints[*].addresses}'",
      ),
    ).toBe('["192.0.2.7"]');
  });
});

describe('workloads', () => {
  const negative = 'spec.replicas: Invalid value: -1: must be greater than or equal to 0';
  const mismatch =
    'spec.template.metadata.labels: Invalid value: map[string]string{"app":"other"}: `selector` does not match template `labels`';

  it.each(['StatefulSet', 'Deployment', 'ReplicaSet'])('refuses a %s that does not fit together', (kind) => {
    const invalid = (problem: string) => `The ${kind} "web" is invalid: ${problem}`;
    expectRefusedFiles(newShell(), 'apply', [
      [workload(kind, { labels: 'app: other' }), invalid(mismatch)],
      [workload(kind, { spec: 'replicas: -1' }), invalid(negative)],
      [workload(kind, { labels: 'app: other', spec: 'replicas: -1' }), invalid(`\n* ${negative}\n* ${mismatch}`)],
    ]);
  });

  it.each([
    ['StatefulSet', ''],
    ['Deployment', '\n* spec.template.spec.containers: Required value'],
    ['ReplicaSet', '\n* spec.template.spec.containers: Required value'],
  ])('tells what a %s without a template lacks', (kind, containers) => {
    const labels =
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`';
    expectRefusedFiles(newShell(), 'apply', [
      [
        workload(kind, { template: '' }),
        `The ${kind} "web" is invalid: ${containers === '' ? labels : `\n* ${labels}${containers}`}`,
      ],
    ]);
  });

  it('refuses pods without containers, and containers without what they need', () => {
    expectRefusedFiles(newShell(), 'apply', [
      [manifest('Pod', 'a', ''), 'The Pod "a" is invalid: spec.containers: Required value'],
      [manifest('Pod', 'a', '{containers: null}'), 'The Pod "a" is invalid: spec.containers: Required value'],
      [
        manifest('Pod', 'a', '{containers: [{}]}'),
        'The Pod "a" is invalid: \n* spec.containers[0].name: Required value\n* spec.containers[0].image: Required value',
      ],
    ]);
  });

  it('lets nobody change what cannot change', () => {
    const shell = newShell();
    shell.write('x.yaml', `${workload('StatefulSet')}---\n${workload('Deployment')}`);
    shell.out('kubectl apply -f x.yaml');
    const forbidden =
      "The StatefulSet \"web\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
    expectRefusedFiles(shell, 'apply', [
      [workload('StatefulSet', { service: 'other' }), forbidden],
      [workload('StatefulSet', { selector: 'app: other' }), forbidden],
      [workload('StatefulSet', { spec: 'podManagementPolicy: Parallel' }), forbidden],
      [
        workload('Deployment', { selector: 'app: other' }),
        'The Deployment "web" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
      ],
    ]);
    expectRefusals(shell, [
      ['kubectl scale statefulset web --replicas=2 --current-replicas=5', 'error: Expected replicas to be 5, was 1'],
    ]);
  });

  it('takes a StatefulSet whose service is not there', () => {
    const shell = newShell();
    shell.write('x.yaml', workload('StatefulSet', { service: 'none' }));

    expect(shell.out('kubectl apply -f x.yaml')).toBe('statefulset.apps/web created\n');
    expect(shell.out('kubectl get pods -o name')).toBe('pod/web-0\n');
  });
});

describe('a namespace that is being deleted', () => {
  it('takes nothing new', () => {
    const shell = newShell();
    shell.write('dev.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: dev, finalizers: [example.com/hold]}\n');
    shell.out('kubectl create -f dev.yaml');
    shell.out('kubectl delete namespace dev --wait=false');
    const reason = 'is forbidden: unable to create new content in namespace dev because it is being terminated';
    expectRefusedFiles(shell, 'apply -n dev', [
      [
        manifest('ConfigMap', 'a', ''),
        `Error from server (Forbidden): error when creating "x.yaml": configmaps "a" ${reason}`,
      ],
    ]);
    expectRefusals(shell, [
      ['kubectl run p --image=nginx -n dev', `Error from server (Forbidden): pods "p" ${reason}`],
    ]);
    expect(shell.out('kubectl get namespace dev --no-headers')).toMatch(/^dev +Terminating +0s\n$/);
  });
});
