import { describe, expect, test } from 'vitest';

import type { ContainerWorld } from '../../../src/runtime/container-world';
import usages from '../../../src/runtime/programs/busybox-usage.json';
import { programs } from '../../../src/runtime/programs/programs';
import { createBuffer, type Input, inputOf } from '../../../src/runtime/streams';
import { recordedWorld } from '../../dns/fixture';
import { hostOf, worldOf } from '../fixture';

/** Files by their path below the working directory: `d/` is a folder, `-> a` a link. */
export type Files = { readonly [path: string]: string };

/**
 * Commands (`; ` between them, `<<< text` for their input), what is there before them, what they print on stdout and
 * stderr together, and the exit code of the first.
 */
export type Row = readonly [commands: string, files: Files, stdout: string, stderr: string, exitCode: number];

export type Dialect = 'gnu' | 'busybox';

export const images = { gnu: 'debian:12', busybox: 'busybox:1.36' } as const;

/** Where the commands are run. */
export const cwd = '/tmp/w';

/** 2023-01-02 03:04:05 UTC: when the files were made. */
const old = 1_672_628_645_000;

type Command = { readonly argv: readonly string[]; readonly stdin: string };

function wordsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/gs)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function commandsOf(text: string): Command[] {
  return text.split('; ').map((part) => {
    const [, command = '', input] = /^(.*?)(?: <<< (.*))?$/s.exec(part) ?? [];
    return { argv: wordsOf(command), stdin: input === undefined ? '' : `${wordsOf(input).join(' ')}\n` };
  });
}

/** Puts files into a container: those whose name begins with `locked` are for root alone. */
function putFiles({ files }: ContainerWorld, wanted: Files): void {
  files.makeFolder(cwd);
  for (const [path, content] of Object.entries(wanted)) {
    const full = `${cwd}/${path}`;
    const folder = full.slice(0, full.lastIndexOf('/'));
    files.makeFolders(folder);
    if (content.startsWith('-> ')) files.makeLink(content.slice(3), full);
    else if (!path.endsWith('/')) files.write(full, new TextEncoder().encode(content));
  }
  const change = (path: string): void => {
    const stat = files.find(path, '/', false);
    if (stat === undefined || stat.type === 'link') return;
    if (stat.type === 'folder') for (const name of files.list(path)) change(`${path}/${name}`);
    const isLocked = path.startsWith(`${cwd}/locked`) && !path.slice(cwd.length + 1).includes('/');
    files.change(path, { mtime: old, ...(isLocked ? { mode: stat.type === 'folder' ? 0o700 : 0o600 } : {}) });
  };
  change(cwd);
}

/** A world with files in it, seen by root or by another user. */
export function worldWith(dialect: Dialect, files: Files = {}, uid = 0): ContainerWorld {
  const host = hostOf();
  const spec = {};
  const root = worldOf(images[dialect], recordedWorld, spec, host);
  putFiles(root, files);
  const securityContext = { runAsUser: uid, runAsGroup: uid };
  return uid === 0 ? root : worldOf(images[dialect], recordedWorld, spec, host, { securityContext });
}

/** What a program prints, and its exit code. */
export type Outcome = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** Runs one program in a world. */
export async function run(
  world: ContainerWorld,
  argv: readonly string[],
  stdin: Input | string = '',
  isTerminal = false,
): Promise<Outcome> {
  const [name = '', ...args] = argv;
  const program = programs[name];
  if (program === undefined) throw new Error(`no program ${name}`);
  const stdout = createBuffer();
  const stderr = createBuffer();
  const exitCode = await program(args, {
    world,
    name,
    env: world.env,
    cwd,
    stdin: typeof stdin === 'string' ? inputOf(stdin) : stdin,
    stdout: { ...stdout, isTerminal },
    stderr,
  });
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

/** Runs a row's commands one after the other; answers the row as it came out. */
export async function runRow(dialect: Dialect, [commands, files]: Row, uid = 0): Promise<Row> {
  const world = worldWith(dialect, files, uid);
  let stdout = '';
  let stderr = '';
  let first: number | undefined;
  for (const { argv, stdin } of commandsOf(commands)) {
    const outcome = await run(world, argv, stdin);
    stdout += outcome.stdout;
    stderr += outcome.stderr;
    first ??= outcome.exitCode;
  }
  return [commands, files, stdout, stderr, first ?? 0];
}

/** Tests what rows of each userland say. */
export function testRows(tables: Readonly<Record<Dialect, readonly Row[]>>): void {
  describe.each(Object.entries(tables) as [Dialect, readonly Row[]][])('%s', (dialect, rows) => {
    test.each(rows)('%s', async (...row) => {
      expect(await runRow(dialect, row)).toEqual(row);
    });
  });
}

/** What a program of busybox says of itself, after a complaint. */
export function usage(name: keyof typeof usages, complaint = ''): string {
  return `${complaint}BusyBox v1.36.1 (2024-09-26 21:31:42 UTC) multi-call binary.\n\n${usages[name]}`;
}
