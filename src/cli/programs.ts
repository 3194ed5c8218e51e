import { type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { compareText } from '../apimachinery/json';
import type { ProgramResult, Programs } from '../kubectl/kubectl';

/** The programs of this machine. */
export const userPrograms: Programs = {
  interact: async (argv) => (await start(argv, { stdio: 'inherit' }))?.exitCode,
  run: (argv) => start(argv, { stdio: ['ignore', 'pipe', 'pipe'] }),
  async inTemporaryFolder(prefix, use) {
    const folder = mkdtempSync(join(tmpdir(), prefix));
    try {
      return await use(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  folders: pathFolders,
  named(prefix) {
    return pathFolders().flatMap((folder) =>
      programsIn(folder)
        .filter((name) => name.startsWith(prefix))
        .map((name) => join(folder, name)),
    );
  },
};

function start([program = '', ...args]: readonly string[], options: SpawnOptions): Promise<ProgramResult | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, options);
    const texts = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text;
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve({ exitCode: code ?? 1, ...texts }));
  });
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

function programsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => isProgram(join(folder, name)))
      .sort(compareText);
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
