import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Step = { readonly command: string; readonly output: string };

/** The commands of README's transcripts, with the output that it shows for each. */
function transcripts(): Step[][] {
  const texts = readFileSync('README.md', 'utf8').matchAll(/```console\n([\s\S]*?)```/g);
  return [...texts].map(([, text = '']) =>
    text
      .split(/^\$ /m)
      .filter((part) => part !== '')
      .map((part) => {
        const end = part.indexOf('\n');
        return { command: part.slice(0, end), output: part.slice(end + 1) };
      }),
  );
}

/** Identifiers are made up anew for each cluster. */
function withoutUids(text: string): string {
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000');
}

it('README.md holds commands', () => {
  expect(transcripts().map((steps) => steps.length > 4)).toEqual([true, true]);
});

describe.each(transcripts().map((steps) => ({ steps })))('a transcript in README.md', ({ steps }) => {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-lite-readme-'));
  const folder = join(home, 'bin');
  const env = {
    ...process.env,
    KUBECTL_LITE_HOME: home,
    KUBECTL_LITE_NOW: '2026-01-01T00:00:00Z',
    PATH: `${folder}${delimiter}${process.env.PATH}`,
  };

  beforeAll(() => {
    mkdirSync(folder);
    symlinkSync(resolve('bin/kubectl-lite'), join(folder, 'kubectl'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  for (const { command, output } of steps) {
    it(command, () => {
      const { stdout } = spawnSync('sh', ['-c', command], { env, encoding: 'utf8' });
      expect(withoutUids(stdout)).toBe(output);
    });
  }
});

describe('npm start', () => {
  it('plays the demonstration to its end', () => {
    const output = execFileSync(process.execPath, ['scripts/demo.mjs'], { encoding: 'utf8' });
    expect(output).toContain('$ kubectl-lite delete pod db-1');
    expect(output.match(/^db-1 +1\/1 +Running/gm)).toHaveLength(2);
    expect(new Set(output.match(/^db-1 .*?(172[.\d]+)/gm)).size).toBe(2);
  });
});
