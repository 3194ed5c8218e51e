import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRefusals, expectRefusedFiles } from './refusal';
import { newShell } from './shell';

const name = (problem: string) => `metadata.name: Invalid value: "Bad": ${problem}`;
const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const configMap = (words: string) => `apiVersion: v1\nkind: ConfigMap\n${words}\n`;

function statefulSet(spec: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  selector: {matchLabels: {app: nginx}}
  template: {metadata: {labels: {app: nginx}}, spec: {containers: [{name: nginx, image: nginx}]}}
  ${spec}
`;
}

describe('files that cannot be read', () => {
  it('refuses what is missing', () => {
    const shell = newShell();
    mkdirSync(join(shell.folder, 'empty'));
    const none = 'error: error reading [empty]: recognized file extensions are [.json .yaml .yml]';
    expectRefusals(shell, [
      ['kubectl apply -f nope.yaml', 'error: the path "nope.yaml" does not exist'],
      ['kubectl create -f nope.yaml', 'error: the path "nope.yaml" does not exist'],
      ["kubectl apply -f '*.nope'", 'error: the path "*.nope" does not exist'],
      ['kubectl apply -f empty', none],
      ['kubectl apply -R -f empty', none],
      ['kubectl get pods -f nope.yaml', 'error: the path "nope.yaml" does not exist'],
      ['kubectl apply -f - < /dev/null', 'error: no objects passed to apply'],
      ["printf '# nothing\\n---\\n' | kubectl create -f -", 'error: no objects passed to create'],
    ]);
  });

  it.each(['create', 'apply'])('refuses broken YAML and what is no object: %s', (verb) => {
    const decode = (reason: string) => `error: unable to decode "x.yaml": ${reason}`;
    expectRefusedFiles(newShell(), verb, [
      [
        configMap('metadata: {name: a}\ndata:\n  a: [1'),
        "error: error parsing x.yaml: error converting YAML to JSON: yaml: line 5: did not find expected ',' or ']'",
      ],
      [
        'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n',
        'error: error parsing x.yaml: error converting YAML to JSON: yaml: line 4: found character that cannot start any token',
      ],
      ['hello\n', decode('json: cannot unmarshal string into Go value of type unstructured.detector')],
      ['- a\n', decode('json: cannot unmarshal array into Go value of type unstructured.detector')],
      ['42\n', decode('json: cannot unmarshal number into Go value of type unstructured.detector')],
      ['true\n', decode('json: cannot unmarshal bool into Go value of type unstructured.detector')],
      [
        'apiVersion: v1\nmetadata: {name: a}\n',
        decode(`Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"a"}}'`),
      ],
      [
        'kind: ConfigMap\nmetadata: {name: a}\n',
        'error: error validating "x.yaml": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false',
      ],
      [
        'apiVersion: 1\nkind: ConfigMap\nmetadata: {name: a}\n',
        decode('json: cannot unmarshal number into Go struct field metadataOnlyObject.apiVersion of type string'),
      ],
      [
        configMap('metadata: hello'),
        decode('json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta'),
      ],
      [
        configMap('metadata: {name: 5}'),
        decode('json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string'),
      ],
      [
        configMap('metadata: {name: a, labels: {version: 1}}'),
        decode('json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'),
      ],
      [
        configMap('metadata: {name: a, labels: [a]}'),
        decode(
          'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string',
        ),
      ],
      [
        configMap('metadata: {name: a, finalizers: x}'),
        decode('json: cannot unmarshal string into Go struct field ObjectMeta.metadata.finalizers of type []string'),
      ],
    ]);
  });

  it('refuses kinds that there are none of', () => {
    const shell = newShell();
    const widget = (word: string) => `apiVersion: example.com/v1\nkind: ${word}\nmetadata: {name: a}\n`;
    const words = (word: string) =>
      `resource mapping not found for name: "a" namespace: "" from "x.yaml": no matches for kind "${word}" in version "example.com/v1"\nensure CRDs are installed first`;
    expectRefusedFiles(shell, 'apply', [
      [widget('Widget'), `error: ${words('Widget')}`],
      [`${widget('Widget')}---\n${widget('Gadget')}`, `${words('Widget')}\n${words('Gadget')}`],
    ]);
    expectRefusedFiles(shell, 'get', [[widget('Widget'), words('Widget')]]);
    expectRefusedFiles(shell, 'scale --replicas=1', [
      [widget('Widget'), `error: no objects passed to scale ${words('Widget')}`],
    ]);
  });
});

describe('files of which a part is good', () => {
  it('takes the documents before a broken one', () => {
    const shell = newShell();
    shell.write('x.yaml', `${configMap('metadata: {name: first}')}---\n${configMap('metadata: {name: a')}`);

    expect(shell('kubectl apply -f x.yaml')).toEqual({
      stdout: 'configmap/first created\n',
      stderr:
        "error: error parsing x.yaml: error converting YAML to JSON: yaml: line 3: did not find expected ',' or '}'\n",
      exitCode: 1,
    });
    expect(shell.out('kubectl get configmap first -o name')).toBe('configmap/first\n');
  });

  it('takes the documents before and after a refused one', () => {
    const shell = newShell();
    const files = ['first', 'Bad', 'last'].map((word) => configMap(`metadata: {name: ${word}}`));
    shell.write('x.yaml', files.join('---\n'));

    expect(shell('kubectl apply -f x.yaml')).toEqual({
      stdout: 'configmap/first created\nconfigmap/last created\n',
      stderr: `The ConfigMap "Bad" is invalid: ${name(subdomain)}\n`,
      exitCode: 1,
    });
  });

  it("takes a List's good items, and tells of the others", () => {
    const shell = newShell();
    shell.write(
      'list.yaml',
      `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: g1}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: Bad}}
- {apiVersion: v1, kind: Widget, metadata: {name: w}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: g2}}
`,
    );

    expect(shell('kubectl create -f list.yaml')).toEqual({
      stdout: 'configmap/g1 created\nconfigmap/g2 created\n',
      stderr: `Error from server (Invalid): error when creating "list.yaml": ConfigMap "Bad" is invalid: ${name(subdomain)}\nunable to recognize no matches for kind "Widget" in version "v1"\n`,
      exitCode: 1,
    });
  });

  it('reads the other files of a folder', () => {
    const shell = newShell();
    mkdirSync(join(shell.folder, 'dir'));
    shell.write('dir/a.yaml', 'a: [\n');
    shell.write('dir/b.yaml', configMap('metadata: {name: b}'));
    shell.write('dir/c.txt', 'ignored');

    expect(shell('kubectl apply -f dir')).toEqual({
      stdout: 'configmap/b created\n',
      stderr:
        'error: error parsing dir/a.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content\n',
      exitCode: 1,
    });
  });
});

describe('fields that are wrong', () => {
  const refused = (doing: string, kind: string, problem: string) =>
    `Error from server (BadRequest): error when ${doing} "x.yaml": ${kind} in version "v1" cannot be handled as a ${kind}: ${problem}`;

  it.each(['create', 'apply'])('refuses unknown fields and wrong types of a new object: %s', (verb) => {
    expectRefusedFiles(newShell(), verb, [
      [
        configMap('metadata: {name: a, foo: 1}\nbar: {}'),
        refused('creating', 'ConfigMap', 'strict decoding error: unknown field "bar", unknown field "metadata.foo"'),
      ],
      [
        statefulSet('replica: 3'),
        refused('creating', 'StatefulSet', 'strict decoding error: unknown field "spec.replica"'),
      ],
      [
        statefulSet('volumeClaimTemplates: [{metadata: {name: www}, spec: {accessMode: [ReadWriteOnce]}}]'),
        refused(
          'creating',
          'StatefulSet',
          'strict decoding error: unknown field "spec.volumeClaimTemplates[0].spec.accessMode"',
        ),
      ],
      [
        statefulSet('replicas: "3"'),
        refused(
          'creating',
          'StatefulSet',
          'json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
        ),
      ],
      [
        configMap('metadata: {name: a}\ndata: {a: 1}'),
        refused(
          'creating',
          'ConfigMap',
          'json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
        ),
      ],
    ]);
  });

  it('refuses them of an object that is there, with the patch that was to be', () => {
    const shell = newShell();
    shell.write('x.yaml', statefulSet('replicas: 1'));
    shell.out('kubectl apply -f x.yaml');
    shell.write('x.yaml', statefulSet('replica: 1'));
    const { stdout, stderr, exitCode } = shell('kubectl apply -f x.yaml');

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(
      /^Error from server \(BadRequest\): error when applying patch:\n\{.*\}\nto:\nResource: "apps\/v1, Resource=statefulsets", GroupVersionKind: "apps\/v1, Kind=StatefulSet"\nName: "web", Namespace: "default"\nfor: "x\.yaml": error when patching "x\.yaml": StatefulSet in version "v1" cannot be handled as a StatefulSet: strict decoding error: unknown field "spec\.replica"\n$/,
    );
    expect(shell.out("kubectl get statefulset web -o jsonpath='{.spec.replicas}'")).toBe('1');
  });
});

describe('namespaces', () => {
  it('refuses a namespace that is another, is not there or is going', () => {
    const shell = newShell();
    const mismatch = `error: the namespace from the provided object "default" does not match the namespace "dev". You must pass '--namespace=default' to perform this operation.`;
    const inDefault = configMap('metadata: {name: a, namespace: default}');
    for (const verb of ['create -n dev', 'apply -n dev', 'delete -n dev']) {
      expectRefusedFiles(shell, verb, [[inDefault, mismatch]]);
    }
    const missing = 'Error from server (NotFound): error when creating "x.yaml": namespaces "dev" not found';
    const inDev = configMap('metadata: {name: a, namespace: dev}');
    expectRefusedFiles(shell, 'create', [[inDev, missing]]);
    expectRefusedFiles(shell, 'apply', [[inDev, missing]]);
    expectRefusals(shell, [
      ['kubectl run p --image=nginx -n dev', 'Error from server (NotFound): namespaces "dev" not found'],
    ]);
    expect(shell('kubectl get pods -n dev').stderr).toBe('No resources found in dev namespace.\n');
    expect(shell('kubectl delete -f x.yaml')).toEqual({
      stdout: '',
      stderr: 'Error from server (NotFound): error when deleting "x.yaml": configmaps "a" not found\n',
      exitCode: 1,
    });
    expect(shell.out('kubectl delete -f x.yaml --ignore-not-found')).toBe('');
  });
});
