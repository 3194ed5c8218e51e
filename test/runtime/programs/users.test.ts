import { describe, expect, test } from 'vitest';
import { type Files, type Row, runRow } from './run';

const some: Files = { a: 'hello\n', 'd/x': 'in d\n', e: '', l: '-> a', dang: '-> nosuch' };

/** What user 4242 may do with files of root. Recorded with GNU coreutils 9.1 (`kill` with procps 4.0.2), LC_ALL=C, at 2023-11-14 22:13:20 UTC. */
const gnu: readonly Row[] = [
  ['ls locked', { 'locked/x': '' }, '', "ls: cannot open directory 'locked': Permission denied\n", 2],
  ['touch a', some, '', "touch: cannot touch 'a': Permission denied\n", 1],
  ['touch n', some, '', "touch: cannot touch 'n': Permission denied\n", 1],
  ['rm a', some, '', "rm: cannot remove 'a': Permission denied\n", 1],
  ['rm -f a', some, '', "rm: cannot remove 'a': Permission denied\n", 1],
  ['mkdir q', some, '', "mkdir: cannot create directory 'q': Permission denied\n", 1],
  ['mv a q', some, '', "mv: cannot move 'a' to 'q': Permission denied\n", 1],
  ['cp a q', some, '', "cp: cannot create regular file 'q': Permission denied\n", 1],
  ['ln -s a q', some, '', "ln: failed to create symbolic link 'q': Permission denied\n", 1],
  ['chmod 777 a', some, '', "chmod: changing permissions of 'a': Operation not permitted\n", 1],
  ['chown 4242 a', some, '', "chown: changing ownership of 'a': Operation not permitted\n", 1],
  ['chgrp 1 a', some, '', "chgrp: changing group of 'a': Operation not permitted\n", 1],
  ['rmdir p', { 'p/': '' }, '', "rmdir: failed to remove 'p': Permission denied\n", 1],
  ['cat locked', { locked: 'x' }, '', 'cat: locked: Permission denied\n', 1],
  ['cp locked q', { locked: 'x' }, '', "cp: cannot open 'locked' for reading: Permission denied\n", 1],
  ['tee a', some, '', 'tee: a: Permission denied\n', 1],
  ['dd of=a', some, '', "dd: failed to open 'a': Permission denied\n", 1],
  ['ls lockedd', { 'lockedd/x': '' }, '', "ls: cannot open directory 'lockedd': Permission denied\n", 2],
  ['head locked', { locked: '' }, '', "head: cannot open 'locked' for reading: Permission denied\n", 1],
  ['tail locked', { locked: '' }, '', "tail: cannot open 'locked' for reading: Permission denied\n", 1],
  ['whoami', {}, '', 'whoami: cannot find name for user ID 4242\n', 1],
  ['id', {}, 'uid=4242 gid=4242 groups=4242\n', '', 0],
  ['id -un', {}, '4242\n', 'id: cannot find name for user ID 4242\n', 1],
  ['id -u', {}, '4242\n', '', 0],
  ['id -G', {}, '4242\n', '', 0],
  ['cat lockedd/x', { 'lockedd/x': '' }, '', 'cat: lockedd/x: Permission denied\n', 1],
  ['touch lockedd/x', { 'lockedd/x': '' }, '', "touch: cannot touch 'lockedd/x': Permission denied\n", 1],
  ['rm lockedd/x', { 'lockedd/x': '' }, '', "rm: cannot remove 'lockedd/x': Permission denied\n", 1],
  ['mv lockedd y', { 'lockedd/x': '' }, '', "mv: cannot move 'lockedd' to 'y': Permission denied\n", 1],
  ['chown root a', some, '', "chown: changing ownership of 'a': Operation not permitted\n", 1],
  ['cat d/x', some, 'in d\n', '', 0],
  ['stat -c %s a', some, '6\n', '', 0],
  ['groups', {}, '4242\n', 'groups: cannot find name for group ID 4242\n', 1],
];

/** What user 4242 may do with files of root. Recorded with BusyBox v1.35, at 2023-11-14 22:13:20 UTC; the version that it names is the image's. */
const busybox: readonly Row[] = [
  ['ls locked', { 'locked/x': '' }, '', "ls: can't open 'locked': Permission denied\n", 1],
  ['touch a', some, '', 'touch: a: Permission denied\n', 1],
  ['touch n', some, '', 'touch: n: Permission denied\n', 1],
  ['rm a', some, '', "rm: can't remove 'a': Permission denied\n", 1],
  ['rm -f a', some, '', "rm: can't remove 'a': Permission denied\n", 1],
  ['mkdir q', some, '', "mkdir: can't create directory 'q': Permission denied\n", 1],
  ['mv a q', some, '', "mv: can't rename 'a': Permission denied\n", 1],
  ['cp a q', some, '', "cp: can't create 'q': Permission denied\n", 1],
  ['ln -s a q', some, '', 'ln: q: Permission denied\n', 1],
  ['chmod 777 a', some, '', 'chmod: a: Operation not permitted\n', 1],
  ['chown 4242 a', some, '', 'chown: a: Operation not permitted\n', 1],
  ['chgrp 1 a', some, '', 'chgrp: a: Operation not permitted\n', 1],
  ['rmdir p', { 'p/': '' }, '', "rmdir: 'p': Permission denied\n", 1],
  ['cat locked', { locked: 'x' }, '', "cat: can't open 'locked': Permission denied\n", 1],
  ['cp locked q', { locked: 'x' }, '', "cp: can't open 'locked': Permission denied\n", 1],
  ['tee a', some, '', 'tee: a: Permission denied\n', 1],
  ['dd of=a', some, '', "dd: can't open 'a': Permission denied\n", 1],
  ['ls lockedd', { 'lockedd/x': '' }, '', "ls: can't open 'lockedd': Permission denied\n", 1],
  ['head locked', { locked: '' }, '', 'head: locked: Permission denied\n', 1],
  ['tail locked', { locked: '' }, '', "tail: can't open 'locked': Permission denied\ntail: no files\n", 1],
  ['whoami', {}, '', 'whoami: unknown uid 4242\n', 1],
  ['id', {}, 'uid=4242 gid=4242 groups=4242\n', '', 0],
  ['id -un', {}, '4242\n', 'id: unknown ID 4242\n', 1],
  ['id -u', {}, '4242\n', '', 0],
  ['id -G', {}, '4242\n', '', 0],
  ['cat lockedd/x', { 'lockedd/x': '' }, '', "cat: can't open 'lockedd/x': Permission denied\n", 1],
  ['touch lockedd/x', { 'lockedd/x': '' }, '', 'touch: lockedd/x: Permission denied\n', 1],
  ['rm lockedd/x', { 'lockedd/x': '' }, '', "rm: can't stat 'lockedd/x': Permission denied\n", 1],
  ['mv lockedd y', { 'lockedd/x': '' }, '', "mv: can't rename 'lockedd': Permission denied\n", 1],
  ['chown root a', some, '', 'chown: a: Operation not permitted\n', 1],
  ['cat d/x', some, 'in d\n', '', 0],
  ['stat -c %s a', some, '6\n', '', 0],
  ['groups', {}, '4242\n', 'groups: unknown ID 4242\n', 1],
];

describe.each([
  ['gnu', gnu],
  ['busybox', busybox],
] as const)('%s', (dialect, rows) => {
  test.each(rows)('%s', async (...row) => {
    expect(await runRow(dialect, row, 4242)).toEqual(row);
  });
});
