import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerClock, ContainerWorld } from '../../src/runtime/container-world';
import type { ProcessRecord } from '../../src/runtime/process/process-record';
import { type ProcessHost, resumeProcess, startProcess } from '../../src/runtime/process/run-process';
import { recordedWorld } from '../dns/fixture';
import { now, worldOf } from './fixture';
import { memoryVolumes } from './memory-volumes';

type Line = readonly [seconds: number, text: string];

/** A container whose process is kept as JSON between its turns, as the state keeps it. */
function containerOf(command: string[], image = 'busybox:1.36') {
  const lines: Line[] = [];
  const volumes = memoryVolumes();
  const decoder = new TextDecoder();
  const worldFor = (clock: ContainerClock): ContainerWorld =>
    worldOf(image, recordedWorld, {}, { clock, volumes }, { command });
  const { pod, container } = worldFor({ now: () => now, sleep: async () => {} });
  const host: ProcessHost = {
    pod,
    container,
    worldFor,
    write: (data, at) => lines.push([(at - now) / 1000, typeof data === 'string' ? data : decoder.decode(data)]),
  };
  async function run(until: number): Promise<ProcessRecord> {
    let record = await startProcess(host, now);
    for (let turns = 0; record.wake !== undefined && record.wake <= now + until * 1000; turns += 1) {
      record = await resumeProcess(host, JSON.parse(JSON.stringify(record)));
      if (turns > 200) throw new Error('too many turns');
    }
    return record;
  }
  return { run, lines };
}

const sh = (script: string) => containerOf(['sh', '-c', script]);

/** What a script says when it never has to wait, which a shell that is not left says as well. */
async function withoutWaiting(script: string): Promise<string> {
  const { run, lines } = sh(script.replaceAll(/sleep [\d.]+/g, ':'));
  await run(0);
  return lines.map(([, text]) => text).join('');
}

describe('a process that is left where it waits', () => {
  it.each<[string, string, Line[]]>([
    [
      'in a list',
      'echo a; sleep 2; echo b',
      [
        [0, 'a\n'],
        [2, 'b\n'],
      ],
    ],
    ['in a condition', 'if sleep 1; then echo y; else echo n; fi', [[1, 'y\n']]],
    ['in a branch', 'if false; then :; else sleep 1; echo n; fi', [[1, 'n\n']]],
    ['behind &&', 'true && sleep 1 && echo y || echo n', [[1, 'y\n']]],
    [
      'in a for loop',
      'for i in a b; do echo $i; sleep 3; done',
      [
        [0, 'a\n'],
        [3, 'b\n'],
      ],
    ],
    [
      'in a while loop',
      'i=0; while [ $i -lt 2 ]; do i=$((i+1)); sleep 1; echo $i; done',
      [
        [1, '1\n'],
        [2, '2\n'],
      ],
    ],
    [
      'in the condition of a loop',
      'i=0; until [ $i = 2 ] || ! sleep 1; do i=$((i+1)); echo $i; done',
      [
        [1, '1\n'],
        [2, '2\n'],
      ],
    ],
    ['in a case', 'case x in y) :;; x) sleep 1; echo x;; esac', [[1, 'x\n']]],
    [
      'in a function, with its own variables',
      'f() { local v=$1; sleep 1; echo $v $#; }; v=out; f in 2; echo $v',
      [
        [1, 'in 2\n'],
        [1, 'out\n'],
      ],
    ],
    [
      'in loops within loops',
      'for i in 1 2; do for j in a b; do sleep 1; echo $i$j; done; done',
      [
        [1, '1a\n'],
        [2, '1b\n'],
        [3, '2a\n'],
        [4, '2b\n'],
      ],
    ],
    [
      'with break and continue',
      'for i in 1 2 3; do sleep 1; [ $i = 1 ] && continue; echo $i; break; done; echo end',
      [
        [2, '2\n'],
        [2, 'end\n'],
      ],
    ],
    ['with what was set', 'set -e; x=1; sleep 1; x=$((x+1)); echo $x; false; echo never', [[1, '2\n']]],
    ['where a file is written', '{ echo a; sleep 1; echo b; } > /tmp/f; cat /tmp/f', [[1, 'a\nb\n']]],
    [
      'where it cannot be left',
      'echo a; (sleep 2; echo b) | cat; echo c',
      [
        [0, 'a\n'],
        [2, 'b\n'],
        [2, 'c\n'],
      ],
    ],
    ['with what is to come at the end', 'trap "echo bye" EXIT; sleep 1; exit 4', [[1, 'bye\n']]],
  ])('%s', async (_where, script, expected) => {
    const { run, lines } = sh(script);
    await run(60);
    expect(lines).toEqual(expected);
  });

  it('goes on as if it had not been left', async () => {
    const step = fc.constantFrom('sleep 1', 'echo $i', 'i=$((i+1))', 'sleep 0.5', 'f $i');
    const block = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('; '));
    const nested = fc
      .tuple(block, block, block)
      .map(
        ([first, second, third]) =>
          `i=0; f() { local k=$1; sleep 1; echo f$k; }; ${first}; for j in a b; do ${second}; if [ $j = a ]; then ${third}; fi; done; echo $i`,
      );
    await fc.assert(
      fc.asyncProperty(nested, async (script) => {
        const { run, lines } = sh(script);
        const { exitCode } = await run(200);
        expect(exitCode).toBe(0);
        expect(lines.map(([, text]) => text).join('')).toBe(await withoutWaiting(script));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a main process', () => {
  it.each<[string, string[], string, Partial<ProcessRecord>]>([
    ['ends', ['sh', '-c', 'exit 3'], 'busybox', { exitCode: 3 }],
    ['is a syntax error', ['sh', '-c', 'if'], 'busybox', { exitCode: 2 }],
    ['sleeps', ['sleep', '60'], 'busybox', { wake: now + 60_000 }],
    ['sleeps for ever', ['sleep', 'infinity'], 'busybox', { wake: undefined, exitCode: undefined }],
    ['follows nothing', ['tail', '-f', '/dev/null'], 'debian', { wake: undefined, exitCode: undefined }],
    ['repeats itself', ['sh', '-c', 'while true; do sleep 5; done'], 'busybox', { isEndless: true, wake: now + 5000 }],
    ['is not there', ['nope'], 'busybox', { startError: 'exec: "nope": executable file not found in $PATH' }],
    ['is no program', ['/etc/passwd'], 'busybox', { startError: 'exec: "/etc/passwd": permission denied' }],
    [
      'is a server',
      ['nginx', '-g', 'daemon off;'],
      'nginx',
      { serving: [{ name: 'nginx', argv: ['nginx', '-g', 'daemon off;'] }] },
    ],
    [
      'becomes a server',
      ['sh', '-c', 'exec nginx -g "daemon off;"'],
      'nginx',
      { serving: [{ name: 'nginx', argv: ['nginx', '-g', 'daemon off;'] }] },
    ],
    ['is not known', ['/app', '--port', '80'], 'example/app', { serving: [{ name: '', argv: [] }] }],
  ])('that %s', async (_what, command, image, expected) => {
    const record = await containerOf(command, image).run(0);
    for (const [field, value] of Object.entries(expected)) expect(record[field as keyof ProcessRecord]).toEqual(value);
  });
});
