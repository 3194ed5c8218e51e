import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/apimachinery/json';
import { schemaFor } from '../../../src/apimachinery/patch/merge-keys';
import { applyStrategicMergePatch } from '../../../src/apimachinery/patch/strategic';
import { answer, expected, numbered, type Recorded, schemaOf } from './recorded';
import records from './recorded/strategic.json';

describe('applyStrategicMergePatch', () => {
  it.each(numbered(records as Recorded[]))('does as upstream: line %i', (_line, record) => {
    const schema = schemaOf(record);
    const patch = record.patch as JsonObject;
    expect(answer(() => applyStrategicMergePatch(record.doc ?? {}, patch, schema))).toEqual(expected(record));
  });

  it('leaves document and patch as they were', () => {
    const document = { spec: { ports: [{ port: 80 }, { port: 81 }] } };
    const patch = { spec: { ports: [{ port: 80, $patch: 'delete' }, { port: 82 }] } };
    const before = structuredClone({ document, patch });
    applyStrategicMergePatch(document, patch, schemaFor('v1', 'Service') ?? {});
    expect({ document, patch }).toEqual(before);
  });
});

// The same documents and patches went through `kubectl patch --local` 1.33.1: the fields that the patch touches.
describe('as kubectl patch --local', () => {
  const nginx = { name: 'nginx', image: 'nginx:1.26', env: [{ name: 'A', value: '1' }] };
  const side = { name: 'side', image: 'busybox' };
  const deployment = (containers: JsonObject[]): JsonObject => ({
    spec: { replicas: 2, template: { spec: { containers } } },
  });
  const podSpec = (spec: JsonObject): JsonObject => ({ spec: { template: { spec } } });

  it.each<[string, string, JsonObject, JsonObject, JsonObject]>([
    [
      'changes a number',
      'apps/v1/Deployment',
      deployment([nginx, side]),
      { spec: { replicas: 5 } },
      { spec: { replicas: 5, template: { spec: { containers: [nginx, side] } } } },
    ],
    [
      'merges the container of the same name',
      'apps/v1/Deployment',
      deployment([nginx, side]),
      podSpec({ containers: [{ name: 'nginx', image: 'nginx:9' }] }),
      deployment([{ ...nginx, image: 'nginx:9' }, side]),
    ],
    [
      'puts a new container first',
      'apps/v1/Deployment',
      deployment([nginx, side]),
      podSpec({ containers: [{ name: 'third', image: 'redis' }] }),
      deployment([{ name: 'third', image: 'redis' }, nginx, side]),
    ],
    [
      'orders the containers',
      'apps/v1/Deployment',
      deployment([nginx, side]),
      podSpec({
        '$setElementOrder/containers': [{ name: 'side' }, { name: 'nginx' }],
        containers: [{ name: 'side', image: 'b2' }],
      }),
      deployment([{ ...side, image: 'b2' }, nginx]),
    ],
    [
      'tells ports apart by their number',
      'v1/Service',
      { spec: { ports: [{ port: 80 }], selector: { app: 'a' } } },
      { spec: { ports: [{ port: 443, name: 'https' }] } },
      { spec: { ports: [{ name: 'https', port: 443 }, { port: 80 }], selector: { app: 'a' } } },
    ],
    [
      'adds objects on the way',
      'apps/v1/StatefulSet',
      { spec: { replicas: 2 } },
      { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } } },
      { spec: { replicas: 2, updateStrategy: { rollingUpdate: { partition: 3 }, type: 'RollingUpdate' } } },
    ],
  ])('%s', (_name, kind, document, patch, result) => {
    expect(applyStrategicMergePatch(document, patch, schemaOf({ kind }))).toEqual(result);
  });
});

describe('schemaFor', () => {
  it.each<[string, string, string, string | undefined]>([
    ['v1', 'Pod', 'spec.containers', 'name'],
    ['v1', 'Pod', 'spec.containers.ports', 'containerPort'],
    ['v1', 'Pod', 'spec.hostAliases', 'ip'],
    ['v1', 'Pod', 'spec.topologySpreadConstraints', 'topologyKey'],
    ['v1', 'Pod', 'spec.tolerations', undefined],
    ['v1', 'Pod', 'spec.containers.resizePolicy', undefined],
    ['v1', 'Pod', 'metadata.ownerReferences', 'uid'],
    ['apps/v1', 'StatefulSet', 'spec.template.spec.initContainers.volumeMounts', 'mountPath'],
    ['apps/v1', 'StatefulSet', 'spec.volumeClaimTemplates', undefined],
    ['batch/v1', 'CronJob', 'spec.jobTemplate.spec.template.spec.volumes', 'name'],
    ['v1', 'Service', 'spec.ports', 'port'],
    ['v1', 'Service', 'spec.loadBalancerSourceRanges', undefined],
    ['v1', 'ServiceAccount', 'secrets', 'name'],
    ['v1', 'ServiceAccount', 'imagePullSecrets', undefined],
    ['discovery.k8s.io/v1', 'EndpointSlice', 'endpoints', undefined],
    ['v1', 'Node', 'status.conditions', 'type'],
  ])('%s %s %s is merged by %s', (apiVersion, kind, path, mergeKey) => {
    let schema = schemaFor(apiVersion, kind);
    const fields = path.split('.');
    const last = fields.pop() ?? '';
    for (const field of fields) schema = schema?.[field]?.fields;
    expect(schema?.[last]?.mergeKey).toBe(mergeKey);
  });

  it('has none for custom kinds', () => {
    expect(schemaFor('example.com/v1', 'Widget')).toBeUndefined();
    expect(schemaFor('v1', 'constructor')).toBeUndefined();
  });
});
