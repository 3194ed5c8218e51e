import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFrameReader,
  dataFrame,
  type Frame,
  goAwayFrame,
  pingFrame,
  rstStreamFrame,
  synReplyFrame,
} from '../../../src/server/spdy/frame';
import { hex } from './client';
import recorded from './recorded.json';

function framesOf(bytes: Buffer): Frame[] {
  return [...createFrameReader()(bytes)];
}

const block = hex('abcdef');

const readable: [string, string, Frame[]][] = [
  [
    'SYN_STREAM',
    '80030001 0000000d 00000001 00000000 e000 abcdef',
    [{ kind: 'synStream', streamId: 1, isLast: false, isUnidirectional: false, block }],
  ],
  [
    'SYN_STREAM with both flags and a stream that it belongs to',
    '80030001 0300000d 00000005 00000001 0000 abcdef',
    [{ kind: 'synStream', streamId: 5, isLast: true, isUnidirectional: true, block }],
  ],
  ['SYN_REPLY', '80030002 00000007 00000001 abcdef', [{ kind: 'headers', streamId: 1, isLast: false, block }]],
  ['HEADERS', '80030008 01000007 00000001 abcdef', [{ kind: 'headers', streamId: 1, isLast: true, block }]],
  ['RST_STREAM', '80030003 00000008 00000003 00000005', [{ kind: 'rstStream', streamId: 3 }]],
  ['PING', '80030006 00000004 00000007', [{ kind: 'ping', id: 7 }]],
  ['GOAWAY', '80030007 00000008 00000000 00000000', [{ kind: 'goAway' }]],
  ['SETTINGS', '80030004 0000000c 00000001 00000004 00000064', []],
  ['WINDOW_UPDATE', '80030009 00000008 00000001 00010000', []],
  ['a type that nobody knows', '80037777 00000001 00', []],
  ['data', '00000001 00000003 616263', [{ kind: 'data', streamId: 1, isLast: false, bytes: Buffer.from('abc') }]],
  ['the end of data', '7fffffff 01000000', [{ kind: 'data', streamId: 0x7fffffff, isLast: true, bytes: hex('') }]],
  ['a bit before the stream id', '80030003 00000008 80000003 00000005', [{ kind: 'rstStream', streamId: 3 }]],
];

const wrong: [string, string][] = [
  ['version 2', '80020006 00000004 00000001'],
  ['data on stream 0', '00000000 00000000'],
  ['SYN_STREAM of stream 0', '80030001 0000000d 00000000 00000000 0000 abcdef'],
  ['SYN_STREAM without a stream', '80030001 00000003 000000'],
  ['HEADERS of stream 0', '80030008 00000004 00000000'],
  ['RST_STREAM of stream 0', '80030003 00000008 00000000 00000001'],
  ['PING of 8 bytes', '80030006 00000008 00000001 00000000'],
  ['PING of no bytes', '80030006 00000000'],
  ['GOAWAY of version 2', '80030007 00000004 00000000'],
  ['a control frame of 64 KiB and a byte', '80030001 00010001'],
  ['SETTINGS of 16 MiB', '80030004 00ffffff'],
];

describe('reading frames', () => {
  it.each(readable)('reads %s', (_name, digits, frames) => {
    expect(framesOf(hex(digits))).toEqual(frames);
  });

  it.each(wrong)('refuses %s', (_name, digits) => {
    expect(() => framesOf(hex(digits))).toThrow();
  });

  it('hands on data before all of its frame is there', () => {
    const read = createFrameReader();
    expect([...read(hex('00000001 01ffffff 6162'))]).toEqual([
      { kind: 'data', streamId: 1, isLast: false, bytes: Buffer.from('ab') },
    ]);
    expect([...read(Buffer.alloc(0xffffff - 3))]).toMatchObject([{ isLast: false }]);
    expect([...read(Buffer.from('c'))]).toEqual([{ kind: 'data', streamId: 1, isLast: true, bytes: Buffer.from('c') }]);
  });

  /** The frames, with data of a stream that follows other data of it in one piece. */
  function joined(frames: readonly Frame[]): Frame[] {
    const all: Frame[] = [];
    for (const frame of frames) {
      const last = all.at(-1);
      const isMore = last?.kind === 'data' && frame.kind === 'data' && !last.isLast && last.streamId === frame.streamId;
      if (isMore) all.push({ ...frame, bytes: Buffer.concat([(all.pop() as typeof last).bytes, frame.bytes]) });
      else all.push(frame);
    }
    return all;
  }

  it('does not depend on how the bytes come', () => {
    const bytes = hex(recorded.portForward);
    const whole = joined(framesOf(bytes));
    expect(whole.length).toBe(12);
    const property = fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const read = createFrameReader();
      const frames = places.slice(1).flatMap((end, index) => [...read(bytes.subarray(places[index], end))]);
      expect(joined(frames)).toEqual(whole);
    });
    fc.assert(property, { numRuns: 300 });
    const read = createFrameReader();
    expect(joined([...bytes].flatMap((byte) => [...read(Buffer.from([byte]))]))).toEqual(whole);
  });
});

describe('writing frames', () => {
  it.each([
    ['SYN_REPLY', synReplyFrame(1, block), '80030002 00000007 00000001 abcdef'],
    ['RST_STREAM', rstStreamFrame(3, 5), '80030003 00000008 00000003 00000005'],
    ['PING', pingFrame(7), '80030006 00000004 00000007'],
    ['GOAWAY', goAwayFrame(9, 1), '80030007 00000008 00000009 00000001'],
    ['data', dataFrame(1, Buffer.from('abc'), false), '00000001 00000003 616263'],
    ['the end of data', dataFrame(1, hex(''), true), '00000001 01000000'],
  ])('writes %s', (_name, bytes, digits) => {
    expect(bytes.toString('hex')).toBe(hex(digits).toString('hex'));
  });
});
