import { fileErrorOf } from '../files/file-error';
import { bytesOf } from './answer';
import { hasEntrypoint, optionOf, portNumber } from './entrypoint';
import { secretOf } from './postgres';
import type { ServerSpec, ServerStart } from './server';
import { isoTime, plainTime } from './time';

/** A build of MySQL: `8.4.6`, and the release of its package: `8.4.6-1.el9`. */
export type MysqlBuild = { readonly version: string; readonly release: string };

const DATA = '/var/lib/mysql';

export function dataOf({ argv }: ServerStart): string {
  return optionOf(argv, '--datadir') ?? DATA;
}

/** Whether there is a database already: its folder `mysql`. */
export function hasTables(start: ServerStart): boolean {
  return start.world.files.isFolder(`${dataOf(start)}/mysql`);
}

export function mysqlPort({ argv }: ServerStart): number {
  return portNumber(optionOf(argv, '--port', '-P'), 3306);
}

/** A line of the image's entrypoint. */
export function noteLine({ world }: ServerStart, text: string, level = 'Note'): string {
  return `${plainTime(world.clock.now())}+00:00 [${level}] [Entrypoint]: ${text}\n`;
}

function started(start: ServerStart, { release }: MysqlBuild): string {
  const script = noteLine(start, `Entrypoint script for MySQL Server ${release} started.`);
  const isRoot = start.world.user.uid === 0;
  return isRoot ? `${script}${noteLine(start, "Switching to dedicated user 'mysql'")}${script}` : script;
}

/** @upstream docker-library/mysql docker-entrypoint.sh docker_verify_minimum_env */
function problem(start: ServerStart, build: MysqlBuild): { log: string; exitCode: number } | undefined {
  const { world, argv } = start;
  if (argv.includes('--version') || argv.includes('-V')) {
    return {
      log: `/usr/sbin/mysqld  Ver ${build.version} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
      exitCode: 0,
    };
  }
  if (hasTables(start) || !hasEntrypoint(world)) return undefined;
  const names = ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'];
  if (world.env.get('MYSQL_USER') === 'root') {
    const text = `MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and cannot be used for the root user
    Remove MYSQL_USER="root" and use one of the following to control the root user password:
${names.map((name) => `    - ${name}\n`).join('')}`;
    return { log: `${started(start, build)}${noteLine(start, text.trimEnd(), 'ERROR')}`, exitCode: 1 };
  }
  if (names.some((name) => secretOf(start, name) !== '')) return undefined;
  const text = `Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
${names.map((name) => `    - ${name}`).join('\n')}`;
  return { log: `${started(start, build)}${noteLine(start, text, 'ERROR')}`, exitCode: 1 };
}

type Line = readonly [thread: number, level: string, code: string, part: string, text: string];

function serverLog(start: ServerStart, lines: readonly Line[]): string {
  const time = isoTime(start.world.clock.now());
  return lines
    .map(([thread, level, code, part, text]) => `${time} ${thread} [${level}] [${code}] [${part}] ${text}\n`)
    .join('');
}

function running(start: ServerStart, { version }: MysqlBuild, pid: number, port: number): string {
  const isOld = version.startsWith('8.0');
  const ready = `/usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: ${port}  MySQL Community Server - GPL.`;
  const plugin =
    port === 0
      ? 'Socket: /var/run/mysqld/mysqlx.sock'
      : "Bind-address: '::' port: 33060, socket: /var/run/mysqld/mysqlx.sock";
  const lines: Line[] = [
    ...(isOld ? [deprecated] : [[0, 'System', 'MY-015015', 'Server', 'MySQL Server - start.'] as const]),
    [0, 'System', 'MY-010116', 'Server', `/usr/sbin/mysqld (mysqld ${version}) starting as process ${pid}`],
    [1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.'],
    [1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.'],
    [0, 'Warning', 'MY-010068', 'Server', 'CA certificate ca.pem is self signed.'],
    [
      0,
      'System',
      'MY-013602',
      'Server',
      'Channel mysql_main configured to support TLS. Encrypted connections are now supported for this channel.',
    ],
    [
      0,
      'Warning',
      'MY-011810',
      'Server',
      "Insecure configuration for --pid-file: Location '/var/run/mysqld' in the path is accessible to all OS users. Consider choosing a different directory.",
    ],
    [0, 'System', 'MY-011323', 'Server', `X Plugin ready for connections. ${plugin}`],
    [0, 'System', 'MY-010931', 'Server', ready],
  ];
  return serverLog(start, lines);
}

const deprecated: Line = [
  0,
  'Warning',
  'MY-011068',
  'Server',
  "The syntax '--skip-host-cache' is deprecated and will be removed in a future release. Please use SET GLOBAL host_cache_size=0 instead.",
];

function initLog(start: ServerStart, build: MysqlBuild): string {
  const { world } = start;
  const database = world.env.get('MYSQL_DATABASE');
  const user = world.env.get('MYSQL_USER');
  const note = (text: string): string => noteLine(start, text);
  const { version } = build;
  return [
    note('Initializing database files'),
    serverLog(start, [
      [
        0,
        'System',
        version.startsWith('8.0') ? 'MY-013169' : 'MY-015017',
        'Server',
        version.startsWith('8.0')
          ? `/usr/sbin/mysqld (mysqld ${version}) initializing of server in progress as process 80`
          : 'MySQL Server Initialization - start.',
      ],
      [1, 'System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.'],
      [1, 'System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.'],
      [
        6,
        'Warning',
        'MY-010453',
        'Server',
        'root@localhost is created with an empty password ! Please consider switching off the --initialize-insecure option.',
      ],
    ]),
    note('Database files initialized'),
    note('Starting temporary server'),
    running(start, build, 124, 0),
    note('Temporary server started.'),
    "'/var/lib/mysql/mysql.sock' -> '/var/run/mysqld/mysqld.sock'\n",
    database ? note(`Creating database ${database}`) : '',
    user ? note(`Creating user ${user}`) : '',
    user && database ? note(`Giving user ${user} access to schema ${database}`) : '',
    '\n',
    note('Stopping temporary server'),
    note('Temporary server stopped'),
    '\n',
    note('MySQL init process done. Ready for start up.'),
    '\n',
  ].join('');
}

/** The folders and files of a database that was just made. */
export function makeTables(start: ServerStart): void {
  const { files, env } = start.world;
  const data = dataOf(start);
  const database = env.get('MYSQL_DATABASE') || env.get('MARIADB_DATABASE');
  for (const name of ['mysql', 'performance_schema', 'sys', ...(database ? [database] : [])])
    files.makeFolders(`${data}/${name}`);
  for (const name of ['ibdata1', 'undo_001', 'undo_002', 'auto.cnf', 'ca.pem', 'server-cert.pem']) {
    files.write(`${data}/${name}`, bytesOf('\n'));
  }
}

/** The first packet of a connection, its bytes as far as text can hold them. @upstream MySQL protocol HandshakeV10 */
export function handshake(version: string): string {
  const rest =
    '\x08\0\0\0abcdefgh\0\x7f\x7f!\x02\0\x7f\x7f\x15\0\0\0\0\0\0\0\0\0\0ijklmnopqrst\0caching_sha2_password\0';
  const packet = `\x0a${version}\0${rest}`;
  return `${String.fromCharCode(packet.length & 0x7f)}\0\0\0${packet}`;
}

/** MySQL. @upstream docker-library/mysql */
export function mysqlServer(build: MysqlBuild): ServerSpec {
  return {
    ports: (start) => [mysqlPort(start), 33060],
    problem: (start) => problem(start, build),
    startLog(start) {
      const entrypoint = hasEntrypoint(start.world);
      const isNew = entrypoint && !hasTables(start);
      return `${entrypoint ? started(start, build) : ''}${isNew ? initLog(start, build) : ''}${running(start, build, 1, mysqlPort(start))}`;
    },
    prepare(start) {
      if (!hasTables(start)) fileErrorOf(() => makeTables(start));
    },
    listener: () => ({ greeting: handshake(build.version) }),
  };
}
