import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/apimachinery/json';
import { fieldOf, typeOf } from '../../../src/resources/schema/field-types';
import { checkFields, strictDecodingError } from '../../../src/resources/schema/validate-fields';
import records from './recorded/strict-decoding.json';

/** Answers of upstream's strict decoder (k8s.io/apimachinery 0.33.1 with k8s.io/api 0.33.1); null is none. */
type Recorded = { readonly object: JsonObject; readonly message: string | null };

describe('checkFields', () => {
  it.each((records as Recorded[]).map((record, index) => [index + 2, record] as const))(
    'says what upstream says: line %i',
    (_line, { object, message }) => {
      const { unknown, typeError } = checkFields(object);
      expect(typeError ?? (unknown.length > 0 ? strictDecodingError(unknown) : null)).toBe(message);
    },
  );

  it('finds unknown fields in the order of sorted keys, whatever the order of the object', () => {
    const containers = [{ name: 'a', imagee: 'x' }];
    const object = { spec: { zz: 1, containers, aa: 1 }, kind: 'Pod', apiVersion: 'v1', extra: {} };
    expect(checkFields(object).unknown).toEqual(['extra', 'spec.aa', 'spec.containers[0].imagee', 'spec.zz']);
  });

  it('tells unknown fields beside a type error', () => {
    const object = { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { foo: 1, replicas: 'x' } };
    expect(checkFields(object)).toEqual({
      unknown: ['spec.foo'],
      typeError: 'json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
    });
  });

  it('keeps the first hundred unknown fields', () => {
    const containers = Array.from({ length: 150 }, () => ({ q: 1 }));
    const { unknown } = checkFields({ apiVersion: 'v1', kind: 'Pod', spec: { containers } });
    expect(unknown.length).toBe(100);
    expect(unknown.at(-1)).toBe('spec.containers[99].q');
  });

  it('does not check kinds without a schema', () => {
    expect(checkFields({ apiVersion: 'example.com/v1', kind: 'Widget', spec: 5 })).toEqual({ unknown: [] });
    expect(checkFields({ spec: 5 })).toEqual({ unknown: [] });
  });
});

describe('the schema', () => {
  it.each([
    ['v1', 'Pod', 'V1Pod'],
    ['v1', 'Event', 'CoreV1Event'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'V2HorizontalPodAutoscaler'],
    ['v1', 'Unheard', undefined],
    ['v1', 'toString', undefined],
  ])('%s %s is %s', (apiVersion, kind, typeName) => {
    expect(typeOf(apiVersion, kind)).toBe(typeName);
  });

  it.each([
    ['V1StatefulSetSpec', 'replicas', 'int32', false],
    ['V1StatefulSetSpec', 'selector', 'v1.LabelSelector', true],
    ['V1StatefulSetSpec', 'podManagementPolicy', 'v1.PodManagementPolicyType', false],
    ['V1PodSpec', 'containers', '[]v1.Container', true],
    ['V1PodSpec', 'nodeSelector', 'map[string]string', false],
    ['V1ResourceRequirements', 'limits', 'v1.ResourceList', false],
    ['V1Secret', 'data', 'map[string][]uint8', false],
    ['V2MetricSpec', 'type', 'v2.MetricSourceType', true],
    ['V1HTTPGetAction', 'port', 'intstr.IntOrString', true],
  ])('%s.%s is %s in Go, required: %s', (typeName, field, goName, isRequired) => {
    expect(fieldOf(typeName, field)).toMatchObject({ type: { goName }, isRequired });
  });

  it('knows no fields that a type does not have', () => {
    expect(fieldOf('V1PodSpec', 'imagee')).toBeUndefined();
    expect(fieldOf('V1PodSpec', 'constructor')).toBeUndefined();
  });
});
