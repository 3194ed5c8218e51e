import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatRfc1123z } from '../../../src/kubectl/describe/rfc1123z';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('formatRfc1123z', () => {
  it.each([
    ['UTC', '2026-11-21T05:19:22Z', 'Sat, 21 Nov 2026 05:19:22 +0000'],
    ['UTC', '2020-01-01T00:00:00.000000Z', 'Wed, 01 Jan 2020 00:00:00 +0000'],
    ['Asia/Kolkata', '2020-06-01T10:00:00Z', 'Mon, 01 Jun 2020 15:30:00 +0530'],
    ['America/St_Johns', '2020-01-01T00:00:00Z', 'Tue, 31 Dec 2019 20:30:00 -0330'],
    ['UTC', null, 'Mon, 01 Jan 0001 00:00:00 +0000'],
  ])('in %s, %s is %s', (zone, time, expected) => {
    vi.stubEnv('TZ', zone);
    expect(formatRfc1123z(time)).toBe(expected);
  });
});
