import { type Row, rows, type Scenario } from './row';

/** A file, made by the shell that the row is typed to. */
const file = (path: string, text: string): Row => ({
  line: `options > /dev/null; mkdir -p $(dirname ${path}) && cat > ${path}`,
  stdin: text,
});

const base = `resources: [web.yaml]
configMapGenerator:
- {name: settings, literals: [colour=blue]}
`;

const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: site}
spec:
  selector: {matchLabels: {app: site}}
  template:
    metadata: {labels: {app: site}}
    spec: {containers: [{name: c, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: site}
spec: {selector: {app: site}, ports: [{port: 80}]}
`;

const overlay = `resources: [../base]
namePrefix: my-
labels: [{pairs: {tier: front}, includeSelectors: true}]
images: [{name: nginx, newTag: "1.28"}]
replicas: [{name: site, count: 2}]
configMapGenerator:
- {name: settings, behavior: merge, literals: [size=3]}
patches:
- patch: '{apiVersion: v1, kind: Service, metadata: {name: site}, spec: {type: NodePort, ports: [{port: 80, nodePort: 30123}]}}'
- target: {kind: Deployment}
  patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"a": "b"}}]'
`;

/** Folders that -k names, in every command that takes it. */
export const kustomize: Scenario = {
  name: 'kustomize and -k',
  isThorough: true,
  rows: [
    file('base/kustomization.yaml', base),
    file('base/web.yaml', web),
    file('overlay/kustomization.yaml', overlay),
    file('bad/kustomization.yaml', 'resources: [nothing.yaml]\n'),
    file('kind/kustomization.yaml', 'resources: [k.yaml]\n'),
    file('kind/k.yaml', 'apiVersion: v1\nkind: Thing\nmetadata: {name: a}\n'),
    ...rows(
      'kustomize base',
      'kustomize overlay',
      'kustomize overlay -o made.yaml; cat made.yaml',
      'kustomize',
      'kustomize bad',
      'apply -k overlay --dry-run=client',
      'apply -k overlay --dry-run=server',
      'apply -k overlay',
      'apply -k overlay',
      'get -k overlay',
      'get -k overlay -o name',
      'get -k overlay -o yaml',
      'describe -k base',
      'get -k base',
      'apply -k overlay -f web.yaml',
      'apply -k overlay -R',
      'apply -k bad',
      'apply -k nowhere',
      'apply -k kind',
      { line: 'get -k nowhere', differs: 'the real one leaves out the word error here' },
      'create -k base',
      'create -k base',
      'create -k base --dry-run=client -o yaml',
      'label -k overlay checked=yes',
      'annotate -k overlay note=a --overwrite',
      'scale -k overlay --replicas=3',
      'set image -k overlay c=nginx:1.29',
      'set env -k overlay A=b',
      'patch -k base -p \'{"metadata":{"labels":{"x":"y"}}}\'',
      'replace -k base',
      'rollout status -k overlay',
      'rollout restart -k overlay',
      'autoscale -k base --max=2',
      'wait -k overlay --for=condition=Available --timeout=1s',
      'delete -k overlay --dry-run=client',
      'delete -k overlay',
      'delete -k overlay',
      'delete -k base --ignore-not-found',
      'delete -k base --ignore-not-found',
    ),
  ],
};
