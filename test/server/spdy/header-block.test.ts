import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DICTIONARY_ID, dictionary } from '../../../src/server/spdy/dictionary';
import { createFrameReader } from '../../../src/server/spdy/frame';
import { createHeaderReader, createHeaderWriter } from '../../../src/server/spdy/header-block';
import { createDeflater, createInflater, hex, pairs, words } from './client';
import recorded from './recorded.json';

function adler32(bytes: Buffer): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

/** The headers of the streams that a recorded client opens. */
function headersIn(digits: string): Record<string, string>[] {
  const read = createHeaderReader();
  const frames = [...createFrameReader()(hex(digits))];
  return frames.flatMap((frame) => (frame.kind === 'synStream' ? [Object.fromEntries(read(frame.block))] : []));
}

const anyHeaders = fc
  .dictionary(fc.string({ maxLength: 20, unit: fc.constantFrom(...'abcxyz-:') }), fc.string({ maxLength: 200 }))
  .map((headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.split('\0')[0]])))
  .map((headers) => headers as Record<string, string>);

describe('the dictionary', () => {
  it('is that of the specification', () => {
    expect(dictionary.length).toBe(1423);
    expect(adler32(dictionary)).toBe(DICTIONARY_ID);
  });
});

describe('reading header blocks', () => {
  it('reads what kubectl exec sends', () => {
    expect(headersIn(recorded.exec).map(({ streamtype }) => streamtype)).toEqual([
      'error',
      'stdin',
      'stdout',
      'stderr',
    ]);
  });

  it('reads what kubectl port-forward sends', () => {
    const expected = ['0', '1', '2'].flatMap((requestid) => [
      { streamtype: 'error', port: '80', requestid },
      { streamtype: 'data', port: '80', requestid },
    ]);
    expect(headersIn(recorded.portForward)).toEqual(expected);
  });

  it.each([0, 1, 6, 9])('reads what zlib writes at level %i, in any number of blocks', async (level) => {
    const property = fc.asyncProperty(fc.array(anyHeaders, { maxLength: 20 }), async (blocks) => {
      const [deflate, read] = [createDeflater(level), createHeaderReader()];
      for (const headers of blocks) {
        expect(Object.fromEntries(read(await deflate(pairs(headers))))).toEqual(headers);
      }
    });
    await fc.assert(property, { numRuns: 20 });
  });

  it('reads blocks that refer to others as far back as deflate can', async () => {
    const [deflate, read] = [createDeflater(9), createHeaderReader()];
    const noise = fc.sample(fc.string({ minLength: 6000, maxLength: 6000, unit: 'grapheme-ascii' }), 7);
    for (const value of [...noise, ...noise, ...noise.slice(0, 2)]) {
      expect(read(await deflate(pairs({ value }))).get('value')).toBe(value);
    }
  });

  it('keeps the first of several values', async () => {
    const block = await createDeflater()(pairs({ streamtype: 'error\0data', empty: '' }));
    expect([...createHeaderReader()(block)]).toEqual([
      ['streamtype', 'error'],
      ['empty', ''],
    ]);
  });

  it.each([
    ['a name in upper case', pairs({ Port: '80' })],
    ['a header that comes twice', Buffer.concat([words(2), ...[1, 2].map(() => pairs({ a: 'b' }).subarray(4))])],
    ['fewer headers than it says', Buffer.concat([words(2), pairs({ a: 'b' }).subarray(4)])],
    ['more than it says', Buffer.concat([words(0), pairs({ a: 'b' }).subarray(4)])],
    ['a length beyond its end', Buffer.concat([words(1, 0xffff_ffff), Buffer.from('abc')])],
    ['four billion headers', words(0xffff_ffff)],
    ['no count', Buffer.from('a')],
    ['more than 64 KiB', pairs({ a: 'a'.repeat(64 * 1024) })],
    ['a bomb', pairs({ a: 'a'.repeat(10_000_000) })],
  ])('refuses a block with %s', async (_name, bytes) => {
    const block = await createDeflater()(bytes);
    expect(() => createHeaderReader()(block)).toThrow();
  });

  it.each([
    ['nothing', ''],
    ['no deflate', '79bb e3c6a7c2 6260606000000000ffff'],
    ['no dictionary', '789c 6260606000000000ffff'],
    ['another dictionary', '78bb 00000001 6260606000000000ffff'],
    ['a wrong check', '78bc e3c6a7c2 6260606000000000ffff'],
    ['nothing behind the zlib header', '78bb e3c6a7c2'],
    ['what is no deflate stream', '78bb e3c6a7c2 ffffffffffff'],
  ])('refuses a first block with %s', (_name, digits) => {
    expect(() => createHeaderReader()(hex(digits))).toThrow();
  });

  it('refuses what refers to before the dictionary', () => {
    const far = deflateRawSync(pairs({ value: 'abcdefgh' }), { dictionary: Buffer.from('abcdefgh'.padEnd(3000)) });
    expect(() => createHeaderReader()(Buffer.concat([hex('78bb e3c6a7c2'), far]))).toThrow();
  });
});

describe('writing header blocks', () => {
  it('writes what zlib reads', async () => {
    const property = fc.asyncProperty(fc.array(anyHeaders, { maxLength: 20 }), async (blocks) => {
      const [inflate, write] = [createInflater(), createHeaderWriter()];
      for (const headers of blocks) {
        expect(await inflate(write(new Map(Object.entries(headers))))).toEqual(pairs(headers));
      }
    });
    await fc.assert(property, { numRuns: 50 });
  });
});
