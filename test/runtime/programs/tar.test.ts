import { type Files, type Row, testRows } from './run';

const some: Files = { a: 'hello\n', 'd/x': 'in\n', l: '-> a' };

/** Recorded with GNU tar 1.34. */
const gnu: readonly Row[] = [
  ['tar cf /tmp/f.tar a d; tar tf /tmp/f.tar', some, 'a\nd/\nd/x\n', '', 0],
  ['tar cf /tmp/f.tar ../w/a; tar tf /tmp/f.tar', some, 'w/a\n', "tar: Removing leading `../' from member names\n", 0],
  [
    'tar cf /tmp/f.tar /tmp/w/a; tar tf /tmp/f.tar',
    some,
    'tmp/w/a\n',
    "tar: Removing leading `/' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar d/../../w/a; tar tf /tmp/f.tar',
    some,
    'w/a\n',
    "tar: Removing leading `d/../../' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar ../../tmp/w/d; tar tf /tmp/f.tar',
    some,
    'tmp/w/d/\ntmp/w/d/x\n',
    "tar: Removing leading `../../' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar a..b/../a; tar tf /tmp/f.tar',
    some,
    '',
    "tar: Removing leading `a..b/../' from member names\ntar: a..b/../a: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n",
    2,
  ],
  [
    'tar cf /tmp/f.tar nosuch a; tar tf /tmp/f.tar',
    some,
    'a\n',
    'tar: nosuch: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n',
    2,
  ],
  [
    'tar cf /tmp/f.tar /nosuch a; tar tf /tmp/f.tar',
    some,
    'a\n',
    "tar: Removing leading `/' from member names\ntar: /nosuch: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n",
    2,
  ],
  ['tar cf /tmp/f.tar l ./a; tar tf /tmp/f.tar', some, 'l\n./a\n', '', 0],
  ['tar cvf /tmp/f.tar d a; tar xvf /tmp/f.tar', some, 'd/\nd/x\na\nd/\nd/x\na\n', '', 0],
];

/** Recorded with busybox 1.35. */
const busybox: readonly Row[] = [
  ['tar cf /tmp/f.tar a d; tar tf /tmp/f.tar', some, 'a\nd/\nd/x\n', '', 0],
  ['tar cf /tmp/f.tar ../w/a; tar tf /tmp/f.tar', some, 'w/a\n', "tar: removing leading '../' from member names\n", 0],
  [
    'tar cf /tmp/f.tar /tmp/w/a; tar tf /tmp/f.tar',
    some,
    'tmp/w/a\n',
    "tar: removing leading '/' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar d/../../w/a; tar tf /tmp/f.tar',
    some,
    'w/a\n',
    "tar: removing leading 'd/../../' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar ../../tmp/w/d; tar tf /tmp/f.tar',
    some,
    'tmp/w/d/\ntmp/w/d/x\n',
    "tar: removing leading '../../' from member names\n",
    0,
  ],
  [
    'tar cf /tmp/f.tar a..b/../a; tar tf /tmp/f.tar',
    some,
    '',
    'tar: a..b/../a: No such file or directory\ntar: error exit delayed from previous errors\n',
    1,
  ],
  [
    'tar cf /tmp/f.tar nosuch a; tar tf /tmp/f.tar',
    some,
    'a\n',
    'tar: nosuch: No such file or directory\ntar: error exit delayed from previous errors\n',
    1,
  ],
  [
    'tar cf /tmp/f.tar /nosuch a; tar tf /tmp/f.tar',
    some,
    'a\n',
    'tar: /nosuch: No such file or directory\ntar: error exit delayed from previous errors\n',
    1,
  ],
  ['tar cf /tmp/f.tar l ./a; tar tf /tmp/f.tar', some, 'l\n./a\n', '', 0],
  ['tar cvf /tmp/f.tar d a; tar xvf /tmp/f.tar', some, 'd/\nd/x\na\nd/\nd/x\na\n', '', 0],
];

testRows({ gnu, busybox });
