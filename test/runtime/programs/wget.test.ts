import { describe, expect, it } from 'vitest';
import { now } from '../fixture';
import { networkContainer, passingClock, recording, run, settled } from './network-fixture';

const busybox = { image: 'busybox:1.36' };

describe('busybox’s wget', () => {
  it.each(recording('wget-busybox').map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const { stdout, stderr, exitCode } = await run(command, busybox);
    expect(stdout).toBe(row.stdout ?? '');
    expect(stderr).toBe(row.stderr ?? '');
    expect(exitCode).toBe(row.exitCode ?? 0);
  });

  it('saves a file, and does not replace one', async () => {
    const world = networkContainer(busybox);
    expect((await run('wget -q web', { world })).exitCode).toBe(0);
    expect(world.files.readText('/w/index.html')).toBe('<h1>hello</h1>\n');
    const { stderr, exitCode } = await run('wget web', { world });
    expect(stderr).toBe("Connecting to web (10.96.0.5:80)\nwget: can't open 'index.html': File exists\n");
    expect(exitCode).toBe(1);
  });

  // As in the documentation of Kubernetes and Docker of that time.
  it('says less in 1.28', async () => {
    const { stderr } = await run('wget -O- web', { image: 'busybox:1.28' });
    const bar = `\r-                    100% |${'*'.repeat(31)}|    15   0:00:00 ETA\n`;
    expect(stderr).toBe(`Connecting to web (10.96.0.5:80)\n${bar}`);
    expect((await run('wget --spider web', { image: 'busybox:1.28' })).stderr).toBe(
      'Connecting to web (10.96.0.5:80)\n',
    );
  });

  it.each([
    ['wget -qO- -T 2 drop', 'wget: download timed out\n', 2000],
    ['wget -qO- drop', "wget: can't connect to remote host (10.244.9.9): Connection timed out\n", 134_169],
    ['wget -qO- -T 5 web:7000', 'wget: download timed out\n', 5000],
  ])('%s', async (command, expected, waited) => {
    const clock = passingClock();
    const { stderr, exitCode } = await run(command, { ...busybox, clock });
    expect([stderr, exitCode, clock.now() - now]).toEqual([expected, 1, waited]);
  });

  it('does not look at certificates, except on Alpine', async () => {
    const { stderr } = await run('wget -qO- https://web', busybox);
    expect(stderr).toBe('wget: note: TLS certificate validation not implemented\n');
    const alpine = await run('wget -qO- https://web', { image: 'alpine:3.20' });
    expect([alpine.stdout, alpine.exitCode]).toEqual(['', 1]);
    expect(alpine.stderr).toContain('certificate verification failed: unable to get local issuer certificate');
    expect((await run('wget -qO- --no-check-certificate https://web', { image: 'alpine:3.20' })).stdout).toBe(
      '<h1>hello</h1>\n',
    );
  });
});

describe('GNU wget', () => {
  it.each(recording('wget-gnu').map((row) => [row.command, row] as const))('%s', async (command, row) => {
    const { stdout, stderr, exitCode } = await run(command);
    expect(settled(stdout)).toBe(settled(row.stdout ?? ''));
    expect(settled(stderr)).toBe(settled(row.stderr ?? ''));
    expect(exitCode).toBe(row.exitCode ?? 0);
  });

  it('finds a name that no file has yet', async () => {
    const world = networkContainer();
    await run('wget -q web', { world });
    const { stderr } = await run('wget web', { world });
    expect(stderr).toContain('Saving to: ‘index.html.1’');
    expect((await run('wget -nc web', { world })).stderr).toBe('File ‘index.html’ already there; not retrieving.\n\n');
    expect(world.files.list('/w')).toEqual(expect.arrayContaining(['index.html', 'index.html.1']));
  });

  it('draws dots for each kilobyte', async () => {
    const { stderr } = await run('wget -O big web/big');
    expect(stderr).toContain('Length: 300000 (293K) [text/html]');
    expect(stderr).toContain('    50K .......... .......... .......... .......... .......... 34% ');
    expect(stderr).toContain('   250K .......... .......... .......... .......... ..        100% ');
  });

  it('draws a bar on a terminal', async () => {
    const { stderr } = await run('wget -O- web', { isTerminal: true });
    expect(stderr).toContain('\r-                    100%[===================>]      15  --.-KB/s    in 0s      \n');
  });

  it('tries twenty times where nobody answers', async () => {
    const clock = passingClock();
    const { stderr, exitCode } = await run('wget -T 1 -O- drop', { clock });
    expect(stderr.match(/Connection timed out/g)).toHaveLength(20);
    expect(exitCode).toBe(4);
    expect(clock.now() - now).toBe(20_000 + 145_000);
  });
});
