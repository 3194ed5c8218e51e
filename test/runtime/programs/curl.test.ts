import { describe, expect, it } from 'vitest';
import { now } from '../fixture';
import { networkContainer, passingClock, recording, run, settled } from './network-fixture';

describe('curl 7.88.1', () => {
  it.each(recording('curl').map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const { stdout, stderr, exitCode } = await run(command);
    expect(settled(stdout)).toBe(settled(row.stdout ?? ''));
    expect(settled(stderr)).toBe(settled(row.stderr ?? ''));
    expect(exitCode).toBe(row.exitCode ?? 0);
  });

  it('shows no meter and no counts of data where it writes to a terminal', async () => {
    const { stdout, stderr } = await run('curl -v web', { isTerminal: true });
    expect(stdout).toBe('<h1>hello</h1>\n');
    expect(stderr).not.toContain('% Total');
    expect(stderr).not.toContain('bytes data');
    expect((await run('curl -o x web', { isTerminal: true })).stderr).toContain('% Total');
  });

  it('sends what it is given on its input', async () => {
    const { stdout } = await run('curl -s -d @- echo/echo', { stdin: 'in\nput' });
    expect(stdout).toContain('Content-Length: 5\r\n');
    expect(stdout.endsWith('\n\ninput')).toBe(true);
  });

  it('writes files, by -o, by -O, and by the parts of a pattern', async () => {
    const world = networkContainer();
    await run('curl -s -o a/b --create-dirs web', { world });
    await run('curl -s -O web/index.html?x=y', { world });
    await run('curl -s -o f_#1 web/x[1-2]', { world });
    await run('curl -s -D heads -o empty web/empty', { world });
    expect(world.files.readText('/w/a/b')).toBe('<h1>hello</h1>\n');
    expect(world.files.list('/w')).toEqual(expect.arrayContaining(['index.html', 'f_1', 'f_2', 'empty', 'heads']));
    expect(world.files.readText('/w/heads')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/);
    expect((await run('curl -sf -o none web/missing', { world })).exitCode).toBe(22);
    expect(world.files.find('/w/none')).toBeUndefined();
  });

  it('waits as long as Linux does where a policy drops its packets', async () => {
    const clock = passingClock();
    const { stderr, exitCode } = await run('curl -sS drop', { clock });
    expect(stderr).toBe("curl: (28) Failed to connect to drop port 80 after 134169 ms: Couldn't connect to server\n");
    expect(exitCode).toBe(28);
    expect(clock.now() - now).toBe(134_169);
  });

  it.each([
    ['curl -sS -m 5 drop', 'curl: (28) Connection timed out after 5001 milliseconds\n', 5000],
    [
      'curl -sS --connect-timeout 2 drop',
      'curl: (28) Failed to connect to drop port 80 after 2001 ms: Timeout was reached\n',
      2000,
    ],
    ['curl -sS -m 3 web:7000', 'curl: (28) Operation timed out after 3001 milliseconds with 0 bytes received\n', 3000],
  ])('%s waits no longer than it may', async (command, expected, waited) => {
    const clock = passingClock();
    const { stderr, exitCode } = await run(command, { clock });
    expect([stderr, exitCode, clock.now() - now]).toEqual([expected, 28, waited]);
  });

  it('tries again after pauses that double', async () => {
    const clock = passingClock();
    const { stdout } = await run('curl -s --retry 3 web/unavail', { clock });
    expect(stdout).toBe('busy\n'.repeat(4));
    expect(clock.now() - now).toBe(7000);
  });

  it('does not trust a server whose authority it was not told of', async () => {
    expect((await run('curl -sS https://web')).exitCode).toBe(60);
    expect((await run('curl -sS --cacert ca.pem https://web')).stdout).toBe('<h1>hello</h1>\n');
    const { stderr, exitCode } = await run('curl -sS --cacert nofile https://web');
    expect([stderr, exitCode]).toEqual(['curl: (77) error setting certificate file: nofile\n', 77]);
  });

  it('hears of it where it speaks HTTP to TLS', async () => {
    const { stdout } = await run('curl -si http://web:443');
    expect(stdout).toContain('HTTP/1.1 400 Bad Request');
    expect(stdout).toContain('Client sent an HTTP request to an HTTPS server.');
  });

  it('tells a password to the host alone that it was meant for', async () => {
    expect((await run('curl -s -u me:pw echo/echo')).stdout).toContain('Authorization: Basic bWU6cHc=\r\n');
    for (const command of ['-u me:pw', "-H 'Authorization: Bearer x'"]) {
      expect((await run(`curl -sL ${command} web/elsewhere`)).stdout).not.toContain('Authorization');
      expect((await run(`curl -s --location-trusted ${command} web/elsewhere`)).stdout).toContain('Authorization');
    }
  });

  it('talks telnet', async () => {
    const { stdout, exitCode } = await run('curl -s -m 1 telnet://web:6379', { stdin: 'PING\r\n' });
    expect([stdout, exitCode]).toEqual(['+PONG\r\n', 28]);
  });
});
