import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The project's folder: tests are run from there. */
export const root = process.cwd();

/** What a script wrote, and how it ended. */
export type Outcome = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** A script that is still running. */
export type Running = {
  /** Resolves once what the script has written to its standard output contains this, or satisfies it. */
  readonly until: (expected: string | ((stdout: string) => boolean)) => Promise<void>;
  /** Ctrl-C, for the script and all that it started. */
  readonly interrupt: () => Promise<Outcome>;
};

/** A shell in a folder of its own, with a cluster of its own, `kubectl` and `kubectl-lite` being this program. */
export type Shell = {
  /** Runs a script in `sh` to its end. */
  (script: string, input?: string): Outcome;
  /** Runs a script that is expected to say nothing on its standard error and to succeed. */
  readonly out: (script: string, input?: string) => string;
  readonly start: (script: string) => Running;
  readonly write: (name: string, text: string) => void;
  /** Lets time pass, for clusters and shells that stand still otherwise. */
  readonly wait: (seconds: number) => void;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
};

type Options = {
  /** A folder below fixtures/ whose files the shell finds in its own. */
  readonly fixtures?: string;
  /** The shell's folder, below a temporary one. */
  readonly folder?: string;
  /** What the clock stands at. */
  readonly now?: string;
};

/** Call it in a test: what it makes goes when that test ends. */
export function newShell({ fixtures, folder: name = 'work', now = '2025-06-01T12:00:00Z' }: Options = {}): Shell {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-lite-e2e-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(home, name);
  const bin = join(home, 'bin');
  mkdirSync(folder);
  mkdirSync(bin);
  for (const program of ['kubectl', 'kubectl-lite']) symlinkSync(join(root, 'bin/kubectl-lite'), join(bin, program));
  if (fixtures !== undefined) cpSync(join(root, 'fixtures', fixtures), folder, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: tmpdir(),
    TERM: 'xterm',
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    KUBECTL_LITE_HOME: join(home, 'cluster'),
    KUBECTL_LITE_SEED: 'e2e',
    KUBECTL_LITE_NOW: now,
  };

  function run(script: string, input = ''): Outcome {
    const { stdout, stderr, status } = spawnSync('sh', ['-c', script], {
      cwd: folder,
      env,
      input,
      encoding: 'utf8',
      timeout: 100_000,
    });
    return { stdout, stderr, exitCode: status ?? -1 };
  }

  return Object.assign(run, {
    out(script: string, input?: string): string {
      const { stdout, stderr, exitCode } = run(script, input);
      if (stderr !== '' || exitCode !== 0) throw new Error(`${script}\nexit code ${exitCode}\n${stdout}${stderr}`);
      return stdout;
    },
    start: (script: string) => start(script, folder, env),
    write: (file: string, text: string) => writeFileSync(join(folder, file), text),
    wait(seconds: number): void {
      env.KUBECTL_LITE_NOW = new Date(Date.parse(env.KUBECTL_LITE_NOW ?? '') + seconds * 1000).toISOString();
    },
    folder,
    env,
  });
}

function start(script: string, cwd: string, env: NodeJS.ProcessEnv): Running {
  const child = spawn('sh', ['-c', script], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (exitCode) => resolve({ stdout, stderr, exitCode: exitCode ?? -1 }));
  });
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    } catch {
      // It has ended already.
    }
  };
  onTestFinished(async () => {
    stop();
    // Until it has, it may still write where the folder goes.
    await ended;
  });

  return {
    until(expected) {
      const isThere = (): boolean => (typeof expected === 'string' ? stdout.includes(expected) : expected(stdout));
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (isThere()) resolve();
        };
        look();
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`ended before it said ${expected}:\n${stdout}${stderr}`)));
      });
    },
    interrupt() {
      stop();
      return ended;
    },
  };
}

/** Whether there is such a program on this machine. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}
