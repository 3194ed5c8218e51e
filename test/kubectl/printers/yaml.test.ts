import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/apimachinery/json';
import { printYaml } from '../../../src/kubectl/printers/yaml';
import recorded from './recorded-yaml.json';

describe('printYaml', () => {
  it.each(recorded.rows.map((row) => [JSON.stringify(row.value).slice(0, 60), row] as const))('prints %s', (_, row) => {
    expect(printYaml({ spec: { value: row.value as Json } })).toBe(row.yaml);
  });

  it('leaves out fields that are undefined', () => {
    expect(printYaml({ a: undefined, b: { c: undefined } })).toBe('b: {}\n');
  });

  it('prints scalars and lists at the root', () => {
    expect(printYaml('yes')).toBe('"yes"\n');
    expect(printYaml(['a', { b: 1, c: [2] }])).toBe('- a\n- b: 1\n  c:\n  - 2\n');
  });
});

function findKubectl(): string | undefined {
  try {
    return execFileSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

/** Objects as the real client prints them. */
function kubectlYaml(object: Json): string {
  const file = join(mkdtempSync(join(tmpdir(), 'print-yaml-')), 'object.json');
  writeFileSync(file, JSON.stringify(object));
  return execFileSync('kubectl', ['label', '--local', '--overwrite', '-f', file, 'a=b', '-o', 'yaml'], {
    encoding: 'utf8',
  });
}

const awkward = fc.constantFrom(...'abyno019 .:-#\'"\\,{}[]?!&*%@|>~_+=\n\té\u2028', 'word ', 'long word two ');
const text = fc.array(awkward, { maxLength: 40 }).map((parts) => parts.join(''));
const value = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom<Json>(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(text, tie('node'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).node;

const kubectl = findKubectl();

describe.skipIf(kubectl === undefined)('printYaml beside the real kubectl (skipped where none is on PATH)', () => {
  it('prints the same of any object', () => {
    for (const spec of fc.sample(fc.array(value, { minLength: 60, maxLength: 60 }), { numRuns: 5, seed: 33 })) {
      const object = { apiVersion: 'example.com/v1', kind: 'Foo', metadata: { labels: { a: 'b' }, name: 'x' }, spec };
      expect(printYaml(object)).toBe(kubectlYaml(object));
    }
  });
});
