import type { Container } from '../resources/core/pod-types';
import type { ContainerWorld } from './container';
import { imageFacts, parseImage } from './images/image';
import { findProgram } from './programs/programs';
import { runCommand, shellKind } from './run-command';

/** How a container's main process fares: it stays up, or ends after so many milliseconds; and what it wrote. */
export type ProcessOutcome = { readonly output: string } & (
  | { readonly type: 'running' }
  | { readonly type: 'exited'; readonly exitCode: number; readonly after: number }
);

const running: ProcessOutcome = { type: 'running', output: '' };

/** Images whose own process is a shell: without a terminal it reads an empty input and ends. */
const shells = new Set(['busybox', 'alpine', 'debian', 'ubuntu', 'bash', 'centos', 'fedora']);

const waits = /\bsleep\s+(infinity|inf|\d)|while\s+(true|:)|while\s+\[|tail\s+-[fF]|\bwait\b|for\s*\(\(\s*;\s*;/;

/**
 * What becomes of a container's process. Known programs are run, scripts that wait stay up; what the simulator
 * cannot run is taken for a server.
 * @param loadWorld gathers what the process can see; called only when something is to be run
 */
export async function processOutcome(
  container: Container,
  loadWorld: () => Promise<ContainerWorld>,
): Promise<ProcessOutcome> {
  const argv = [...(container.command ?? []), ...(container.args ?? [])];
  if (container.command === undefined && !isShellImage(container.image)) return running;
  if (argv.length === 0) return { type: 'exited', exitCode: 0, after: 0, output: '' };
  if (waits.test(argv.join(' '))) return sleepOutcome(argv) ?? running;
  const world = await loadWorld();
  const [command = ''] = argv;
  if (shellKind(world, command) === undefined && findProgram(world, command) === undefined) return running;
  const result = await runCommand(world, argv);
  if ('startError' in result || result.exitCode === 127) return running;
  const output = result.stdout + result.stderr;
  return { type: 'exited', exitCode: result.exitCode, after: 0, output };
}

function isShellImage(image: string): boolean {
  const { repository } = parseImage(image);
  return shells.has(repository.slice(repository.lastIndexOf('/') + 1)) && imageFacts(image).shells.sh !== undefined;
}

/** A plain `sleep 30` ends after its time. */
function sleepOutcome([command, duration, ...rest]: readonly string[]): ProcessOutcome | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(duration ?? '') ?? [];
  if (command !== 'sleep' || number === undefined || rest.length > 0) return undefined;
  const seconds = { s: 1, m: 60, h: 3600, d: 86400 }[unit || 's'] ?? 1;
  return { type: 'exited', exitCode: 0, after: Number(number) * seconds * 1000, output: '' };
}
