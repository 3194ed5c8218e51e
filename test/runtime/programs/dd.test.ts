import { expect, test } from 'vitest';

import { type Files, type Row, run, testRows, usage, worldWith } from './run';

const lines: Files = {
  n: Array.from({ length: 30 }, (_, at) => `${at + 1}\n`).join(''),
  a: 'hello\n',
  nn: 'no newline',
  e: '',
  'd/': '',
};

/** Recorded with GNU coreutils 9.1 (`kill` with procps 4.0.2), LC_ALL=C, at 2023-11-14 22:13:20 UTC. */
const gnu: readonly Row[] = [
  [
    'dd if=n of=o status=none; cat o',
    lines,
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n',
    '',
    0,
  ],
  ['dd if=nosuch of=o', {}, '', "dd: failed to open 'nosuch': No such file or directory\n", 1],
  ['dd if=n of=nd/x', lines, '', "dd: failed to open 'nd/x': No such file or directory\n", 1],
  ['dd if=n of=d', lines, '', "dd: failed to open 'd': Is a directory\n", 1],
  ['dd foo', {}, '', "dd: unrecognized operand 'foo'\nTry 'dd --help' for more information.\n", 1],
  ['dd foo=1', {}, '', "dd: unrecognized operand 'foo=1'\nTry 'dd --help' for more information.\n", 1],
  ['dd bs=x', {}, '', "dd: invalid number: 'x'\n", 1],
  ['dd bs=0', {}, '', "dd: invalid number: '0'\n", 1],
  ['dd if=/dev/zero of=z bs=1k count=3 status=none; stat -c %s z', {}, '3072\n', '', 0],
  ['dd if=/dev/zero of=z bs=1k count=3 status=noxfer', {}, '', '3+0 records in\n3+0 records out\n', 0],
  [
    'dd if=n bs=10 count=2 status=noxfer',
    lines,
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n10',
    '2+0 records in\n2+0 records out\n',
    0,
  ],
  ['dd if=n bs=10 count=2 skip=3 status=none', lines, '14\n15\n16\n17\n18\n19\n20', '', 0],
  ['dd of=o bs=2 status=noxfer <<< abc; cat o', {}, 'abc\n', '2+0 records in\n2+0 records out\n', 0],
  ['dd of=o bs=1 seek=1 conv=notrunc status=none <<< X; cat o', { o: 'abcdef' }, 'aX\ndef', '', 0],
  ['dd of=o bs=1 seek=1 status=none <<< X; cat o', { o: 'abcdef' }, 'aX\n', '', 0],
  ['dd of=o bs=1 seek=3 status=none <<< Q; cat -A o', {}, '^@^@^@Q$\n', '', 0],
  [
    'dd if=/dev/zero of=/dev/full bs=1k count=3 status=noxfer',
    {},
    '',
    "dd: error writing '/dev/full': No space left on device\n1+0 records in\n0+0 records out\n",
    1,
  ],
  ['dd if=/dev/null of=z status=noxfer; ls', {}, 'z\n', '0+0 records in\n0+0 records out\n', 0],
  ['dd if=n of=/dev/null bs=1 status=noxfer', lines, '', '81+0 records in\n81+0 records out\n', 0],
  ['dd if=n of=z bs=1M status=noxfer', lines, '', '0+1 records in\n0+1 records out\n', 0],
  ['dd ibs=4 obs=8 if=n of=z status=noxfer', lines, '', '20+1 records in\n10+1 records out\n', 0],
  ['dd if=n of=o conv=swab status=none; cat o', { n: 'badc' }, 'abcd', '', 0],
  [
    'dd if=/dev/zero of=z bs=1M count=10 status=noxfer; stat -c %s z',
    {},
    '10485760\n',
    '10+0 records in\n10+0 records out\n',
    0,
  ],
  [
    'dd if=n of=z iflag=count_bytes count=5 status=noxfer; cat z',
    lines,
    '1\n2\n3',
    '0+1 records in\n0+1 records out\n',
    0,
  ],
  [
    'dd count=1 if=/dev/urandom of=z bs=1500 status=noxfer; stat -c %s z',
    {},
    '1500\n',
    '1+0 records in\n1+0 records out\n',
    0,
  ],
  ['dd if=n of=z bs=1M conv=fsync status=noxfer', lines, '', '0+1 records in\n0+1 records out\n', 0],
  ['dd if=n of=z count=0 status=noxfer; stat -c %s z', lines, '0\n', '0+0 records in\n0+0 records out\n', 0],
  ['dd if=n of=z conv=ucase status=none; cat z', { n: 'abC' }, 'ABC', '', 0],
  ['dd if=/dev/zero bs=2x512 count=2 of=z status=noxfer', {}, '', '2+0 records in\n2+0 records out\n', 0],
  [
    'dd if=n skip=100000 status=noxfer',
    lines,
    '',
    'dd: n: cannot skip to specified offset\n0+0 records in\n0+0 records out\n',
    0,
  ],
  ['dd if=d status=noxfer', lines, '', "dd: error reading 'd': Is a directory\n0+0 records in\n0+0 records out\n", 1],
];

/** Recorded with BusyBox v1.35, at 2023-11-14 22:13:20 UTC; the version that it names is the image's. */
const busybox: readonly Row[] = [
  [
    'dd if=n of=o status=none; cat o',
    lines,
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n',
    '',
    0,
  ],
  ['dd if=nosuch of=o', {}, '', "dd: can't open 'nosuch': No such file or directory\n", 1],
  ['dd if=n of=nd/x', lines, '', "dd: can't open 'nd/x': No such file or directory\n", 1],
  ['dd if=n of=d', lines, '', "dd: can't open 'd': Is a directory\n", 1],
  ['dd foo', {}, '', usage('dd'), 1],
  ['dd foo=1', {}, '', usage('dd'), 1],
  ['dd bs=x', {}, '', "dd: invalid number 'x'\n", 1],
  ['dd bs=0', {}, '', 'dd: number 0 is not in 1..9223372036854775807 range\n', 1],
  ['dd if=/dev/zero of=z bs=1k count=3 status=none; stat -c %s z', {}, '3072\n', '', 0],
  ['dd if=/dev/zero of=z bs=1k count=3 status=noxfer', {}, '', '3+0 records in\n3+0 records out\n', 0],
  [
    'dd if=n bs=10 count=2 status=noxfer',
    lines,
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n10',
    '2+0 records in\n2+0 records out\n',
    0,
  ],
  ['dd if=n bs=10 count=2 skip=3 status=none', lines, '14\n15\n16\n17\n18\n19\n20', '', 0],
  ['dd of=o bs=2 status=noxfer <<< abc; cat o', {}, 'abc\n', '2+0 records in\n2+0 records out\n', 0],
  ['dd of=o bs=1 seek=1 conv=notrunc status=none <<< X; cat o', { o: 'abcdef' }, 'aX\ndef', '', 0],
  ['dd of=o bs=1 seek=1 status=none <<< X; cat o', { o: 'abcdef' }, 'aX\n', '', 0],
  ['dd of=o bs=1 seek=3 status=none <<< Q; cat -A o', {}, '^@^@^@Q$\n', '', 0],
  [
    'dd if=/dev/zero of=/dev/full bs=1k count=3 status=noxfer',
    {},
    '',
    "dd: error writing '/dev/full': No space left on device\n1+0 records in\n0+0 records out\n",
    1,
  ],
  ['dd if=/dev/null of=z status=noxfer; ls', {}, 'z\n', '0+0 records in\n0+0 records out\n', 0],
  ['dd if=n of=/dev/null bs=1 status=noxfer', lines, '', '81+0 records in\n81+0 records out\n', 0],
  ['dd if=n of=z bs=1M status=noxfer', lines, '', '0+1 records in\n0+1 records out\n', 0],
  ['dd ibs=4 obs=8 if=n of=z status=noxfer', lines, '', '20+1 records in\n10+1 records out\n', 0],
  ['dd if=n of=o conv=swab status=none; cat o', { n: 'badc' }, 'abcd', '', 0],
  [
    'dd if=/dev/zero of=z bs=1M count=10 status=noxfer; stat -c %s z',
    {},
    '10485760\n',
    '10+0 records in\n10+0 records out\n',
    0,
  ],
  [
    'dd if=n of=z iflag=count_bytes count=5 status=noxfer; cat z',
    lines,
    '1\n2\n3',
    '0+1 records in\n0+1 records out\n',
    0,
  ],
  [
    'dd count=1 if=/dev/urandom of=z bs=1500 status=noxfer; stat -c %s z',
    {},
    '1500\n',
    '1+0 records in\n1+0 records out\n',
    0,
  ],
  ['dd if=n of=z bs=1M conv=fsync status=noxfer', lines, '', '0+1 records in\n0+1 records out\n', 0],
  ['dd if=n of=z count=0 status=noxfer; stat -c %s z', lines, '0\n', '0+0 records in\n0+0 records out\n', 0],
  ['dd if=d', lines, '', 'dd: d: Is a directory\n', 1],
  ['dd if=n of=z conv=ucase', lines, '', "dd: invalid argument 'ucase' to 'conv'\n", 1],
];

testRows({ gnu, busybox });

test('the third line says how fast it was', async () => {
  const argv = ['dd', 'if=/dev/zero', 'of=z', 'bs=1M', 'count=10'];
  const records = '10+0 records in\n10+0 records out\n';
  expect((await run(worldWith('gnu'), argv)).stderr).toBe(
    `${records}10485760 bytes (10 MB, 10 MiB) copied, 0.01 s, 1.0 GB/s\n`,
  );
  expect((await run(worldWith('busybox'), argv)).stderr).toBe(
    `${records}10485760 bytes (10.0MB) copied, 0.010000 seconds, 1000.0MB/s\n`,
  );
});

test('what does not fit is not written, and said', async () => {
  // In the form that GNU coreutils 9.1 and BusyBox v1.35 had on a tmpfs of 1 MiB.
  const world = worldWith('gnu');
  const outcome = await run(world, ['dd', 'if=/dev/zero', 'of=z', 'bs=1M', 'status=noxfer']);
  expect(outcome).toEqual({
    stdout: '',
    stderr: "dd: error writing 'z': File too large\n65+0 records in\n64+0 records out\n",
    exitCode: 1,
  });
  for (const name of ['y', 'x', 'w']) await run(world, ['cp', 'z', name]);
  const full = await run(world, ['dd', 'if=/dev/zero', 'of=v', 'bs=1M', 'count=2', 'status=noxfer']);
  expect(full.stderr).toBe("dd: error writing 'v': No space left on device\n1+0 records in\n0+0 records out\n");
  expect((await run(world, ['cp', 'z', 'u'])).stderr).toBe("cp: error copying 'z' to 'u': No space left on device\n");
});
