import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StatusError } from '../../../src/apimachinery/errors';
import { isObject, type Json } from '../../../src/apimachinery/json';
import { decodeProtobuf } from '../../../src/server/protobuf/decode';
import schema from '../../../src/server/protobuf/messages.json';
import { bodyOf, field, hex } from './body';

type Recording = { from: string; rows: { command?: string; name?: string; body: string; json: Json }[] };

function readRecording(file: string): Recording {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** What JSON has as null is absent. */
function withoutNulls(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item) ?? null);
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(present.map(([name, item]) => [name, withoutNulls(item)]));
}

const decode = (base64: string): Json => decodeProtobuf(Buffer.from(base64, 'base64'));

describe('bodies that kubectl sends', () => {
  it.each(readRecording('recorded.json').rows)('$command', ({ body, json }) => {
    expect(decode(body)).toEqual(withoutNulls(json));
  });
});

describe('every field of every kind, as upstream writes them', () => {
  const { rows } = readRecording('every-field.json');

  it.each(rows)('$name', ({ body, json }) => {
    expect(withoutNulls(decode(body))).toEqual(withoutNulls(json));
  });

  it('has a row for every kind', () => {
    expect(rows.map(({ name }) => name).filter((name) => !name?.endsWith('hollow'))).toEqual(schema.kinds);
  });
});

describe('values', () => {
  const meta = (...fields: Uint8Array[]) => decodeProtobuf(bodyOf('v1', 'ConfigMap', field(1, ...fields))).metadata;
  const lease = (time: Uint8Array) => decodeProtobuf(bodyOf('coordination.k8s.io/v1', 'Lease', field(2, time))).spec;
  const quota = (amount: string) =>
    decodeProtobuf(bodyOf('v1', 'ResourceQuota', field(2, field(1, field(1, 'cpu'), field(2, field(1, amount)))))).spec;

  it.each([
    ['no bytes: the zero time', '', {}],
    ['1970', '0800 1000', { creationTimestamp: '1970-01-01T00:00:00Z' }],
    ['before 1970', '08ffffffffffffffffff01', { creationTimestamp: '1969-12-31T23:59:59Z' }],
    ['nanoseconds are dropped', '0880f5a4c106 10ff93ebdc03', { creationTimestamp: '2025-05-18T01:40:16Z' }],
  ])('Time: %s', (_, digits, expected) => {
    expect(meta(field(8, hex(digits)))).toEqual(expected);
  });

  it.each([
    ['no bytes: the zero time', '', {}],
    ['microseconds', '0801 10c0843d', { renewTime: '1970-01-01T00:00:01.001000Z' }],
    ['finer is dropped', '0801 10e707', { renewTime: '1970-01-01T00:00:01.000000Z' }],
  ])('MicroTime: %s', (_, digits, expected) => {
    expect(lease(field(4, hex(digits)))).toEqual(expected);
  });

  it.each([
    ['1500m', '1500m'],
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['0.5', '500m'],
  ])('Quantity: %s is %s', (amount, expected) => {
    expect(quota(amount)).toEqual({ hard: { cpu: expected } });
  });

  it('merges an object that is sent twice, and appends to its lists', () => {
    const [first, second] = [field(1, field(1, 'a'), field(14, 'x')), field(1, field(3, 'ns'), field(14, 'y'))];
    const { metadata } = decodeProtobuf(bodyOf('v1', 'ConfigMap', Buffer.concat([first, second])));
    expect(metadata).toEqual({ name: 'a', namespace: 'ns', finalizers: ['x', 'y'] });
  });

  it('skips fields that it does not know', () => {
    expect(meta(field(1, 'a'), hex('c03e01'), field(1000, 'b'), hex('c13e0000000000000000'))).toEqual({ name: 'a' });
  });

  it('reads packed numbers', () => {
    const context = field(14, field(4, hex('01 ac02')));
    expect(decodeProtobuf(bodyOf('v1', 'Pod', field(2, context))).spec).toEqual({
      securityContext: { supplementalGroups: [1, 300] },
    });
  });

  it('keeps keys that JavaScript has a meaning for', () => {
    const metadata = meta(field(11, field(1, '__proto__'), field(2, 'x')));
    expect(JSON.stringify(metadata)).toBe('{"labels":{"__proto__":"x"}}');
  });

  it('takes the kind that the path asks for where the body names none', () => {
    const expected = { group: 'apps', version: 'v1', kind: 'Deployment' };
    expect(decodeProtobuf(bodyOf('', '', field(1, field(1, 'web'))), expected)).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
    });
  });

  it.each(['v1', 'apps/v1', 'policy/v1', 'meta.k8s.io/v1'])('has DeleteOptions of %s', (apiVersion) => {
    const body = bodyOf(apiVersion, 'DeleteOptions', Buffer.concat([hex('0800'), field(4, 'Foreground')]));
    expect(decodeProtobuf(body)).toEqual({
      apiVersion,
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
      propagationPolicy: 'Foreground',
    });
  });
});

/** The words are those of k8s.io/apimachinery v0.33.1 for the same bytes. */
describe('refusals', () => {
  const pod = { group: '', version: 'v1', kind: 'Pod' };
  const unrecognized = 'the object provided is unrecognized (must be of type Pod):';
  const unhandled = 'Pod in version "v1" cannot be handled as a Pod:';
  const prefix = 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]';
  const quantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const podOf = (digits: string) => bodyOf('v1', 'Pod', hex(digits));

  it.each<[string, Uint8Array, string]>([
    ['nothing', hex(''), `${unrecognized} empty data (<empty>)`],
    ['JSON', Buffer.from('{"kind":"Pod"}'), `${unrecognized} ${prefix} ({"kind":"Pod"})`],
    ['another magic', hex('6b387800616263'), `${unrecognized} ${prefix} (6b387800616263)`],
    ['the magic alone', hex('6b387300'), `${unrecognized} empty body (6b387300)`],
    ['half an envelope', hex('6b3873000a0911'), `${unrecognized} unexpected EOF (6b3873000a0911)`],
    ['half an object', podOf('0a050a'), `${unhandled} unexpected EOF`],
    ['a number for a name', podOf('0a020801'), `${unhandled} proto: wrong wireType = 0 for field Name`],
    ['the end of nothing', podOf('0c'), `${unhandled} proto: Pod: wiretype end group for non-group`],
    ['field 0', podOf('0001'), `${unhandled} proto: Pod: illegal tag 0 (wire type 0)`],
    ['wire type 6', podOf('7e01'), `${unhandled} proto: illegal wireType 6`],
    ['an endless number', podOf('ffffffffffffffffffffff01'), `${unhandled} proto: integer overflow`],
    ['an open group', podOf('7b'), `${unhandled} unexpected EOF`],
    [
      'a quantity that is none',
      bodyOf('v1', 'Pod', field(2, field(32, field(1, 'cpu'), field(2, field(1, 'abc'))))),
      `${unhandled} ${quantity}`,
    ],
    [
      'an unknown kind',
      bodyOf('v1', 'Foo', hex('')),
      'Foo in version "v1" cannot be handled as a Pod: no kind "Foo" is registered for version "v1" in scheme ' +
        '"pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'an unknown group',
      bodyOf('example.com/v1', 'Pod', hex('')),
      'Pod in version "v1" cannot be handled as a Pod: no kind "Pod" is registered for version "example.com/v1" in ' +
        'scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
  ])('%s', (_, body, message) => {
    expect(() => decodeProtobuf(body, pod)).toThrow(new StatusError('BadRequest', message));
  });

  it.each([
    ['v1', '', /Object 'Kind' is missing in 'runtime.TypeMeta\{APIVersion:"v1", Kind:""\}'/],
    [
      '',
      'Pod',
      /^Pod in version "" .*: Object 'apiVersion' is missing in 'runtime.TypeMeta\{APIVersion:"", Kind:"Pod"\}'/,
    ],
    ['a/b/c', 'Pod', /Object 'apiVersion' is missing in 'runtime.TypeMeta\{APIVersion:"a\/b\/c", Kind:"Pod"\}'/],
  ])('apiVersion %j, kind %j, and no other', (apiVersion, kind, message) => {
    expect(() => decodeProtobuf(bodyOf(apiVersion, kind, hex('')))).toThrow(message);
  });
});
