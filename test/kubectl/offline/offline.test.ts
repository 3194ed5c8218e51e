import { spawn } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allKinds } from '../../../src/resources/kinds';
import { isThere, realKubectl, realVersion } from '../../server/find-kubectl';
import { type Result, runCommand } from '../cmd/run-command';
import { fakeClient } from '../describe/fake-client';
import { awkwardJson, awkwardText } from './awkward';

/** The version that is imitated: what others print is no measure. */
const WANTED = 'v1.33';
const RUNS = 25;

type Line = { readonly argv: readonly string[]; readonly input?: string };

function real({ argv, input = '' }: Line): Promise<Result> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, KUBECONFIG: '/dev/null', HOME: '/nonexistent', TZ: 'UTC' };
    const child = spawn(realKubectl, argv, { env });
    const result = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        result[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (exit) => resolve({ ...result, exit: exit ?? -1 }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Containers whose image has no name that fits are called by chance. */
function withoutChance({ stdout, ...result }: Result): Result {
  return { ...result, stdout: stdout.replaceAll(/(name"?: .*-)[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1…') };
}

async function compare(line: Line): Promise<void> {
  const [wanted, ours] = await Promise.all([
    real(line),
    runCommand(line.argv, { client: fakeClient([], allKinds), input: line.input }),
  ]);
  expect(withoutChance(ours)).toEqual(withoutChance(wanted));
}

const format = fc.constantFrom('yaml', 'json');
const texts = fc.array(awkwardText, { minLength: 1, maxLength: 4 });
const key = fc.constantFrom('a', 'b.c', 'D_e', '10', '9', 'true', 'null', 'z-1', '0644');
const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 4 });
const name = fc.constantFrom('web', 'a.b', '123', 'x'.repeat(63), 'true');

const pairsOf = (flag: string) =>
  fc
    .tuple(keys, texts)
    .map(([names, values]) => names.map((each, index) => `--${flag}=${each}=${values[index] ?? ''}`));

const dryRun = (output: string): string[] => ['--dry-run=client', `--output=${output}`];

/** An object with awkward data, as JSON, which is YAML as well. */
const configMap = fc
  .record({ data: fc.dictionary(key, awkwardText, { maxKeys: 4 }), extra: awkwardJson })
  .map((fields) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, ...fields }));

const deployment = fc.record({ env: texts, args: texts }).map(({ env, args }) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: {
          containers: [{ name: 'c', image: 'i', args, env: env.map((value, at) => ({ name: `E${at}`, value })) }],
        },
      },
    },
  }),
);

const changes = fc.record({ data: fc.dictionary(key, fc.option(awkwardText), { maxKeys: 3 }) });

const patch = fc.oneof(
  fc.tuple(fc.constant('strategic'), changes),
  fc.tuple(fc.constant('merge'), fc.record({ extra: awkwardJson })),
  fc.tuple(
    fc.constant('json'),
    awkwardJson.map((value) => [{ op: 'add', path: '/extra', value }]),
  ),
);

const lines: Readonly<Record<string, fc.Arbitrary<Line>>> = {
  'create configmap': fc
    .tuple(name, pairsOf('from-literal'), format)
    .map(([of, pairs, output]) => ({ argv: ['create', 'configmap', of, ...pairs, ...dryRun(output)] })),
  'create secret generic': fc
    .tuple(name, pairsOf('from-literal'), format)
    .map(([of, pairs, output]) => ({ argv: ['create', 'secret', 'generic', of, ...pairs, ...dryRun(output)] })),
  'create deployment': fc.tuple(name, awkwardText, texts, format).map(([of, image, words, output]) => ({
    argv: ['create', 'deployment', of, `--image=${image}`, ...dryRun(output), '--', ...words],
  })),
  'create job': fc.tuple(name, awkwardText, texts, format).map(([of, image, words, output]) => ({
    argv: ['create', 'job', of, `--image=${image}`, ...dryRun(output), '--', ...words],
  })),
  'label --local': fc.tuple(configMap, awkwardText, format).map(([input, value, output]) => ({
    argv: ['label', '--local', '-f', '-', '-o', output, '--', `k=${value}`],
    input,
  })),
  'annotate --local': fc.tuple(configMap, awkwardText, format).map(([input, value, output]) => ({
    argv: ['annotate', '--local', '-f', '-', '-o', output, '--', `k=${value}`],
    input,
  })),
  'patch --local': fc.tuple(configMap, patch, format).map(([input, [type, body], output]) => ({
    argv: ['patch', '--local', '-f', '-', `--type=${type}`, '-o', output, `--patch=${JSON.stringify(body)}`],
    input,
  })),
  'set env --local': fc.tuple(deployment, awkwardText, format).map(([input, value, output]) => ({
    argv: ['set', 'env', '--local', '-f', '-', '-o', output, '--', `E0=${value}`],
    input,
  })),
  'set image --local': fc.tuple(deployment, awkwardText, format).map(([input, value, output]) => ({
    argv: ['set', 'image', '--local', '-f', '-', '-o', output, '--', `c=${value}`],
    input,
  })),
};

if (!isThere) console.warn('SKIPPED: there is no kubectl on the PATH to compare offline commands with');
else if (!realVersion.startsWith(WANTED)) console.warn(`SKIPPED: kubectl is ${realVersion}, not ${WANTED}`);

describe.skipIf(!realVersion.startsWith(WANTED))(`offline, kubectl ${WANTED} and ours say the same`, () => {
  it.each(Object.entries(lines))(
    '%s',
    async (_, line) => {
      await fc.assert(fc.asyncProperty(line, compare), { numRuns: Number(process.env.OFFLINE_RUNS ?? RUNS) });
    },
    120_000,
  );
});
