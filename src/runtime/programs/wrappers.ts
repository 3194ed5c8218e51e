import type { ContainerWorld } from '../container-world';
import type { Launch, ProgramStart } from '../launch';
import { Killed } from '../signals';
import { printEnvironment } from './env';

/** What a program that runs another one is handed. */
export type WrapperIo = {
  readonly world: ContainerWorld;
  readonly name: string;
  readonly start: ProgramStart;
  readonly run: Launch;
};

/** A program whose arguments are another program and its arguments. */
export type Wrapper = (args: readonly string[], io: WrapperIo) => Promise<number>;

/** Runs the inner command, and complains where there is none. */
async function runInner(argv: readonly string[], io: WrapperIo, start = io.start, world = io.world): Promise<number> {
  const status = await io.run(world, argv, start);
  if (typeof status === 'number') return status;
  const isGnu = world.image.userland === 'gnu';
  const command = isGnu ? `‘${argv[0]}’` : `can't execute '${argv[0]}'`;
  const reason = status.problem === 'missing' ? 'No such file or directory' : 'Permission denied';
  start.stderr.write(
    `${io.name}: ${isGnu && io.name !== 'env' ? `failed to run command ${command}` : command}: ${reason}\n`,
  );
  return status.problem === 'missing' ? 127 : 126;
}

/** `env [-i] [-u NAME] [NAME=VALUE…] [COMMAND…]` */
const env: Wrapper = async (args, io) => {
  const variables = new Map(io.start.env);
  let at = 0;
  for (; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-i' || arg === '-') variables.clear();
    else if (arg === '-u') {
      at += 1;
      variables.delete(args[at] ?? '');
    } else if (/^[A-Za-z_]\w*=/.test(arg))
      variables.set(arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1));
    else break;
  }
  const argv = args.slice(at);
  if (argv.length > 0) return await runInner(argv, io, { ...io.start, env: variables });
  io.start.stdout.write(printEnvironment(variables));
  return 0;
};

/** `timeout [-s SIGNAL] SECONDS COMMAND…`: by the container's time. */
const timeout: Wrapper = async (args, io) => {
  const options = args.findIndex((arg) => /^[\d.]/.test(arg));
  const [duration = '', ...argv] = args.slice(options);
  const [, number, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(duration) ?? [];
  if (options < 0 || number === undefined || argv.length === 0) {
    io.start.stderr.write(`timeout: invalid time interval ‘${duration}’\n`);
    return 125;
  }
  const limit = Number(number) * ({ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit || 's'] ?? 1000);
  const { clock } = io.world;
  const end = clock.now() + limit;
  let isOver = false;
  const sleep = async (milliseconds?: number): Promise<void> => {
    const left = end - clock.now();
    if (milliseconds !== undefined && milliseconds <= left) return await clock.sleep(milliseconds);
    await clock.sleep(Math.max(0, left));
    isOver = true;
    throw new Killed('SIGTERM');
  };
  try {
    return await runInner(argv, io, io.start, { ...io.world, clock: { ...clock, sleep } });
  } catch (error) {
    if (isOver && error instanceof Killed) return io.world.image.userland === 'busybox' ? 143 : 124;
    throw error;
  }
};

/** A program that changes nothing that is simulated: its options, then the command. */
function plain(valued: string): Wrapper {
  return async (args, io) => {
    let at = 0;
    while (args[at]?.startsWith('-'))
      at += valued.includes(args[at]?.slice(1, 2) ?? '') && args[at]?.length === 2 ? 2 : 1;
    return await runInner(args.slice(at), io);
  };
}

/** Programs that run other programs, by their names. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  env,
  timeout,
  nice: plain('n'),
  nohup: plain(''),
  setsid: plain(''),
  stdbuf: plain('ioe'),
  tini: plain('p'),
  'dumb-init': plain(''),
  busybox: (args, io) => runInner(args, io),
};
