import { describe, expect, it } from 'vitest';
import { httpClient } from '../../../src/client/http';
import recorded from './explain.recorded.json';
import { runCommand } from './run-command';

/** What a server of a group of its own answers, by the path, and what kubectl 1.33.1 made of it. */
const { answers, rows } = recorded;

const client = httpClient({
  server: 'http://server',
  fetch: async (url) => {
    const answer = (answers as Record<string, unknown>)[new URL(String(url)).pathname];
    const json = { headers: { 'Content-Type': 'application/json' } };
    return answer === undefined
      ? new Response('{"kind":"Status","reason":"NotFound"}', { ...json, status: 404 })
      : new Response(JSON.stringify(answer), json);
  },
  pause: async () => {},
  warn: () => {},
});

describe("explain reads a server's schemas as kubectl 1.33 does", () => {
  it.each(rows.map((row) => [row.argv.join(' '), row] as const))('%s', async (_, { argv, ...expected }) => {
    expect(await runCommand(argv, { client })).toEqual(expected);
  });
});
