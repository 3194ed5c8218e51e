import { describe, expect, test } from 'vitest';
import type { ContainerWorld } from '../../../src/runtime/container-world';
import { programs } from '../../../src/runtime/programs/programs';
import { PipeClosed } from '../../../src/runtime/signals';
import { createBuffer, createPipe } from '../../../src/runtime/streams';
import { recordedWorld } from '../../dns/fixture';
import { hostOf, worldOf } from '../fixture';
import { cwd, type Dialect, images, run, worldWith } from './run';

/** A program at the writing end of a pipe that `head` reads. */
async function throughHead(
  world: ContainerWorld,
  argv: readonly string[],
  headArgs: readonly string[],
): Promise<string> {
  const { input, output, end, abandon } = createPipe();
  const [name = '', ...args] = argv;
  const io = { world, name, env: world.env, cwd, stdin: input, stderr: createBuffer() };
  const writer = Promise.resolve(programs[name]?.(args, { ...io, stdout: output })).then(end, (error: unknown) => {
    expect(error).toBeInstanceOf(PipeClosed);
  });
  const { stdout } = await run(world, ['head', ...headArgs], input);
  abandon();
  await writer;
  return stdout;
}

test('an endless program ends when nobody reads on', async () => {
  const world = worldWith('gnu');
  expect(await throughHead(world, ['yes'], ['-n', '3'])).toBe('y\ny\ny\n');
  expect(await throughHead(world, ['yes', 'a', 'b'], ['-n1'])).toBe('a b\n');
  expect(await throughHead(world, ['cat', '/dev/zero'], ['-c', '4'])).toBe('\0\0\0\0');
  expect(await throughHead(world, ['dd', 'if=/dev/zero', 'status=none'], ['-c', '3'])).toBe('\0\0\0');
});

test('random bytes differ from read to read, and are the same in an equal container', async () => {
  const read = async (world: ContainerWorld): Promise<string> =>
    (await run(world, ['head', '-c', '16', '/dev/urandom'])).stdout;
  const world = worldWith('gnu');
  const first = await read(world);
  expect(await read(world)).not.toBe(first);
  expect(await read(worldWith('gnu'))).toBe(first);
});

test('bytes pass through as they are', async () => {
  const world = worldWith('gnu');
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  world.files.write('/tmp/w/all', bytes);
  await run(world, ['cp', 'all', 'copy']);
  const stdout = createBuffer();
  const io = { world, name: 'cat', env: world.env, cwd, stderr: createBuffer(), stdout };
  const { input } = createPipe();
  await programs.cat?.(['copy'], { ...io, stdin: input });
  expect(stdout.bytes()).toEqual(bytes);
  const printed = createBuffer();
  await programs.printf?.(['\\xff\\000\\x80'], { ...io, stdin: input, stdout: printed });
  expect(printed.bytes()).toEqual(Uint8Array.of(255, 0, 128));
});

test("a process's own streams can be named", async () => {
  const world = worldWith('gnu', { a: 'text\n', log: '-> /dev/stdout' });
  expect((await run(world, ['cat', '/dev/stdin'], 'in')).stdout).toBe('in');
  expect(await run(world, ['tee', '/dev/stderr'], 'x')).toEqual({ stdout: 'x', stderr: 'x', exitCode: 0 });
  expect((await run(world, ['cp', 'a', '/dev/stdout'])).stdout).toBe('text\n');
  expect((await run(world, ['tee', 'log'], 'x')).stdout).toBe('xx');
  expect(await run(world, ['dd', 'if=a', 'of=/dev/stderr', 'status=none'])).toMatchObject({ stderr: 'text\n' });
});

/** What happens to files while `tail` sleeps, second by second; then it is stopped. */
async function follow(
  dialect: Dialect,
  args: readonly string[],
  steps: readonly ((world: ContainerWorld) => void)[],
): Promise<{ stdout: string; stderr: string; slept: (number | undefined)[] }> {
  const slept: (number | undefined)[] = [];
  const left = [...steps];
  let world: ContainerWorld | undefined;
  const clock = {
    ...hostOf().clock,
    sleep: async (milliseconds?: number) => {
      slept.push(milliseconds);
      const step = left.shift();
      if (step === undefined || world === undefined) throw new PipeClosed();
      step(world);
    },
  };
  world = worldOf(images[dialect], recordedWorld, {}, hostOf({ clock }));
  world.files.makeFolder(cwd);
  world.files.write(`${cwd}/a`, new TextEncoder().encode('1\n2\n'));
  world.files.write(`${cwd}/n`, new TextEncoder().encode('3\n'));
  const stdout = createBuffer();
  const stderr = createBuffer();
  const { input } = createPipe();
  const io = { world, name: 'tail', env: world.env, cwd, stdin: input, stdout, stderr };
  await expect(programs.tail?.(args, io)).rejects.toThrow(PipeClosed);
  return { stdout: stdout.text(), stderr: stderr.text(), slept };
}

const append = (path: string, text: string) => (world: ContainerWorld) =>
  world.files.append(`${cwd}/${path}`, new TextEncoder().encode(text));
const empty = (path: string) => (world: ContainerWorld) => world.files.write(`${cwd}/${path}`, new Uint8Array());
const remove = (path: string) => (world: ContainerWorld) => world.files.remove(`${cwd}/${path}`);
const nothing = (): void => undefined;

describe('tail -f', () => {
  test('goes on with what is added, every second', async () => {
    const { stdout, slept } = await follow(
      'gnu',
      ['-n1', '-f', 'a'],
      [append('a', 'more\n'), nothing, append('a', 'x\n')],
    );
    expect(stdout).toBe('2\nmore\nx\n');
    expect(slept).toEqual([1000, 1000, 1000, 1000]);
  });

  test('of a device sleeps for ever', async () => {
    expect((await follow('gnu', ['-f', '/dev/null'], [])).slept).toEqual([undefined]);
    expect((await follow('busybox', ['-f', '/dev/null'], [])).slept).toEqual([undefined]);
  });

  test('of several files says whose lines they are', async () => {
    // Recorded with GNU coreutils 9.1.
    const steps = [append('a', 'more\n'), append('n', 'more\n'), append('n', 'x\n')];
    expect((await follow('gnu', ['-n1', '-f', 'a', 'n'], steps)).stdout).toBe(
      '==> a <==\n2\n\n==> n <==\n3\n\n==> a <==\nmore\n\n==> n <==\nmore\nx\n',
    );
  });

  test('begins anew where a file is emptied', async () => {
    const steps = [empty('a'), append('a', 'x\n')];
    // Recorded with GNU coreutils 9.1 and BusyBox v1.35.
    expect(await follow('gnu', ['-n1', '-f', 'a'], steps)).toMatchObject({
      stdout: '2\nx\n',
      stderr: 'tail: a: file truncated\n',
    });
    expect(await follow('busybox', ['-n1', '-f', 'a'], steps)).toMatchObject({ stdout: '2\nx\n', stderr: '' });
  });

  test('-F waits for files that go away', async () => {
    const steps = [remove('n'), append('n', 'new\n')];
    // Recorded with GNU coreutils 9.1 and BusyBox v1.35.
    expect(await follow('gnu', ['-F', 'n'], steps)).toMatchObject({
      stdout: '3\nnew\n',
      stderr:
        "tail: 'n' has become inaccessible: No such file or directory\ntail: 'n' has appeared;  following new file\n",
    });
    expect(await follow('busybox', ['-F', 'n'], steps)).toMatchObject({
      stdout: '3\nnew\n',
      stderr:
        'tail: n has been renamed or deleted: No such file or directory\ntail: n has been replaced; following end of new file\n',
    });
  });
});

describe('sleep', () => {
  const sleepFor = async (dialect: Dialect, args: readonly string[]): Promise<(number | undefined)[]> => {
    const slept: (number | undefined)[] = [];
    const clock = { ...hostOf().clock, sleep: async (milliseconds?: number) => void slept.push(milliseconds) };
    await run(worldOf(images[dialect], recordedWorld, {}, hostOf({ clock })), ['sleep', ...args]);
    return slept;
  };

  test.each([
    [['5'], 5000],
    [['0.5'], 500],
    [['2m'], 120_000],
    [['1h', '30m', '10s'], 5_410_000],
    [['1d'], 86_400_000],
    [['infinity'], undefined],
    [['inf'], undefined],
  ] as const)('%s', async (args, milliseconds) => {
    expect(await sleepFor('gnu', args)).toEqual([milliseconds]);
    expect(await sleepFor('busybox', args)).toEqual([milliseconds]);
  });
});
