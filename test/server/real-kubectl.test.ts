import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { isThere, realKubectl as real } from './find-kubectl';
import type { Row, Scenario } from './kubectl/row';
import { scenarios as allScenarios } from './kubectl/rows';
import { type Served, serve } from './serve';

const shop = join(process.cwd(), 'test/server/kubectl/shop.yaml');
const HOUR = 3_600_000;

/** The real kubectl tells ages by the real clock: they are of hours, so that a minute more does not show. */
const now = Math.floor(Date.now() / 1000) * 1000;
const isoTime = (ms: number): string => new Date(ms).toISOString();

/** REFEREE=all plays all scenarios, REFEREE=auth those of such a name; else the thorough ones are left out. */
const chosen = process.env.REFEREE;
const scenarios = allScenarios.filter(({ name, isThorough }) =>
  chosen === undefined ? !isThorough : chosen === 'all' || name.includes(chosen),
);

type Outcome = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };
/** The version that is imitated: what others print is no measure. */
const wanted = 'v1.33';

type Pair = { readonly real: Outcome; readonly ours: Outcome };

const nothing: Outcome = { stdout: '', stderr: '', exitCode: 0 };

const root = mkdtempSync(join(tmpdir(), 'kubectl-lite-referee-'));
const running: Served[] = [];

function environment(home: string, time: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    KUBECTL_LITE_HOME: join(home, 'state'),
    KUBECTL_LITE_SEED: 'referee',
    KUBECTL_LITE_NOW: isoTime(time),
  };
}

function run(program: string, row: Row, cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve) => {
    const script = `${program} ${row.line}`;
    const child = execFile(
      'sh',
      ['-c', script],
      { cwd, env: { ...env, ...row.env }, timeout: 60_000, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => {
        resolve({ stdout, stderr, exitCode: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1 });
      },
    );
    child.stdin?.end(row.stdin ?? '');
  });
}

function textOf({ stdout, stderr, exitCode }: Outcome): string {
  return `${stdout}--- stderr\n${stderr}--- exit code ${exitCode}`;
}

/** @property version the real kubectl's, as it says with the server before it */
type Played = { readonly version: string; readonly pairs: readonly Pair[] };

/** Two equal clusters: one behind `serve`, one in a state file; each row is typed to both. */
async function play({ name, rows }: Scenario): Promise<Played> {
  const folder = join(root, name.replaceAll(/\W+/g, '-'));
  const [served, local] = [join(folder, 'served'), join(folder, 'local')];
  mkdirSync(served, { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(join(process.cwd(), 'bin/kubectl-lite'), join(bin, 'kubectl'));
  cpSync(shop, join(folder, 'shop.yaml'));
  const begin = environment(served, now - 20.5 * HOUR);
  const made = await run(join(bin, 'kubectl'), { line: 'apply -f shop.yaml' }, folder, begin);
  expect(made.stderr + made.exitCode).toBe('0');
  cpSync(served, local, { recursive: true });

  const server = await serve(environment(served, now), served);
  running.push(server);
  const theirs = { ...environment(served, now), KUBECONFIG: server.kubeconfig };
  const ours = environment(local, now);
  const told = await run(real, { line: 'version' }, folder, theirs);
  const [, version = 'of no version'] = /^Client Version: (\S+)/.exec(told.stdout) ?? [];
  const pairs: Pair[] = [];
  for (const row of version.startsWith(wanted) ? rows : []) {
    if (row.differs !== undefined) {
      pairs.push({ real: nothing, ours: nothing });
      continue;
    }
    const [one, other] = await Promise.all([
      run(real, row, folder, theirs),
      run(join(bin, 'kubectl'), row, folder, ours),
    ]);
    pairs.push({ real: one, ours: other });
  }
  await server.stop();
  return { version, pairs };
}

if (!isThere) console.warn('SKIPPED: there is no kubectl on the PATH to compare with');

describe.skipIf(!isThere)(`the real kubectl ${wanted} and ours`, () => {
  const games = new Map<Scenario, Promise<Played>>();
  beforeAll(async () => {
    for (const scenario of scenarios) games.set(scenario, play(scenario));
    const { version } = (await games.get(scenarios[0] as Scenario)) ?? {};
    if (version?.startsWith(wanted)) console.info(`compared with ${real}, kubectl ${version}`);
    else console.warn(`SKIPPED: kubectl is ${version}, not ${wanted}`);
  }, 600_000);

  for (const scenario of scenarios) {
    describe(scenario.name, () => {
      scenario.rows.forEach((row, index) => {
        const check = async ({ skip }: TestContext): Promise<void> => {
          const played = await games.get(scenario);
          if (!played?.version.startsWith(row.patch ?? wanted)) skip();
          const pair = played?.pairs[index];
          expect(pair && textOf(pair.ours)).toBe(pair && textOf(pair.real));
        };
        const title = `${index + 1} ${row.line}`;
        if (row.differs === undefined) it(title, check, 180_000);
        else it.skip(`${title} (${row.differs})`, check);
      });
    });
  }

  afterAll(async () => {
    await Promise.all(running.map(({ stop }) => stop('SIGKILL')));
    rmSync(root, { recursive: true, force: true });
  });
});
