import { describe, expect, it } from 'vitest';
import { recording, run } from './network-fixture';

describe('getent', () => {
  it.each(recording('getent').map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const ran = await run(command);
    expect(ran).toEqual({ stdout: row.stdout ?? '', stderr: row.stderr ?? '', exitCode: row.exitCode ?? 0 });
  });

  it('knows a pod by all of its names', async () => {
    const { stdout } = await run('getent hosts web-0', { subdomain: 'nginx' });
    expect(stdout).toBe('10.244.0.5      web-0.nginx.default.svc.cluster.local web-0\n');
  });

  it('leaves more room on Alpine', async () => {
    const { stdout } = await run('getent hosts web.default.svc.cluster.local', { image: 'alpine:3.20' });
    expect(stdout).toBe('10.96.0.5         web.default.svc.cluster.local  web.default.svc.cluster.local\n');
  });

  it('finds an address’ name in DNS', async () => {
    expect(await run('getent hosts 10.96.0.5')).toEqual({
      stdout: '10.96.0.5       web.default.svc.cluster.local\n',
      stderr: '',
      exitCode: 0,
    });
  });
});
