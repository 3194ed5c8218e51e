import { describe, expect, it } from 'vitest';
import { Killed } from '../../../src/runtime/signals';
import { now } from '../fixture';
import { passingClock, recording, run, settled } from './network-fixture';

const table = (name: string) => recording(name).map((row) => [row.command, row] as const);

describe.each([
  ['busybox', 'busybox:1.36'],
  ['iputils', 'debian:12'],
])('ping and traceroute of %s', (name, image) => {
  it.each(table(`ping-${name}`))('%s', async (command, row) => {
    const { stdout, stderr, exitCode } = await run(command, { image });
    expect(settled(stdout)).toBe(settled(row.stdout ?? ''));
    expect(settled(stderr)).toBe(settled(row.stderr ?? ''));
    expect(exitCode).toBe(row.exitCode ?? 0);
  });

  it('goes on until Ctrl-C, and then says what came of it', async () => {
    const clock = passingClock({ after: 3000, error: new Killed('SIGINT') });
    const { stdout, exitCode } = await run('ping 10.244.0.5', { image, clock });
    expect(stdout).toContain('4 packets transmitted, 4 ');
    expect(exitCode).toBe(0);
  });

  it('is ended by other signals without a word', async () => {
    const clock = passingClock({ after: 3000, error: new Killed('SIGTERM') });
    await expect(run('ping 10.244.0.5', { image, clock })).rejects.toThrow(Killed);
  });

  it('sends one packet a second, and waits for the last answer', async () => {
    const clock = passingClock();
    await run('ping -c 3 -W 4 drop', { image, clock });
    expect(clock.now() - now).toBe(6000);
  });

  it('shows the same times each time', async () => {
    const first = await run('ping -c 4 10.244.0.5', { image });
    expect(await run('ping -c 4 10.244.0.5', { image })).toEqual(first);
    expect(new Set(first.stdout.match(/time=[\d.]+/g)).size).toBe(4);
  });

  it('ends by a deadline', async () => {
    const clock = passingClock();
    const { stdout } = await run('ping -w 3 10.244.0.5', { image, clock });
    expect(stdout).toContain('3 packets transmitted');
    expect(clock.now() - now).toBe(3000);
  });
});

it('names who answers by DNS', async () => {
  const { stdout } = await run('ping -c 1 web-0.nginx', { subdomain: 'none' });
  expect(stdout).toMatch(
    /^PING web-0\.nginx\.default\.svc\.cluster\.local \(10\.244\.0\.5\) 56\(84\) bytes of data\.\n/,
  );
});
