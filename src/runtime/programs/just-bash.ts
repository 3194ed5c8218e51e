import type { CustomCommand, ExecResult } from 'just-bash';
import { baseOf } from '../files/path';
import type { Launch } from '../launch';
import { createBuffer, inputOf } from '../streams';
import { bashFiles } from './bash-files';
import { loadBash } from './bash-library';
import { fail, type ProgramIo } from './program';
import { programPaths } from './userlands';
import { isUtility, readsInput } from './utilities';

/** What one utility may use up: it ends with a message, and nothing of this machine is touched. */
const limits = {
  maxCommandCount: 100_000,
  maxLoopIterations: 100_000,
  maxExecutionTimeMs: 20_000,
  maxOutputSize: 64 * 1024 * 1024,
  maxLiveBytes: 256 * 1024 * 1024,
};

/** The programs that utilities such as xargs and find may call: those of the container. */
async function otherPrograms(io: ProgramIo, launch: Launch): Promise<CustomCommand[]> {
  const { defineCommand, latin1FromBytes } = await loadBash();
  const names = new Set(programPaths(io.world.image).map(baseOf));
  const others = [...names].filter((name) => !isUtility(name));
  return others.map((name) =>
    defineCommand(name, async (args, ctx): Promise<ExecResult> => {
      const [stdout, stderr] = [createBuffer(), createBuffer()];
      const stdin = inputOf(Uint8Array.from(latin1FromBytes(ctx.stdin), (character) => character.charCodeAt(0)));
      const start = { env: new Map(ctx.env), cwd: ctx.cwd, stdin, stdout, stderr };
      const status = await launch(io.world, [name, ...args], start);
      return { stdout: stdout.text(), stderr: stderr.text(), exitCode: typeof status === 'number' ? status : 127 };
    }),
  );
}

const grepUsage = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.";

/** Where just-bash lays out its output in another way than coreutils and busybox do. */
function corrected(name: string, args: readonly string[], output: string): string {
  if (name !== 'uniq' || !args.some((arg) => /^-\w*c/.test(arg))) return output;
  return output.replace(/^ *(\d+) /gm, (_whole, count: string) => `${count.padStart(7)} `);
}

/** Runs one of just-bash's programs on a container's files. */
export async function runUtility(args: readonly string[], io: ProgramIo, launch: Launch): Promise<number> {
  const { Bash, latin1FromBytes, stdoutAsBytes } = await loadBash();
  const { world, name, env, cwd } = io;
  if (/^[ef]?grep$/.test(name) && args.length === 0) return fail(io, grepUsage, 2);
  const bash = new Bash({
    fs: bashFiles(world.files),
    cwd,
    env: Object.fromEntries(env),
    customCommands: name === 'xargs' || name === 'find' || name === 'awk' ? await otherPrograms(io, launch) : [],
    executionLimits: limits,
    defenseInDepth: false,
    sleep: (milliseconds) => world.clock.sleep(milliseconds),
  });
  const isRead = readsInput(name, args, (operand) => world.files.find(operand, cwd)?.type === 'file');
  const stdin = isRead ? await io.stdin.readAll() : new Uint8Array();
  const text = Array.from(stdin, (byte) => String.fromCharCode(byte)).join('');
  const called = name === 'mawk' ? 'awk' : name;
  const result = await bash.exec(called, { args: [...args], stdin: text, stdinKind: 'bytes', rawScript: true });
  const output = corrected(name, args, latin1FromBytes(stdoutAsBytes(result)));
  io.stdout.write(Uint8Array.from(output, (character) => character.charCodeAt(0)));
  io.stderr.write(result.stderr.replace(/^bash: (?:line \d+: )?/gm, ''));
  return result.exitCode;
}
