import { describe, expect, it } from 'vitest';
import {
  addressOfReverseName,
  addressType,
  dashedAddress,
  reverseName,
  sameAddress,
  undashedAddress,
} from '../../src/dns/ip-address';

describe('addresses', () => {
  it.each([
    ['10.0.0.1', 'A'],
    ['256.0.0.1', undefined],
    ['10.0.0', undefined],
    ['fd00::1', 'AAAA'],
    ['::', 'AAAA'],
    ['1::2::3', undefined],
    ['web-0', undefined],
  ])('%s is %s', (text, type) => {
    expect(addressType(text)).toBe(type);
  });

  // RFC 3596, section 2.5.
  const rfc = 'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa';

  it('reverses names', () => {
    expect(reverseName('10.244.0.5')).toBe('5.0.244.10.in-addr.arpa');
    expect(reverseName('4321:0:1:2:3:4:567:89ab')).toBe(rfc);
    expect(reverseName('web-0')).toBeUndefined();
    expect(addressOfReverseName('5.0.244.10.IN-ADDR.ARPA')).toBe('10.244.0.5');
    expect(sameAddress(addressOfReverseName(rfc) ?? '', '4321:0:1:2:3:4:567:89ab')).toBe(true);
    expect(addressOfReverseName('0.244.10.in-addr.arpa')).toBeUndefined();
  });

  it('writes addresses with dashes and reads them again', () => {
    expect(dashedAddress('172.17.0.5')).toBe('172-17-0-5');
    expect(dashedAddress('5678:abcd::1')).toBe('5678-abcd--1');
    expect(undashedAddress('172-17-0-5')).toBe('172.17.0.5');
    expect(undashedAddress('5678-abcd--1')).toBe('5678:abcd::1');
    expect(undashedAddress('web-0')).toBeUndefined();
  });
});
