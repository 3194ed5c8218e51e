import type { ContainerWorld } from '../container';
import { cat } from './cat';
import { cut } from './cut';
import { date } from './date';
import { echo } from './echo';
import { env, printenv } from './env';
import { grep } from './grep';
import { head, tail } from './head';
import { hostname } from './hostname';
import { nslookup } from './nslookup';
import { printf } from './printf';
import { type Program, succeed } from './program';
import { sed } from './sed';
import { seq } from './seq';
import { sleep } from './sleep';
import { sort, uniq } from './sort';
import { tr } from './tr';
import { wc } from './wc';

/** Every simulated program by its name. */
const programs: { readonly [name: string]: Program } = {
  cat,
  cut,
  date,
  echo,
  env,
  false: () => ({ stdout: '', stderr: '', exitCode: 1 }),
  grep,
  head,
  hostname,
  nslookup,
  printenv,
  printf,
  pwd: (_args, { cwd }) => succeed(`${cwd}\n`),
  sed,
  seq,
  sleep,
  sort,
  tail,
  tr,
  true: () => succeed(''),
  uniq,
  wc,
  whoami: () => succeed('root\n'),
};

const directory = /^\/(?:usr\/(?:local\/)?)?s?bin\/([^/]+)$/;

/** The program's bare name where a path names one of the directories that programs live in. */
export function programName(command: string): string | undefined {
  return command.includes('/') ? directory.exec(command)?.[1] : command;
}

/** The program that a command names in a container; undefined where its image has none of that name. */
export function findProgram(world: ContainerWorld, command: string): Program | undefined {
  const name = programName(command);
  const { userland, nslookup: dialect } = world.image;
  if (name === undefined || userland === 'none' || !Object.hasOwn(programs, name)) return undefined;
  if (name === 'nslookup' && dialect === undefined) return undefined;
  return programs[name];
}
