import { describe, expect, test } from 'vitest';

import { type Files, type Row, runRow, usage } from './run';

const some: Files = { a: 'hello\n', 'd/x': 'in d\n', e: '', l: '-> a', dang: '-> nosuch' };

/** Recorded with GNU coreutils 9.1 (`kill` with procps 4.0.2), LC_ALL=C, at 2023-11-14 22:13:20 UTC. */
const gnu: readonly Row[] = [
  ['cat a', some, 'hello\n', '', 0],
  ['cat a d/x', some, 'hello\nin d\n', '', 0],
  ['cat', {}, '', '', 0],
  ["cat <<< 'from stdin'", {}, 'from stdin\n', '', 0],
  ['cat a - d/x <<< middle', some, 'hello\nmiddle\nin d\n', '', 0],
  ['cat nosuch a', some, 'hello\n', 'cat: nosuch: No such file or directory\n', 1],
  ['cat d', some, '', 'cat: d: Is a directory\n', 1],
  ['cat a/x', some, '', 'cat: a/x: Not a directory\n', 1],
  ['cat dang', some, '', 'cat: dang: No such file or directory\n', 1],
  [
    'cat -n a nn n2',
    { a: 'x\ny\n', nn: 'no newline', n2: 'z\n' },
    '     1\tx\n     2\ty\n     3\tno newlinez\n',
    '',
    0,
  ],
  ['cat -b t', { t: 'x\n\n\ny\n' }, '     1\tx\n\n\n     2\ty\n', '', 0],
  ['cat -s t', { t: 'x\n\n\n\ny\n\n\n' }, 'x\n\ny\n\n', '', 0],
  ['cat -A t', { t: 'a\tb\r\n\u0001é\n' }, 'a^Ib^M$\n^AM-CM-)^?$\n', '', 0],
  ['cat -e t', { t: 'a\tb\n' }, 'a\tb$\n', '', 0],
  ['cat -t t', { t: 'a\tb\n' }, 'a^Ib\n', '', 0],
  ['cat -v t', { t: 'a\tb\u001b[0m\n' }, 'a\tb^[[0m\n', '', 0],
  ['cat -u a', some, 'hello\n', '', 0],
  ['cat -Z a', some, '', "cat: invalid option -- 'Z'\nTry 'cat --help' for more information.\n", 1],
  ['cat -nE a', some, '     1\thello$\n', '', 0],
  ['cat -ns t', { t: 'x\n\n\n\ny\n' }, '     1\tx\n     2\t\n     3\ty\n', '', 0],
  ['tee o <<< text; cat o', {}, 'text\ntext\n', '', 0],
  ['tee -a a <<< more; cat a', some, 'more\nhello\nmore\n', '', 0],
  [
    'tee nd/x d o <<< text; cat o',
    some,
    'text\ntext\n',
    'tee: nd/x: No such file or directory\ntee: d: Is a directory\n',
    1,
  ],
  ['tee -q o <<< text', {}, '', "tee: invalid option -- 'q'\nTry 'tee --help' for more information.\n", 1],
  ['tee o p <<< text; cat o p', {}, 'text\ntext\ntext\n', '', 0],
  ['cat -E t', { t: 'a\r\nb\rc\n' }, 'a^M$\nb\rc$\n', '', 0],
  ['cat --number a', some, '     1\thello\n', '', 0],
  ['cat --squeeze-bl t', { t: '\n\n\nx' }, '\nx', '', 0],
  ['cat --nosuch', some, '', "cat: unrecognized option '--nosuch'\nTry 'cat --help' for more information.\n", 1],
  ["cat 'a b'", {}, '', "cat: 'a b': No such file or directory\n", 1],
  ["cat it's", {}, '', 'cat: "it\'s": No such file or directory\n', 1],
  ['cat -T t', { t: 'a\tb\n' }, 'a^Ib\n', '', 0],
];

/** Recorded with BusyBox v1.35, at 2023-11-14 22:13:20 UTC; the version that it names is the image's. */
const busybox: readonly Row[] = [
  ['cat a', some, 'hello\n', '', 0],
  ['cat a d/x', some, 'hello\nin d\n', '', 0],
  ['cat', {}, '', '', 0],
  ["cat <<< 'from stdin'", {}, 'from stdin\n', '', 0],
  ['cat a - d/x <<< middle', some, 'hello\nmiddle\nin d\n', '', 0],
  ['cat nosuch a', some, 'hello\n', "cat: can't open 'nosuch': No such file or directory\n", 1],
  ['cat d', some, '', 'cat: read error: Is a directory\n', 1],
  ['cat a/x', some, '', "cat: can't open 'a/x': Not a directory\n", 1],
  ['cat dang', some, '', "cat: can't open 'dang': No such file or directory\n", 1],
  [
    'cat -n a nn n2',
    { a: 'x\ny\n', nn: 'no newline', n2: 'z\n' },
    '     1\tx\n     2\ty\n     3\tno newline\n     4\tz\n',
    '',
    0,
  ],
  ['cat -b t', { t: 'x\n\n\ny\n' }, '     1\tx\n\n\n     2\ty\n', '', 0],
  ['cat -s t', { t: 'x\n\n\n\ny\n\n\n' }, '', usage('cat', "cat: invalid option -- 's'\n"), 1],
  ['cat -A t', { t: 'a\tb\r\n\u0001é\n' }, 'a^Ib^M$\n^AM-CM-)^?$\n', '', 0],
  ['cat -e t', { t: 'a\tb\n' }, 'a\tb$\n', '', 0],
  ['cat -t t', { t: 'a\tb\n' }, 'a^Ib\n', '', 0],
  ['cat -v t', { t: 'a\tb\u001b[0m\n' }, 'a\tb^[[0m\n', '', 0],
  ['cat -u a', some, 'hello\n', '', 0],
  ['cat -Z a', some, '', usage('cat', "cat: invalid option -- 'Z'\n"), 1],
  ['cat -nE a', some, '', usage('cat', "cat: invalid option -- 'E'\n"), 1],
  ['cat -ns t', { t: 'x\n\n\n\ny\n' }, '', usage('cat', "cat: invalid option -- 's'\n"), 1],
  ['tee o <<< text; cat o', {}, 'text\ntext\n', '', 0],
  ['tee -a a <<< more; cat a', some, 'more\nhello\nmore\n', '', 0],
  [
    'tee nd/x d o <<< text; cat o',
    some,
    'text\ntext\n',
    'tee: nd/x: No such file or directory\ntee: d: Is a directory\n',
    1,
  ],
  ['tee -q o <<< text', {}, '', usage('tee', "tee: invalid option -- 'q'\n"), 1],
  ['tee o p <<< text; cat o p', {}, 'text\ntext\ntext\n', '', 0],
];

describe.each([
  ['gnu', gnu],
  ['busybox', busybox],
] as const)('%s', (dialect, rows) => {
  test.each(rows)('%s', async (...row) => {
    expect(await runRow(dialect, row)).toEqual(row);
  });
});
