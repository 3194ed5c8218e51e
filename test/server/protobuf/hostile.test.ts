import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StatusError } from '../../../src/apimachinery/errors';
import { decodeProtobuf } from '../../../src/server/protobuf/decode';
import { bodyOf, field, hex } from './body';

function bodiesIn(file: string): Buffer[] {
  const { rows }: { rows: { body: string }[] } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  return rows.map(({ body }) => Buffer.from(body, 'base64'));
}

/** Numbers below a limit, the same in each run. */
function pseudoRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Mutation = (body: Buffer, at: number, random: (limit: number) => number) => Buffer;

const mutations: readonly Mutation[] = [
  (body, at, random) => Buffer.concat([body.subarray(0, at), Buffer.from([random(256)]), body.subarray(at + 1)]),
  (body, at, random) => Buffer.concat([body.subarray(0, at), Buffer.from([random(256)]), body.subarray(at)]),
  (body, at, random) => Buffer.concat([body.subarray(0, at), body.subarray(at + 1 + random(8))]),
  (body, at) => body.subarray(0, at),
  (body, at) => Buffer.concat([body.subarray(0, at), Buffer.alloc(11, 0xff), body.subarray(at)]),
  (body, at, random) => Buffer.concat([body, body.subarray(at), body.subarray(0, random(at))]),
];

/** What became of a body: its kind, or the refusal's reason. */
function outcomeOf(body: Uint8Array): string {
  try {
    return decodeProtobuf(body).kind;
  } catch (error) {
    if (error instanceof StatusError) return error.reason;
    throw error;
  }
}

describe('bodies that were changed on their way', () => {
  it('are read or refused', () => {
    const random = pseudoRandom(3);
    const seeds = [...bodiesIn('recorded.json'), ...bodiesIn('every-field.json')];
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 10_000; round++) {
      let body = seeds[random(seeds.length)] ?? Buffer.alloc(0);
      for (let change = random(3); change >= 0; change--) {
        // Most changes leave the lengths right, so that what lies deep is reached too.
        const mutation = mutations[random(4) === 0 ? random(mutations.length) : 0];
        body = mutation?.(body, random(body.length), random) ?? body;
      }
      outcomes[outcomeOf(body) === 'BadRequest' ? 'refused' : 'read'] += 1;
    }
    expect(outcomes.read).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(1000);
  });
});

describe('bodies of 3 MB that are made to keep the server busy', () => {
  const size = 3_000_000;
  const full = (digits: string) => Buffer.alloc(size, hex(digits));
  const amounts = Buffer.concat(Array.from({ length: 150_000 }, () => field(1, field(2, field(1, '1e99')))));

  it.each<[string, Uint8Array]>([
    ['empty claims', bodyOf('apps/v1', 'StatefulSet', field(2, full('2200')))],
    ['empty containers', bodyOf('v1', 'Pod', field(2, full('1200')))],
    ['empty labels', bodyOf('v1', 'Pod', field(1, full('5a00')))],
    ['the same metadata', bodyOf('v1', 'Pod', full('0a00'))],
    ['unknown fields', bodyOf('v1', 'Pod', full('7800'))],
    ['groups in groups', bodyOf('v1', 'Pod', full('7b'))],
    ['one long quantity', bodyOf('v1', 'ResourceQuota', field(2, field(1, field(2, field(1, full('31'))))))],
    ['large quantities', bodyOf('v1', 'ResourceQuota', field(2, amounts))],
    ['JSON that never ends', bodyOf('apps/v1', 'ControllerRevision', field(2, field(1, full('5b'))))],
  ])('%s', (_, body) => {
    const started = performance.now();
    expect(outcomeOf(body)).toBe('BadRequest');
    // Seconds, where it would be minutes: machines differ.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('reads what is as large and well-formed', () => {
    const data = field(3, field(1, 'large'), field(2, full('61')));
    expect(outcomeOf(bodyOf('v1', 'ConfigMap', data))).toBe('ConfigMap');
  });
});
