import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readTar, type TarEntry, writeTar } from '../../src/apimachinery/tar';

const file = (name: string, text: string): TarEntry => ({ name, type: 'file', bytes: Buffer.from(text) });
const folder = (name: string): TarEntry => ({ name, type: 'folder', bytes: new Uint8Array() });
const long = `${'folder/'.repeat(20)}page.html`;

describe('an archive', () => {
  const entries = [file('page/index.html', 'hello\n'), folder('page/empty'), file(long, 'x'.repeat(513))];

  it('is one that tar reads', () => {
    const listed = execFileSync('tar', ['tf', '-'], { input: writeTar(entries, 0), encoding: 'utf8' });
    expect(listed).toBe(`page/index.html\npage/empty/\n${long}\n`);
  });

  it('is read as it was written', () => {
    const { entries: read, isWhole } = readTar(writeTar(entries, 0));
    expect(isWhole).toBe(true);
    expect(read.map(({ name, type, bytes }) => [name, type, Buffer.from(bytes).toString()])).toEqual([
      ['page/index.html', 'file', 'hello\n'],
      ['page/empty/', 'folder', ''],
      [long, 'file', 'x'.repeat(513)],
    ]);
  });

  it('that broke off holds what is whole', () => {
    const archive = writeTar(entries, 0).subarray(0, 1024 + 100);
    const { entries: read, isWhole } = readTar(archive);
    expect(isWhole).toBe(false);
    expect(read.map(({ name }) => name)).toEqual(['page/index.html']);
  });

  it('of tar itself is read, with names of any length', () => {
    const script = `cd "$(mktemp -d)" && mkdir -p ${'deep/'.repeat(30)} && echo one > ${'deep/'.repeat(30)}file && ln -s nowhere deep/link && tar cf - deep/link ${'deep/'.repeat(30)}file`;
    const { entries: read, isWhole } = readTar(execFileSync('sh', ['-c', script]));
    expect(isWhole).toBe(true);
    expect(read.map(({ name, type, link }) => [name, type, link])).toEqual([
      ['deep/link', 'link', 'nowhere'],
      [`${'deep/'.repeat(30)}file`, 'file', undefined],
    ]);
  });
});
