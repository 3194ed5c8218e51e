import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startDnsServer } from '../../../src/server/dns/server';
import { recordedWorld, service, world } from '../../dns/fixture';
import { askTcp, askUdp, lines, opt, query, read, serve } from './client';

const soa = 'cluster.local 30 SOA ns.dns.cluster.local hostmaster.cluster.local 1700000000 7200 1800 86400 30';
const web = (n: number) => `web-${n}.nginx.default.svc.cluster.local`;

const known = {
  ...recordedWorld,
  services: [
    ...recordedWorld.services,
    service('dual', { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'], ports: [{ port: 80 }] }),
  ],
};

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

/** How connecting fails; undefined where it does not. */
async function tcpError(port: number): Promise<unknown> {
  const socket = connect({ port, host: '127.0.0.1' });
  const outcome = await once(socket, 'connect').then(() => undefined, codeOf);
  socket.destroy();
  return outcome;
}

/** What the host says to a datagram that nobody takes. */
async function udpError(port: number): Promise<unknown> {
  const socket = createSocket('udp4');
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.send(query('cluster.local', 'SOA'));
  const [error] = await once(socket, 'error');
  socket.close();
  return codeOf(error);
}

/** name, type, status, flags beside qr rd ra, then the lines of the three sections. */
type Row = [string, string, string, 'aa' | '', string[], string[]?, string[]?];

const rows: Row[] = [
  [
    'cluster.default.svc.cluster.local',
    'A',
    'NOERROR',
    'aa',
    ['cluster.default.svc.cluster.local 30 A 10.109.227.151'],
  ],
  ['dual.default.svc.cluster.local', 'AAAA', 'NOERROR', 'aa', ['dual.default.svc.cluster.local 30 AAAA fd00::1']],
  [
    'dual.default.svc.cluster.local',
    'ANY',
    'NOERROR',
    'aa',
    ['dual.default.svc.cluster.local 30 A 10.0.0.1', 'dual.default.svc.cluster.local 30 AAAA fd00::1'],
  ],
  [
    '_http._tcp.nginx.default.svc.cluster.local',
    'SRV',
    'NOERROR',
    'aa',
    [
      `_http._tcp.nginx.default.svc.cluster.local 30 SRV 0 50 80 ${web(0)}`,
      `_http._tcp.nginx.default.svc.cluster.local 30 SRV 0 50 80 ${web(1)}`,
    ],
    [],
    [`${web(0)} 30 A 10.244.0.5`, `${web(1)} 30 A 10.244.0.6`],
  ],
  ['5.0.244.10.in-addr.arpa', 'PTR', 'NOERROR', 'aa', [`5.0.244.10.in-addr.arpa 30 PTR ${web(0)}`]],
  [
    'ext.default.svc.cluster.local',
    'A',
    'NOERROR',
    'aa',
    ['ext.default.svc.cluster.local 30 CNAME example.com', 'example.com 30 A 93.184.216.34'],
  ],
  ['ext.default.svc.cluster.local', 'CNAME', 'NOERROR', 'aa', ['ext.default.svc.cluster.local 30 CNAME example.com']],
  ['dns-version.cluster.local', 'TXT', 'NOERROR', 'aa', ['dns-version.cluster.local 30 TXT "1.1.0"']],
  ['cluster.local', 'SOA', 'NOERROR', 'aa', [soa]],
  [
    'cluster.local',
    'NS',
    'NOERROR',
    'aa',
    ['cluster.local 30 NS kube-dns.kube-system.svc.cluster.local'],
    [],
    ['kube-dns.kube-system.svc.cluster.local 30 A 10.96.0.10'],
  ],
  ['nope.default.svc.cluster.local', 'A', 'NXDOMAIN', 'aa', [], [soa]],
  ['cluster.default.svc.cluster.local', 'AAAA', 'NOERROR', 'aa', [], [soa]],
  ['cluster.default.svc.cluster.local', 'CAA', 'NOERROR', 'aa', [], [soa]],
  ['nope.default.svc.cluster.local', 'UNKNOWN_65', 'NXDOMAIN', 'aa', [], [soa]],
  ['default.svc.cluster.local', 'A', 'NOERROR', 'aa', [], [soa]],
  ['9.0.244.10.in-addr.arpa', 'PTR', 'NXDOMAIN', 'aa', [], [soa.replaceAll('cluster.local', 'in-addr.arpa')]],
  ['5.0.244.10.in-addr.arpa', 'A', 'NOERROR', 'aa', [], [soa.replaceAll('cluster.local', 'in-addr.arpa')]],
  ['example.com', 'A', 'NOERROR', '', ['example.com 30 A 93.184.216.34']],
  ['example.org', 'A', 'NXDOMAIN', '', []],
  ['web-0.nginx', 'A', 'NXDOMAIN', '', []],
  ['.', 'NS', 'NXDOMAIN', '', []],
  ['cluster.local', 'AXFR', 'REFUSED', '', []],
  ['cluster.local', 'IXFR', 'REFUSED', '', []],
];

describe('startDnsServer', () => {
  it.each(rows)('%s %s: %s', async (name, type, status, aa, answers, authority = [], additional = []) => {
    const { port } = await serve({ known });
    const [byTcp = Buffer.alloc(0)] = await askTcp(port, query(name, type));
    for (const response of [read(await askUdp(port, query(name, type))), read(byTcp)]) {
      expect(response).toMatchObject({ id: 0x1234, flag_qr: true, opcode: 'QUERY', rcode: status });
      expect(response).toMatchObject({ flag_aa: aa === 'aa', flag_tc: false, flag_rd: true, flag_ra: true });
      expect(response.questions).toEqual([{ name, type, class: 'IN' }]);
      // Several addresses stand in turning order.
      expect([...lines(response.answers)].sort()).toEqual([...answers].sort());
      expect(lines(response.authorities)).toEqual(authority);
      expect(lines(response.additionals)).toEqual(additional);
    }
  });

  it.each(['fd00::1', '::1', 'fd00::', '::', 'fd00:5678:abcd::1', '2001:db8::a:0:0:1', '1:2:3:4:5:6:7:8'])(
    'writes the address %s',
    async (address) => {
      const six = service('six', { clusterIP: address, clusterIPs: [address], ports: [{ port: 80 }] });
      const { port } = await serve({ known: world([six], []) });
      const response = await askUdp(port, query('six.default.svc.cluster.local', 'AAAA'));
      const bytes = [...response.subarray(-16)].map((byte) => byte.toString(16).padStart(2, '0'));
      const [groups] = [new URL(`http://[${bytes.join('').replace(/(.{4})(?!$)/g, '$1:')}]/`).hostname];
      expect(groups).toBe(new URL(`http://[${address}]/`).hostname);
    },
  );

  it('does not ask for recursion on its own, and repeats checking disabled', async () => {
    const { port } = await serve();
    const response = read(await askUdp(port, query('cluster.default.svc.cluster.local', 'A', { flags: 0x0010 })));
    expect(response).toMatchObject({ flag_rd: false, flag_ra: true, flag_cd: true, flag_ad: false });
  });

  it('keeps the capitals of the question', async () => {
    const { port } = await serve();
    for (const [name, type] of [
      ['NGinx.deFAULT.svc.cLuster.LocaL', 'A'],
      ['Cluster.LOCAL', 'SOA'],
      ['_HTTP._tcp.nginx.Default.svc.cluster.local', 'SRV'],
      ['5.0.244.10.IN-addr.ARPA', 'PTR'],
    ] as const) {
      const response = read(await askUdp(port, query(name, type)));
      expect(response.questions?.[0]?.name).toBe(name);
      expect(new Set(response.answers?.map((record) => record.name))).toEqual(new Set([name]));
    }
  });

  it('repeats a question of any bytes as it came', async () => {
    const { port } = await serve();
    // One label "nginx.default" is not the two labels of the Service's name.
    const labels = [
      Buffer.from('nginx.default'),
      Buffer.from([0xff, 0, 0x41]),
      ...['svc', 'cluster', 'local'].map((text) => Buffer.from(text)),
    ];
    const section = Buffer.concat([
      ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
      Buffer.from([0, 0, 1, 0, 1]),
    ]);
    const response = await askUdp(port, Buffer.concat([query('.').subarray(0, 12), section]));
    expect(response.subarray(12, 12 + section.length)).toEqual(section);
    expect(read(response).rcode).toBe('NXDOMAIN');
  });

  it('turns several addresses from question to question', async () => {
    const { port } = await serve();
    const first: (string | undefined)[] = [];
    for (const type of ['A', 'AAAA', 'A', 'A']) {
      const response = read(await askUdp(port, query('nginx.default.svc.cluster.local', type)));
      first.push(lines(response.answers)[0]?.split(' ').at(-1));
    }
    expect(first).toEqual(['10.244.0.5', undefined, '10.244.0.6', '10.244.0.5']);
  });

  it('answers an OPT record with its own, and none without', async () => {
    const { port } = await serve();
    const ask = async (additionals: ReturnType<typeof opt>[]) =>
      read(await askUdp(port, query('cluster.default.svc.cluster.local', 'A', { additionals }))).additionals;
    expect(await ask([])).toEqual([]);
    expect(await ask([opt(4096)])).toEqual([
      expect.objectContaining({
        name: '.',
        type: 'OPT',
        udpPayloadSize: 1232,
        ednsVersion: 0,
        flag_do: false,
        options: [],
      }),
    ]);
    expect(await ask([opt(4096, 0, 0x8000)])).toEqual([expect.objectContaining({ flag_do: true })]);
  });

  it('answers BADVERS to an EDNS that it does not know', async () => {
    const { port } = await serve();
    const response = read(
      await askUdp(port, query('cluster.default.svc.cluster.local', 'A', { additionals: [opt(4096, 1)] })),
    );
    expect(response).toMatchObject({ rcode: 'NOERROR', answers: [] });
    // 16: the upper eight bits in the OPT record, the lower four in the header. RFC 6891 6.1.3
    expect(response.additionals).toEqual([expect.objectContaining({ extendedRcode: 1, ednsVersion: 0 })]);
  });

  it('listens on IPv6, and on a name', async () => {
    const six = await serve({ address: '::1' });
    expect(read(await askUdp(six.port, query('cluster.local', 'SOA'), '::1')).rcode).toBe('NOERROR');
    const named = await serve({ address: 'localhost' });
    expect(named.port).toBeGreaterThan(0);
  });

  it('says SERVFAIL and why where the world cannot be read or written down, and goes on', async () => {
    const reported: string[] = [];
    const label = 'x'.repeat(64);
    const unwritable = world([service('ext', { type: 'ExternalName', externalName: `${label}.com` })], []);
    let attempts = 0;
    const { port } = await serve({
      world: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('the state is broken');
        return unwritable;
      },
      onError: (error) => reported.push(String(error)),
    });
    const ask = async () => read(await askUdp(port, query('ext.default.svc.cluster.local')));
    expect(await ask()).toMatchObject({ rcode: 'SERVFAIL', questions: [{ name: 'ext.default.svc.cluster.local' }] });
    expect(await ask()).toMatchObject({ rcode: 'SERVFAIL' });
    expect(reported).toEqual(['Error: the state is broken', `Error: no DNS message can hold the name "${label}.com"`]);
    expect(read(await askUdp(port, query('cluster.local', 'SOA'))).rcode).toBe('NOERROR');
  });

  it('fails where either port is taken, and keeps neither', async () => {
    const options = { address: '127.0.0.1', world: async () => recordedWorld, onError: () => {} };
    const udp = createSocket('udp4');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const { port } = udp.address();
    await expect(startDnsServer({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await tcpError(port)).toBe('ECONNREFUSED');
    udp.close();
    const server = await serve();
    await expect(startDnsServer({ ...options, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(read(await askUdp(server.port, query('cluster.local', 'SOA'))).rcode).toBe('NOERROR');
  });

  it('has both ports closed once it is, and closes twice', async () => {
    const server = await serve();
    await server.close();
    await server.close();
    expect(await tcpError(server.port)).toBe('ECONNREFUSED');
    expect(await udpError(server.port)).toBe('ECONNREFUSED');
  });
});
