import { describe, expect, it } from 'vitest';
import { askTcp, askUdp, opt, query, read, serve, worldOfMany } from './client';

const name = 'many.default.svc.cluster.local';

/** Bytes: the header; the question; a record whose owner is a pointer (RFC 1035 4.1.4); an OPT record. */
const sizes = { header: 12, question: name.length + 2 + 4, short: 2 + 10 + 4, full: name.length + 2 + 10 + 4, opt: 11 };

function fits(limit: number, edns: boolean): number {
  return Math.floor((limit - sizes.header - sizes.question - (edns ? sizes.opt : 0)) / sizes.short);
}

describe('an answer that is too large', () => {
  it('has its names in full while it fits', async () => {
    const { port } = await serve({ known: worldOfMany(9) });
    const response = await askUdp(port, query(name));
    expect(response.length).toBe(sizes.header + sizes.question + 9 * sizes.full);
  });

  it('has short names where it does not fit otherwise', async () => {
    const { port } = await serve({ known: worldOfMany(29) });
    const response = await askUdp(port, query(name));
    expect(response.length).toBe(sizes.header + sizes.question + 29 * sizes.short);
    expect(read(response).flag_tc).toBe(false);
    expect(new Set(read(response).answers?.map((record) => record.name))).toEqual(new Set([name]));
  });

  it.each([
    ['512 bytes without EDNS', [], 512],
    ['512 bytes where the client says less', [opt(100)], 512],
    ['what the client says', [opt(1232)], 1232],
    ['4096 bytes where the client says more', [opt(65_535)], 4096],
  ])('is cut to %s, and says so', async (_, additionals, limit) => {
    const { port } = await serve({ known: worldOfMany(1000) });
    const message = await askUdp(port, query(name, 'A', { additionals }));
    const response = read(message);
    expect(message.length).toBeLessThanOrEqual(limit);
    expect(response.flag_tc).toBe(true);
    expect(response.answers).toHaveLength(fits(limit, additionals.length > 0));
    expect(response.additionals).toHaveLength(additionals.length);
  });

  it('is whole by TCP', async () => {
    const { port } = await serve({ known: worldOfMany(1000) });
    const [message = Buffer.alloc(0)] = await askTcp(port, query(name));
    expect(read(message)).toMatchObject({ flag_tc: false, rcode: 'NOERROR' });
    expect(new Set(read(message).answers?.map((record) => JSON.stringify(record))).size).toBe(1000);
  });

  it('is cut by TCP too where its length cannot be said', async () => {
    const { port } = await serve({ known: worldOfMany(5000) });
    const [message = Buffer.alloc(0)] = await askTcp(port, query(name));
    expect(read(message).flag_tc).toBe(true);
    expect(read(message).answers).toHaveLength(fits(65_535, false));
  });

  it('is not called so where only additional records are left out', async () => {
    const { port } = await serve({ known: worldOfMany(7) });
    const response = read(await askUdp(port, query(`_http._tcp.${name}`, 'SRV')));
    expect(response.flag_tc).toBe(false);
    expect(response.answers).toHaveLength(7);
    // 12 + 47 bytes, and 54 for each answer, leave room for 3 of 20 bytes.
    expect(response.additionals?.map((record) => record.name)).toEqual([0, 1, 2].map((index) => `p-${index}.${name}`));
  });
});
