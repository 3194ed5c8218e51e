import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/apimachinery/json';
import { schemaFor } from '../../../src/apimachinery/patch/merge-keys';
import { PatchConflictError } from '../../../src/apimachinery/patch/patch-error';
import { applyStrategicMergePatch } from '../../../src/apimachinery/patch/strategic';
import { createThreeWayJsonMergePatch, createThreeWayStrategicPatch } from '../../../src/apimachinery/patch/three-way';
import { createTwoWayStrategicPatch } from '../../../src/apimachinery/patch/two-way';
import { answer, expected, numbered, type Recorded, schemaOf } from './recorded';
import jsonRecords from './recorded/three-way-merge.json';
import strategicRecords from './recorded/three-way-strategic.json';
import twoWayRecords from './recorded/two-way-strategic.json';

describe('createThreeWayStrategicPatch', () => {
  it.each(numbered(strategicRecords as Recorded[]))('does as upstream: line %i', (_line, record) => {
    const { original = {}, modified = {}, current = {}, overwrite = false } = record;
    const schema = schemaOf(record);
    expect(answer(() => createThreeWayStrategicPatch(original, modified, current, schema, { overwrite }))).toEqual(
      expected(record),
    );
  });

  it('tells the patch and the changes where they contradict each other', () => {
    const schema = schemaFor('apps/v1', 'Deployment') ?? {};
    const replicas = (count: number): JsonObject => ({ spec: { replicas: count } });
    const create = (): JsonObject =>
      createThreeWayStrategicPatch(replicas(1), replicas(2), replicas(3), schema, { overwrite: false });
    expect(create).toThrow(PatchConflictError);
    expect(create).toThrow(expect.objectContaining({ patch: replicas(2), changes: replicas(3) }));
  });
});

describe('createTwoWayStrategicPatch', () => {
  it.each(numbered(twoWayRecords as Recorded[]))('does as upstream: line %i', (_line, record) => {
    const { original = {}, modified = {} } = record;
    const schema = schemaOf(record);
    expect(answer(() => createTwoWayStrategicPatch(original, modified, schema))).toEqual(expected(record));
  });
});

describe('createThreeWayJsonMergePatch', () => {
  it.each(numbered(jsonRecords as Recorded[]))('does as upstream: line %i', (_line, record) => {
    const { original = {}, modified = {}, current = {} } = record;
    expect({ result: createThreeWayJsonMergePatch(original, modified, current) }).toEqual(expected(record));
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd');
const labels = fc.dictionary(name, fc.constantFrom('x', 'y'));
const namedList = <T extends JsonObject>(fields: fc.Arbitrary<T>): fc.Arbitrary<JsonObject[]> =>
  fc.uniqueArray(
    fc.tuple(name, fields).map(([key, rest]): JsonObject => ({ name: key, ...rest })),
    { selector: (element) => element.name },
  );
const container = fc.record(
  {
    image: fc.constantFrom('i1', 'i2'),
    args: fc.array(name),
    env: namedList(fc.record({ value: fc.constantFrom('1', '2') })),
    resources: fc.record({ limits: labels }),
  },
  { requiredKeys: [] },
);
const volume = fc.constantFrom<JsonObject>({ emptyDir: {} }, { configMap: { name: 'x' } }, { hostPath: { path: '/' } });
// Sorted: upstream does not tell the order of texts that were not.
const finalizers = fc.subarray(['a', 'b', 'c', 'd']);
const pod = fc.record({
  metadata: fc.record({ labels, finalizers }, { requiredKeys: [] }),
  spec: fc.record(
    { containers: namedList(container), volumes: namedList(volume), tolerations: fc.array(fc.record({ key: name })) },
    { requiredKeys: ['containers'] },
  ),
});

describe('patches that are created', () => {
  const schema = schemaFor('v1', 'Pod') ?? {};

  it('lead from the original to the modified object', () => {
    fc.assert(
      fc.property(pod, pod, (original, modified) => {
        const patch = createTwoWayStrategicPatch(original, modified, schema);
        expect(applyStrategicMergePatch(original, patch, schema)).toEqual(modified);
      }),
      { seed: 1 },
    );
  });

  it('lead from the current to the modified object where nobody else changed it', () => {
    fc.assert(
      fc.property(pod, pod, (original, modified) => {
        const patch = createThreeWayStrategicPatch(original, modified, original, schema, { overwrite: true });
        expect(applyStrategicMergePatch(original, patch, schema)).toEqual(modified);
      }),
      { seed: 2 },
    );
  });
});
