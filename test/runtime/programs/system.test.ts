import { describe, expect, test } from 'vitest';
import type { Node } from '../../../src/resources/core/node';
import type { ContainerWorld } from '../../../src/runtime/container-world';
import { findExecutable } from '../../../src/runtime/executable';
import { recordedWorld } from '../../dns/fixture';
import { hostOf, now, worldOf } from '../fixture';
import { type Dialect, images, run, worldWith } from './run';

const processes = () => [
  { pid: 1, ppid: 0, uid: 0, startedAt: now - 3_700_000, argv: ['nginx'], title: 'nginx: master process nginx' },
  { pid: 29, ppid: 1, uid: 33, startedAt: now - 111_000_000, argv: ['nginx'], title: 'nginx: worker process' },
  { pid: 35, ppid: 0, uid: 0, startedAt: now - 5_000, argv: ['ps', 'aux'] },
];

const node: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1', creationTimestamp: '2023-11-12T18:08:20Z' },
  spec: {},
  status: {
    capacity: { cpu: '4', memory: '2Gi' },
    nodeInfo: { kernelVersion: '6.1.0-18-arm64', architecture: 'arm64' },
  },
};

function worldOn(dialect: Dialect, own: Node | undefined = undefined): ContainerWorld {
  return { ...worldOf(images[dialect], recordedWorld, {}, hostOf({ processes })), node: own };
}

/** In the columns of procps 4.0.2 on a kernel that counts processes to 4194304, and of Alpine's BusyBox v1.36. */
const listings: readonly (readonly [Dialect, string, string])[] = [
  [
    'gnu',
    'ps',
    '    PID TTY          TIME CMD\n      1 ?        00:00:00 nginx\n     29 ?        00:00:00 nginx\n     35 ?        00:00:00 ps\n',
  ],
  [
    'gnu',
    'ps aux',
    `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.0   4460  3200 ?        Ss   21:11   0:00 nginx: master process nginx
www-data      29  0.0  0.0   4460  3200 ?        S    Nov13   0:00 nginx: worker process
root          35  0.0  0.0   4460  3200 ?        S    22:13   0:00 ps aux
`,
  ],
  [
    'gnu',
    'ps -ef',
    `UID          PID    PPID  C STIME TTY          TIME CMD
root           1       0  0 21:11 ?        00:00:00 nginx: master process nginx
www-data      29       1  0 Nov13 ?        00:00:00 nginx: worker process
root          35       0  0 22:13 ?        00:00:00 ps aux
`,
  ],
  ['gnu', 'ps -p 1', '    PID TTY          TIME CMD\n      1 ?        00:00:00 nginx\n'],
  ['gnu', 'ps 29', '    PID TTY      STAT   TIME COMMAND\n     29 ?        S      0:00 nginx: worker process\n'],
  [
    'gnu',
    'ps -eo pid,cmd --no-headers',
    '      1 nginx: master process nginx\n     29 nginx: worker process\n     35 ps aux\n',
  ],
  ['gnu', 'ps -o pid= -C ps', '     35\n'],
  ['gnu', 'ps -o user,etime -p 29', 'USER         ELAPSED\nwww-data  1-06:50:00\n'],
  [
    'busybox',
    'ps',
    'PID   USER     TIME  COMMAND\n    1 root      0:00 nginx: master process nginx\n   29 www-data  0:00 nginx: worker process\n   35 root      0:00 ps aux\n',
  ],
  ['busybox', 'ps -o pid,comm', 'PID   COMMAND\n    1 nginx\n   29 nginx\n   35 ps\n'],
];

describe('ps', () => {
  test.each(listings)('%s: %s', async (dialect, command, expected) => {
    expect(await run(worldOn(dialect), command.split(' '))).toEqual({ stdout: expected, stderr: '', exitCode: 0 });
  });

  test('an unknown column is refused', async () => {
    expect(await run(worldOn('gnu'), ['ps', '-o', 'foo'])).toMatchObject({
      stderr: expect.stringContaining('error: unknown user-defined format specifier "foo"\n\nUsage:\n ps [options]\n'),
      exitCode: 1,
    });
    expect((await run(worldOn('busybox'), ['ps', '-o', 'foo'])).stderr).toContain(
      "ps: bad -o argument 'foo', supported",
    );
  });

  test('no process is an error', async () => {
    expect((await run(worldOn('gnu'), ['ps', '-p', '99'])).exitCode).toBe(1);
  });
});

test('kill finds processes, and does nothing to them', async () => {
  for (const pid of ['1', '29']) expect((await run(worldOn('gnu'), ['kill', '-9', pid])).exitCode).toBe(0);
  // In the words of procps 4.0.2 and BusyBox v1.35.
  expect(await run(worldOn('gnu'), ['kill', '99'])).toEqual({
    stdout: '',
    stderr: 'kill: (99): No such process\n',
    exitCode: 1,
  });
  expect((await run(worldOn('busybox'), ['kill', '99'])).stderr).toBe("kill: can't kill pid 99: No such process\n");
});

/** In the columns of GNU coreutils 9.1 and BusyBox v1.35. */
const disks: readonly (readonly [Dialect, string, string])[] = [
  [
    'gnu',
    'df',
    `Filesystem     1K-blocks  Used Available Use% Mounted on
overlay           262144  1024    261120   1% /
tmpfs              65536     0     65536   0% /dev
`,
  ],
  [
    'gnu',
    'df -h',
    `Filesystem      Size  Used Avail Use% Mounted on
overlay         256M  1.0M  255M   1% /
tmpfs            64M     0   64M   0% /dev
`,
  ],
  [
    'gnu',
    'df -P /tmp/w',
    'Filesystem     1024-blocks  Used Available Capacity Mounted on\noverlay             262144  1024    261120       1% /\n',
  ],
  [
    'busybox',
    'df',
    `Filesystem           1K-blocks      Used Available Use% Mounted on
overlay                 262144      1024    261120   0% /
tmpfs                    65536         0     65536   0% /dev
`,
  ],
  [
    'busybox',
    'df -h /',
    'Filesystem                Size      Used Available Use% Mounted on\noverlay                 256.0M      1.0M    255.0M   0% /\n',
  ],
  [
    'gnu',
    'mount',
    `overlay on / type overlay (rw,relatime)
proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)
tmpfs on /dev type tmpfs (rw,nosuid,size=65536k,mode=755)
sysfs on /sys type sysfs (ro,nosuid,nodev,noexec,relatime)
`,
  ],
  ['busybox', 'mount -t overlay', 'overlay on / type overlay (rw,relatime)\n'],
];

test.each(disks)('%s: %s', async (dialect, command, expected) => {
  const world = worldWith(dialect);
  world.files.write('/tmp/w/mega', new Uint8Array(1024 * 1024));
  expect((await run(world, command.split(' '))).stdout).toBe(expected);
});

test('df of what is not there', async () => {
  // Recorded with GNU coreutils 9.1 and BusyBox v1.35.
  expect(await run(worldWith('gnu'), ['df', 'nosuch'])).toEqual({
    stdout: '',
    stderr: 'df: nosuch: No such file or directory\n',
    exitCode: 1,
  });
  expect((await run(worldWith('busybox'), ['df', 'nosuch'])).stderr).toBe("df: nosuch: can't find mount point\n");
});

test('the node is what a container sees of the machine', async () => {
  const world = worldOn('gnu', node);
  const printed = async (command: string, own = world): Promise<string> => (await run(own, command.split(' '))).stdout;
  expect(await printed('uname -a')).toBe('Linux web-0 6.1.0-18-arm64 #1 SMP PREEMPT_DYNAMIC aarch64 GNU/Linux\n');
  expect(await printed('uname -m')).toBe('aarch64\n');
  expect(await printed('arch')).toBe('aarch64\n');
  expect(await printed('nproc')).toBe('4\n');
  expect(await printed('uptime')).toBe(' 22:13:20 up 2 days,  4:05,  0 user,  load average: 0.10, 0.10, 0.10\n');
  expect(await printed('uptime -p')).toBe('up 2 days, 4 hours, 5 minutes\n');
  expect(await printed('free -m')).toBe(
    `               total        used        free      shared  buff/cache   available
Mem:            2048         512        1024           2         512        1536
Swap:              0           0           0
`,
  );
  expect(await printed('free', worldOn('busybox', node))).toContain('Mem:        2097152');
  const alpine = worldOf('alpine:3.20');
  expect(await printed('uname -a', alpine)).toMatch(/ x86_64 Linux\n$/);
});

test('a user without a name is a number', async () => {
  const securityContext = { runAsUser: 1000, runAsGroup: 3000 };
  const spec = { securityContext: { fsGroup: 2000, supplementalGroups: [4000] } };
  const world = worldOf(images.busybox, recordedWorld, spec, hostOf(), { securityContext });
  // What the Kubernetes documentation shows of such a pod.
  expect((await run(world, ['id'])).stdout).toBe('uid=1000 gid=3000 groups=2000,3000,4000\n');
});

test('a temporary name is one that nobody has', async () => {
  const world = worldWith('gnu');
  const first = await run(world, ['mktemp']);
  const second = await run(world, ['mktemp', '-d']);
  expect(first.stdout).toMatch(/^\/tmp\/tmp\.[a-zA-Z0-9]{10}\n$/);
  expect(second.stdout).not.toBe(first.stdout);
  expect(world.files.stat(first.stdout.trim()).mode).toBe(0o600);
  expect(world.files.stat(second.stdout.trim())).toMatchObject({ type: 'folder', mode: 0o700 });
  expect((await run(world, ['mktemp', '-p', '/tmp/w', 'a-XXXX'])).stdout).toMatch(/^\/tmp\/w\/a-[a-zA-Z0-9]{4}\n$/);
  expect((await run(worldWith('busybox'), ['mktemp'])).stdout).toMatch(/^\/tmp\/tmp\.[a-zA-Z0-9]{6}\n$/);
});

test('stat describes a file', async () => {
  // Recorded with GNU coreutils 9.1 and BusyBox v1.35, but for device and inode.
  const times = (name: string): string => `${name}: 2023-01-02 03:04:05.000000000 +0000\n`;
  const middle = 'Access: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\n';
  const three = times('Access') + times('Modify') + times('Change');
  const head = '  File: a\n  Size: 3         \tBlocks: 8          IO Block: 4096   regular file\n';
  const gnu = await run(worldWith('gnu', { a: 'hi\n' }), ['stat', 'a']);
  expect(gnu.stdout.replace(/Inode: \d+ +Links/, 'Inode: N Links')).toBe(
    `${head}Device: 0,57\tInode: N Links: 1\n${middle}${three}${times(' Birth')}`,
  );
  const busybox = await run(worldWith('busybox', { a: 'hi\n', l: '-> a' }), ['stat', 'a']);
  expect(busybox.stdout.replace(/Inode: \d+ +Links/, 'Inode: N Links')).toBe(
    `${head}Device: 39h/57d\tInode: N Links: 1\n${middle}${three}`,
  );
});

test('which and printenv read the environment', async () => {
  const world = worldWith('gnu');
  expect(await run(world, ['which', 'cat', 'nosuch'])).toEqual({ stdout: '/bin/cat\n', stderr: '', exitCode: 1 });
  expect((await run(world, ['which', '/bin/cat'])).stdout).toBe('/bin/cat\n');
  expect(await run(world, ['printenv', 'HOSTNAME', 'NOSUCH'])).toEqual({ stdout: 'web-0\n', stderr: '', exitCode: 1 });
  expect((await run(world, ['env', 'A=b=c'])).stdout).toMatch(/\nHOME=\/root\nA=b=c\n$/);
});

test('hostname and nslookup answer from the cluster', async () => {
  const world = worldWith('busybox');
  expect((await run(world, ['hostname', '-f'])).stdout).toBe('web-0.nginx.default.svc.cluster.local\n');
  expect((await run(world, ['hostname', '-i'])).stdout).toBe('10.244.0.5\n');
  expect((await run(world, ['hostname', 'x'])).stderr).toBe('hostname: sethostname: Operation not permitted\n');
  const bind = worldOf('registry.k8s.io/e2e-test-images/jessie-dnsutils:1.7');
  const interactive = await run(bind, ['nslookup'], 'nginx.default\nexit\n');
  expect(interactive.stdout).toContain('Name:\tnginx.default.svc.cluster.local\n');
});

describe('findExecutable', () => {
  const find = (world: ContainerWorld, command: string) =>
    findExecutable(world.files, command, { env: world.env, cwd: '/' });

  test.each([
    ['cat', { path: '/bin/cat' }],
    ['/bin/cat', { path: '/bin/cat' }],
    ['nosuch', { problem: 'missing' }],
    ['/opt/cat', { problem: 'missing' }],
    ['/etc/passwd', { problem: 'denied' }],
    ['/etc', { problem: 'folder' }],
    ['ps', { problem: 'missing' }],
  ])('%s', (command, expected) => {
    expect(find(worldWith('gnu'), command)).toEqual(expected);
  });

  test('each image has its own programs', () => {
    expect(find(worldWith('busybox'), 'ps')).toEqual({ path: '/bin/ps' });
    expect(find(worldOf('registry.k8s.io/pause:3.9'), 'cat')).toEqual({ problem: 'missing' });
  });

  test('a program that was removed, or may not be run, is not found', async () => {
    const own = worldWith('gnu');
    await run(own, ['rm', '/bin/cat']);
    await run(own, ['chmod', '644', '/bin/ls']);
    expect(find(own, 'cat')).toEqual({ problem: 'missing' });
    expect(find(own, 'ls')).toEqual({ problem: 'denied' });
  });
});
