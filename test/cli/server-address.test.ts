import { describe, expect, it } from 'vitest';
import { serverAddress } from '../../src/cli/server-address';
import { flagsOf } from './flags';

const REAL = 'https://10.0.0.1:6443';

describe('serverAddress', () => {
  it.each([
    ['nothing at all', undefined, {}, {}, undefined],
    ["a simulated cluster's context", 'https://kubectl-lite.invalid', {}, {}, undefined],
    ["a real cluster's context", REAL, {}, {}, REAL],
    ['--server', undefined, { server: 'http://localhost:8001' }, {}, 'http://localhost:8001'],
    ['--server before the context', REAL, { server: 'http://localhost:8001' }, {}, 'http://localhost:8001'],
    ['an address without a scheme', undefined, { server: 'localhost:8001' }, {}, 'http://localhost:8001'],
    ['--state before the context', REAL, { state: 'a.json' }, {}, undefined],
    ['a state file of the environment before the context', REAL, {}, { KUBECTL_LITE_STATE: 'a.json' }, undefined],
    ['--server before the environment', REAL, { server: 'http://a' }, { KUBECTL_LITE_STATE: 'a.json' }, 'http://a'],
  ])('of %s', (_, server, flags, env, expected) => {
    expect(serverAddress(server, flagsOf(flags), env)).toBe(expected);
  });

  it.each([
    [{ server: 'http://' }, 'no API server has an address like "http://"'],
    [{ server: 'http://a', state: 'b' }, '--server and --state cannot be used together: a server keeps its own state'],
  ])('refuses %j', (flags, message) => {
    expect(() => serverAddress(undefined, flagsOf(flags), {})).toThrow(message);
  });
});
