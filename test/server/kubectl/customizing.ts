import { rows, type Scenario } from './row';

const definition = (spec: string, name = 'crontabs.stable.example.com'): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

const crontabs = definition(`
  group: stable.example.com
  scope: Namespaced
  names: {plural: crontabs, singular: crontab, kind: CronTab, shortNames: [ct], categories: [all]}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [cronSpec]
            properties:
              cronSpec: {type: string, pattern: '^(\\d+|\\*)(\\s+(\\d+|\\*)){4}$'}
              image: {type: string, enum: [busybox, alpine]}
              replicas: {type: integer, minimum: 1, maximum: 10, default: 1}
              tags: {type: array, maxItems: 2, items: {type: string, minLength: 2}}
              extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
          status:
            type: object
            properties:
              replicas: {type: integer}
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
    additionalPrinterColumns:
    - {name: Spec, type: string, jsonPath: .spec.cronSpec}
    - {name: Replicas, type: integer, jsonPath: .spec.replicas}
    - {name: Image, type: string, jsonPath: .spec.image, priority: 1}
    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}`);

const crontab = (name: string, spec: string): string =>
  `apiVersion: stable.example.com/v1\nkind: CronTab\nmetadata: {name: ${name}, labels: {a: b}}\nspec: ${spec}\n`;

const every = 'cronSpec: "* * * * 5"';

/** Kinds that users define. */
export const customize: Scenario = {
  name: 'custom resources',
  isThorough: true,
  rows: rows(
    { line: 'apply -f -', stdin: crontab('early', `{${every}}`) },
    { line: 'apply -f -', stdin: definition('{group: a.b, scope: Namespaced}') },
    { line: 'apply -f -', stdin: crontabs },
    { line: 'apply -f -', stdin: crontabs },
    'get crds',
    'get crd crontabs.stable.example.com -o yaml',
    'describe crd crontabs.stable.example.com',
    'api-resources --api-group=stable.example.com',
    'get crontabs',
    { line: 'apply -f -', stdin: crontab('one', `{${every}, image: busybox, tags: [ab, cd], extra: {x: {y: 1}}}`) },
    { line: 'apply -f -', stdin: crontab('one', `{${every}, image: busybox, tags: [ab], extra: {x: {y: 1}}}`) },
    { line: 'create -f -', stdin: crontab('two', `{${every}}`) },
    'get ct',
    'get ct -o wide',
    'get ct one -o yaml',
    'get ct one -o json',
    'get crontabs.stable.example.com --show-labels',
    'get crontabs.v1.stable.example.com -o name',
    "get ct -o jsonpath='{.items[*].spec.replicas}'",
    'get all',
    'describe crontab one',
    { line: 'apply -f -', stdin: crontab('bad', '{cronSpec: "* *", replicas: 15, image: nginx, tags: [a, bc, de]}') },
    { line: 'apply -f -', stdin: crontab('bad', '{replicas: 2}') },
    { line: 'apply -f -', stdin: crontab('bad', '{cronSpec: 5}') },
    { line: 'apply -f -', stdin: crontab('bad', `{${every}, odd: 1, extra: {z: 1}}`) },
    { line: 'apply -f - --validate=warn', stdin: crontab('odd', `{${every}, odd: 1}`) },
    { line: 'apply -f - --dry-run=server', stdin: crontab('dry', `{${every}}`) },
    { line: 'apply -f - --server-side', stdin: crontab('three', `{${every}, replicas: 3}`) },
    'scale crontab one --replicas=3',
    'get ct one',
    `patch ct one --type=merge -p '{"spec":{"replicas":4}}'`,
    `patch ct one --type=merge -p '{"spec":{"replicas":40}}'`,
    `patch ct one -p '{"spec":{"replicas":4}}'`,
    `patch ct one --subresource=status --type=merge -p '{"status":{"replicas":4}}'`,
    `patch ct one --type=json -p '[{"op":"remove","path":"/spec/tags"}]'`,
    'label ct one x=y',
    'annotate ct one x=y',
    'get ct --sort-by=.spec.replicas',
    'get ct -l x=y',
    'get ct --field-selector=metadata.name=two',
    'get ct --field-selector=spec.replicas=4',
    'delete ct two',
    'delete crd crontabs.stable.example.com',
    { line: 'get ct', differs: 'the real one remembers for a while what kinds there were' },
    'get crd',
  ),
};
