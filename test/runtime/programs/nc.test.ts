import { describe, expect, it } from 'vitest';
import { now } from '../fixture';
import { passingClock, type Row, recording, run } from './network-fixture';

const table = (name: string) => recording(name).map((row) => [row.command, row] as const);

async function check(command: string, row: Row, image: string): Promise<void> {
  const ran = await run(command, { image, ...(row.stdin === undefined ? {} : { stdin: row.stdin }) });
  expect(ran).toEqual({ stdout: row.stdout ?? '', stderr: row.stderr ?? '', exitCode: row.exitCode ?? 0 });
}

describe('busybox’s nc and telnet', () => {
  it.each(table('nc-busybox'))('%s', async (command, row) => await check(command, row, 'busybox:1.36'));

  it('waits for who connects', async () => {
    const { stderr } = await run('nc -lvp 80', { image: 'busybox:1.36' });
    expect(stderr).toBe('nc: bind: Address already in use\n');
    await expect(run('nc -lv -p 1234', { image: 'busybox:1.36' })).rejects.toThrow('waits for ever');
  });

  it('answers what is typed on a connection that is kept', async () => {
    const twice = 'GET / HTTP/1.1\r\nHost: web\r\n\r\nGET /missing HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n';
    const { stdout } = await run('nc web 80', { image: 'busybox:1.36', stdin: twice });
    expect(stdout.match(/^HTTP\/1\.1 \d+ .*$/gm)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 404 Not Found']);
  });
});

describe('OpenBSD’s nc', () => {
  it.each(table('nc-openbsd'))('%s', async (command, row) => await check(command, row, 'debian:12'));

  it('stays after its input until it may go', async () => {
    const clock = passingClock();
    const stdin = 'GET / HTTP/1.1\r\nHost: web\r\n\r\n';
    await run('nc web 80', { clock, stdin });
    expect(clock.now() - now).toBe(75_000);
    await expect(run('nc web 6379', { stdin: 'PING\r\n' })).rejects.toThrow('waits for ever');
    expect((await run('nc -N web 6379', { stdin: 'PING\r\n' })).stdout).toBe('+PONG\r\n');
    expect((await run('nc -q 0 web 6379', { stdin: 'PING\r\n' })).stdout).toBe('+PONG\r\n');
  });

  it('listens', async () => {
    await expect(run('nc -l 1234')).rejects.toThrow('waits for ever');
    expect((await run('nc -lvp 80')).stderr).toBe('nc: Address already in use\n');
  });
});

describe('GNU telnet', () => {
  it.each(table('telnet-gnu'))('%s', async (command, row) => await check(command, row, 'debian:12'));
});
