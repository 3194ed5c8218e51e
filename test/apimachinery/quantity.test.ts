import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  QuantityError,
  quantityValue,
  zeroQuantity,
} from '../../src/apimachinery/quantity';

/** Values of apimachinery api/resource quantity_test.go. */
describe('formatQuantity(parseQuantity(text)) is the canonical form', () => {
  it.each([
    ['0', '0'],
    ['0Ki', '0'],
    ['00', '0'],
    ['1Ki', '1Ki'],
    ['1024Mi', '1Gi'],
    ['307200Ki', '300Mi'],
    ['1025024Mi', '1001Gi'],
    ['1024Gi', '1Ti'],
    ['1025', '1025'],
    ['5000m', '5'],
    ['0.5', '500m'],
    ['1000M', '1G'],
    ['0.001T', '1G'],
    ['1000u', '1m'],
    ['1.08', '1080m'],
    ['1080000000n', '1080m'],
    ['1234567M', '1234567M'],
    ['100.035k', '100035'],
    ['12E', '12E'],
    ['.001Ki', '1024m'],
    ['.000001Ki', '1024u'],
    ['.000000001Ki', '1024n'],
    ['.000000000001Ki', '2n'],
    ['0.5Mi', '512Ki'],
    ['.001e12', '1e9'],
    ['0.001e0', '1e-3'],
    ['1000e-12', '1e-9'],
    ['80e-3', '80e-3'],
    ['3e3', '3e3'],
    ['1.', '1'],
    ['1.G', '1G'],
    ['+1', '1'],
    ['-1.025Ti', '-1126999418470400m'],
    ['-9.01', '-9010m'],
  ])('%s is %s', (text, canonical) => {
    expect(formatQuantity(parseQuantity(text))).toBe(canonical);
  });

  it.each([
    ['3.001n', '4n'],
    ['0.0000000001', '1n'],
    ['0.9n', '1n'],
    ['0.00000012345', '124n'],
    ['1.1E-9', '2e-9'],
    ['9Ei', '9223372036854775807'],
    ['9223372036854775807Ki', '9223372036854775807'],
  ])('%s is rounded up or capped to %s', (text, canonical) => {
    expect(formatQuantity(parseQuantity(text))).toBe(canonical);
  });
});

describe('parseQuantity refuses', () => {
  const pattern = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  it.each(['', 'aoeu', '1.1.M', '1+1.0M', '0.1am', ' 1', '1 ', '10Mib'])('%j: form', (text) => {
    expect(() => parseQuantity(text)).toThrow(new QuantityError(pattern));
  });

  it.each(['0.1mi', '.5i', '1i', '-3.01i', '-3.01e-', '1e4294967297', '1Mm'])('%j: suffix', (text) => {
    expect(() => parseQuantity(text)).toThrow(new QuantityError("unable to parse quantity's suffix"));
  });
});

describe('arithmetic', () => {
  it.each([
    ['0', '0', 0],
    ['100m', '50m', 1],
    ['50m', '100m', -1],
    ['10000T', '100Gi', 1],
    ['1', '1000m', 0],
  ])('compares %s with %s: %i', (left, right, expected) => {
    expect(compareQuantities(parseQuantity(left), parseQuantity(right))).toBe(expected);
  });

  it.each([
    ['0', '100m', '100m'],
    ['1Gi', '0', '1Gi'],
    ['0', '1Gi', '1Gi'],
    ['250m', '250m', '500m'],
    ['500m', '500m', '1'],
    ['64Mi', '64M', '128036Ki'],
  ])('adds %s and %s: %s', (left, right, sum) => {
    expect(formatQuantity(addQuantities(parseQuantity(left), parseQuantity(right)))).toBe(sum);
  });

  it.each([
    ['9.01', 10, 9010],
    ['-9.01', -10, -9010],
    ['1n', 1, 1],
    ['2Ki', 2048, 2_048_000],
    ['250m', 1, 250],
  ])('%s has the value %i and %i thousandths', (text, value, milli) => {
    expect(quantityValue(parseQuantity(text))).toBe(value);
    expect(milliValue(parseQuantity(text))).toBe(milli);
  });

  it('counts an absent quantity as zero', () => {
    expect(canonicalQuantity(undefined)).toBe('0');
    expect(canonicalQuantity('1000m')).toBe('1');
    expect(quantityValue(zeroQuantity)).toBe(0);
  });
});
