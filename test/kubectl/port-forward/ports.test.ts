import { describe, expect, it } from 'vitest';
import { parseAddresses, parsePorts } from '../../../src/kubectl/port-forward/ports';

describe('ports', () => {
  it.each([
    ['80', { local: 80, remote: 80 }],
    ['8080:80', { local: 8080, remote: 80 }],
    [':80', { local: 0, remote: 80 }],
    ['0:80', { local: 0, remote: 80 }],
  ])('%s', (text, port) => expect(parsePorts([text])).toEqual([port]));

  it.each([
    ['0', 'remote port must be > 0'],
    ['x:80', `error parsing local port 'x': strconv.ParseUint: parsing "x": invalid syntax`],
    ['-1', `error parsing local port '-1': strconv.ParseUint: parsing "-1": invalid syntax`],
    ['70000', `error parsing local port '70000': strconv.ParseUint: parsing "70000": value out of range`],
  ])('%s is none', (text, message) => expect(() => parsePorts([text])).toThrow(message));
});

describe('addresses', () => {
  const both = [
    { address: '127.0.0.1', isOptional: true },
    { address: '::1', isOptional: true },
  ];
  it.each([
    [['localhost'], both],
    [['0.0.0.0'], [{ address: '0.0.0.0', isOptional: false }]],
    [['::1'], [{ address: '::1', isOptional: false }]],
  ])('%s', (texts, addresses) => expect(parseAddresses(texts)).toEqual(addresses));

  it('need one at least', () => expect(() => parseAddresses([])).toThrow('you must specify at least 1 address'));
  it('are no names', () => expect(() => parseAddresses(['foo'])).toThrow('foo is not a valid IP'));
});
