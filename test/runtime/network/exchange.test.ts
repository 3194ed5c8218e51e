import { describe, expect, it } from 'vitest';
import { attemptConnection, ownAddress } from '../../../src/runtime/network/attempt';
import { converse } from '../../../src/runtime/network/converse';
import { type Exchange, exchange, requestHead } from '../../../src/runtime/network/exchange';
import type { Connected, Listener } from '../../../src/runtime/network/network';
import { findNamedService } from '../../../src/runtime/network/services';
import { createBuffer, inputOf } from '../../../src/runtime/streams';
import { now } from '../fixture';
import { networkContainer, passingClock } from '../programs/network-fixture';

const encoder = new TextEncoder();
const request = {
  method: 'GET',
  target: '/',
  version: '1.1',
  headers: [
    ['Host', 'web'],
    ['X-Empty', ''],
  ],
  body: new Uint8Array(),
} as const;

const connected = (listener: Listener, tls = false): Connected => ({ listener, address: '10.0.0.1', tls });

async function ask(listener: Listener, tls = false, isTls = false): Promise<Exchange> {
  return await exchange(connected(listener, tls), request, { peer: '10.0.0.9', now, isTls });
}

describe('a request on a connection', () => {
  it('goes over the wire as it was made', () => {
    expect(requestHead(request)).toBe('GET / HTTP/1.1\r\nHost: web\r\nX-Empty:\r\n\r\n');
  });

  it('is answered by a server', async () => {
    const http: Listener['http'] = async ({ headers, peer }) => ({
      status: 200,
      reason: 'OK',
      headers: [['X', `${headers.get('host')} ${peer}`]],
      body: encoder.encode('hi'),
    });
    expect(await ask({ http })).toMatchObject({
      type: 'response',
      response: {
        headers: [
          ['X', 'web 10.0.0.9'],
          ['Date', 'Tue, 14 Nov 2023 22:13:20 GMT'],
          ['Content-Length', '2'],
          ['Connection', 'keep-alive'],
        ],
      },
    });
  });

  it.each<[string, Listener, Partial<Exchange>]>([
    ['nothing', {}, { type: 'silent' }],
    ['a reply of nothing', { reply: () => undefined }, { type: 'silent' }],
    ['an end', { reply: () => new Uint8Array() }, { type: 'closed' }],
    ['a greeting', { greeting: 'hi' }, { type: 'other', bytes: encoder.encode('hi') }],
    [
      'a response of its own',
      { reply: () => encoder.encode('HTTP/1.0 404 Not Found\nA: b\n\nbody') },
      {
        type: 'response',
        response: { status: 404, reason: 'Not Found', headers: [['A', 'b']], body: encoder.encode('body') },
      },
    ],
  ])('hears %s', async (_, listener, expected) => {
    expect(await ask(listener)).toEqual(expected);
  });

  it('is refused where TLS is spoken', async () => {
    expect(await ask({}, true)).toMatchObject({ type: 'response', response: { status: 400 } });
    expect(await ask({}, true, true)).toEqual({ type: 'silent' });
  });
});

describe('an attempt to connect', () => {
  it.each([
    ['10.96.0.5', undefined, 'connected', 0],
    ['10.96.0.7', undefined, 'refused', 0],
    ['10.9.9.9', undefined, 'unreachable', 3067],
    ['10.244.9.9', undefined, 'timeout', 134_169],
    ['10.244.9.9', 2000, 'expired', 2000],
    ['10.9.9.9', 1000, 'expired', 1000],
    ['10.96.0.7', 0, 'refused', 0],
  ])('to %s with %s ms is %s', async (address, limit, type, waited) => {
    const clock = passingClock();
    const attempt = await attemptConnection(networkContainer({ clock }), address, 80, limit);
    expect([attempt.type, clock.now() - now]).toEqual([type, waited]);
  });

  it('comes from the pod’s address', () => {
    const world = networkContainer();
    expect([ownAddress(world), ownAddress(world, '127.0.0.1'), ownAddress(world, '::1')]).toEqual([
      '10.244.0.5',
      '127.0.0.1',
      '::1',
    ]);
  });
});

describe('a conversation', () => {
  it.each<[string, Listener, string, string, string]>([
    ['a greeting and answers', { greeting: 'hi\n', reply: () => encoder.encode('ok\n') }, 'x', 'hi\nok\n', 'ended'],
    ['a server that closes', { reply: () => new Uint8Array() }, 'x', '', 'closed'],
    ['a server that says nothing', {}, 'x', '', 'open'],
  ])('with %s', async (_, listener, typed, expected, end) => {
    const output = createBuffer();
    expect(await converse(networkContainer(), connected(listener), '10.0.0.1', inputOf(typed), output)).toBe(end);
    expect(output.text()).toBe(expected);
  });
});

it.each([
  ['http', undefined, 80],
  ['www', 'tcp', 80],
  ['53', 'udp', 53],
  ['http', 'udp', undefined],
  ['nosuch', undefined, undefined],
])('the service %s/%s', (key, protocol, port) => {
  expect(findNamedService(key, protocol)?.port).toBe(port);
});
