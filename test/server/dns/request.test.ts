import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/server/dns/request';

/** A message from its parts in hexadecimal, as RFC 1035 4.1 lays them out. */
const bytes = (...parts: string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');

const header = (flags: string, counts = '0001 0000 0000 0000'): string => `abcd ${flags} ${counts}`;
const question = '0161 0162 00 0001 0001';
const opt = '00 0029 1000 00 00 8000 0000';
const withOpt = (record: string): Buffer => bytes(header('0100', '0001 0000 0000 0001'), question, record);
const label63 = `3f${'61'.repeat(63)}`;

describe('readRequest', () => {
  it('reads the question and its flags', () => {
    expect(readRequest(bytes(header('0130'), question))).toEqual({
      id: 0xabcd,
      flags: 0x0110,
      question: { bytes: bytes(question), nameBytes: bytes('0161016200'), name: 'a.b', type: 1, class: 1 },
      edns: undefined,
    });
  });

  it('reads what the client says about itself', () => {
    expect(readRequest(withOpt(opt))?.edns).toEqual({ version: 0, udpSize: 4096, dnssecOk: true });
    expect(readRequest(withOpt('00 0029 04d0 00 03 0000 000c 000a 0008 0102030405060708'))?.edns).toEqual({
      version: 3,
      udpSize: 1232,
      dnssecOk: false,
    });
  });

  it.each([
    ['the root', '00', ''],
    ['bytes of all kinds', '03 00 2e ff  02 5c 41 00', '\\000\\046\\255.\\092A'],
    [
      'the longest name',
      `${label63.repeat(3)} 3d${'61'.repeat(61)} 00`,
      `${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(61)}`,
    ],
  ])('reads %s', (_, name, expected) => {
    expect(readRequest(bytes(header('0100'), name, '0001 0001'))?.question?.name).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['half an id', 'ab'],
    ['an answer', `${header('8180')} ${question}`],
    ['the beginning of an answer', 'abcd 80'],
  ])('does not answer %s', (_, message) => {
    expect(readRequest(bytes(message))).toBeUndefined();
  });

  it.each([
    ['an id alone', 'abcd'],
    ['half the flags', 'abcd 01'],
    ['half a header', 'abcd 0100 0001'],
    ['no question', header('0100', '0000 0000 0000 0000')],
    ['a question less than said', header('0100')],
    ['two questions', `${header('0100', '0002 0000 0000 0000')} ${question} ${question}`],
    ['a label beyond the end', `${header('0100')} 0561`],
    ['a name without end', `${header('0100')} 0161`],
    ['a pointer in the question', `${header('0100')} c00c 0001 0001`],
    ['a label of an unknown kind', `${header('0100')} 4161 00 0001 0001`],
    ['a name too long', `${header('0100')} ${label63.repeat(3)} 3e${'61'.repeat(62)} 00 0001 0001`],
    ['half a type', `${header('0100')} 0161 00 00`],
    ['no class', `${header('0100')} 0161 00 0001`],
    ['two answers', `${header('0100', '0001 0002 0000 0000')} ${question}`],
    ['two authorities', `${header('0100', '0001 0000 0002 0000')} ${question}`],
    ['three additional records', `${header('0100', '0001 0000 0000 0003')} ${question}`],
    ['a missing record', `${header('0100', '0001 0000 0000 0001')} ${question}`],
    ['two OPT records', `${header('0100', '0001 0000 0000 0002')} ${question} ${opt} ${opt}`],
    ['an OPT record of a name', `${header('0100', '0001 0000 0000 0001')} ${question} 0161 ${opt}`],
    ['data beyond the end', `${header('0100', '0001 0000 0000 0001')} ${question} 00 0029 1000 00000000 0004 000a`],
    [
      'an option beyond its record',
      `${header('0100', '0001 0000 0000 0001')} ${question} 00 0029 1000 00000000 0005 000a 0008 01`,
    ],
  ])('calls %s FORMERR', (_, message) => {
    expect(readRequest(bytes(message))).toMatchObject({ id: 0xabcd, problem: 'FORMERR' });
  });

  it.each(['0800', '1000', '2000', '2800', '7900'])('calls the opcode of %s NOTIMP, and repeats it', (flags) => {
    const zero = header(flags, '0000 0000 0000 0000');
    expect(readRequest(bytes(zero))).toEqual({ id: 0xabcd, flags: Number.parseInt(flags, 16), problem: 'NOTIMP' });
  });

  it('passes over records that it has no use for', () => {
    // An IXFR's SOA (RFC 1995 3) with a pointer for a name, and a TSIG beside the OPT record.
    const soa = 'c00c 0006 0001 00000000 0003 000000';
    const tsig = '0161 00 00fa 00ff 00000000 0001 00';
    const message = bytes(header('0000', '0001 0000 0001 0002'), question, soa, opt, tsig);
    expect(readRequest(message)).toMatchObject({ question: { name: 'a.b' }, edns: { udpSize: 4096 } });
  });
});
