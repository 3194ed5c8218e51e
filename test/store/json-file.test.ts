import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { HistoryReader, historyPath } from '../../src/store/adapters/history-file';
import { jsonFileAdapter } from '../../src/store/adapters/json-file';
import { StateError, Store } from '../../src/store/store';

const pod = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' } });
const advice =
  'It was left as it is. Move it away, or name another one with KUBECTL_LITE_STATE=FILE, or start anew with "kubectl-lite sim reset" (which keeps a copy of it).';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-'));
  path = join(folder, 'deep', 'state.json');
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string): void {
  const store = new Store(jsonFileAdapter(path));
  store.put(`pods/default/${name}`, pod(name));
  store.commit();
}

describe('the state file', () => {
  it('is made with its folder; a line an object; nothing is left beside it but the history', () => {
    write('b');
    write('a');
    const text = readFileSync(path, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ format: 1, resourceVersion: 2 });
    expect(
      text
        .split('\n')
        .filter((line) => line.startsWith('"pods/'))
        .map((line) => line.slice(0, 16)),
    ).toEqual(['"pods/default/a"', '"pods/default/b"']);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json', 'state.json.history']);
  });

  it('is read again only when somebody wrote it', () => {
    write('a');
    const reader = new Store(jsonFileAdapter(path));
    reader.refresh();
    const first = reader.get('pods/default/a');
    reader.refresh();
    expect(reader.get('pods/default/a')).toBe(first);
    write('b');
    reader.refresh();
    expect(reader.range('pods/')).toHaveLength(2);
  });

  it('is replaced, never written into: who has it open reads the old state', () => {
    write('a');
    const before = jsonFileAdapter(path).revision();
    write('b');
    expect(jsonFileAdapter(path).revision().split('-')[0]).not.toBe(before.split('-')[0]);
  });

  it.each([
    { given: 'half a document', text: '{"format":1,', message: /^the state file .*state\.json is not valid JSON: / },
    {
      given: 'another document',
      text: '[1]',
      message: /^the state file .*state\.json does not hold a cluster's state\n/,
    },
    {
      given: 'another format',
      text: '{"format":2,"objects":{}}',
      message: /^the state file .*state\.json has format 2, this version reads format 1\n/,
    },
  ])('that holds $given is refused and left as it is', ({ text, message }) => {
    const broken = join(folder, 'state.json');
    writeFileSync(broken, text);
    const store = new Store(jsonFileAdapter(broken));
    const attempt = () => store.put('pods/default/a', pod('a'));
    expect(attempt).toThrow(StateError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(advice);
    expect(readFileSync(broken, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('in a place that is a file is refused with advice', () => {
    writeFileSync(join(folder, 'deep'), '');
    expect(() => write('a')).toThrow(
      /^cannot write the state file .*\nNothing was changed\. Name another file with KUBECTL_LITE_STATE=FILE or another folder with KUBECTL_LITE_HOME=DIR\.$/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that cannot be written is refused with advice', () => {
    path = join(folder, 'state.json');
    chmodSync(folder, 0o500);
    expect(() => write('a')).toThrow('Nothing was changed.');
  });
});

describe('the lock', () => {
  const lockPath = () => `${path}.lock`;

  it('names its holder while it is held', () => {
    const store = new Store(jsonFileAdapter(path));
    store.put('pods/default/a', pod('a'));
    expect(readFileSync(lockPath(), 'utf8')).toBe(String(process.pid));
    store.commit();
    expect(existsSync(lockPath())).toBe(false);
  });

  it('of a process that is gone is taken away', () => {
    write('a');
    // Process numbers end at 2^22: nobody has this one.
    writeFileSync(lockPath(), '99999999');
    write('b');
    expect(existsSync(lockPath())).toBe(false);
    expect(JSON.parse(readFileSync(path, 'utf8')).resourceVersion).toBe(2);
  });
});

describe('the history', () => {
  it('tells a reader the steps of commits after it was made', () => {
    write('a');
    const reader = new HistoryReader(path);
    expect(reader.read()).toEqual([]);
    write('b');
    write('c');
    expect(reader.read().map(({ type, key, version }) => `${version} ${type} ${key}`)).toEqual([
      '2 ADDED pods/default/b',
      '3 ADDED pods/default/c',
    ]);
    expect(reader.read()).toEqual([]);
  });

  it('is read from its beginning where it was started anew', () => {
    write('a');
    write('b');
    const reader = new HistoryReader(path);
    const [first = ''] = readFileSync(historyPath(path), 'utf8').split('\n');
    writeFileSync(historyPath(path), `${first}\n`);
    expect(reader.read().map(({ version }) => version)).toEqual([1]);
  });

  it('keeps half a line until the rest has come', () => {
    write('a');
    const [line = ''] = readFileSync(historyPath(path), 'utf8').split('\n');
    writeFileSync(historyPath(path), '');
    const reader = new HistoryReader(path);
    writeFileSync(historyPath(path), line.slice(0, 20));
    expect(reader.read()).toEqual([]);
    writeFileSync(historyPath(path), `${line}\n`);
    expect(reader.read().map(({ key }) => key)).toEqual(['pods/default/a']);
  });

  it('is not needed', () => {
    expect(new HistoryReader(path).read()).toEqual([]);
  });
});
