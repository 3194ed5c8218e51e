import { fileErrorOf } from '../files/file-error';
import { hasEntrypoint } from './entrypoint';
import { handshake, hasTables, makeTables, mysqlPort, noteLine } from './mysql';
import { secretOf } from './postgres';
import type { ServerSpec, ServerStart } from './server';
import { plainTime } from './time';

/** A build of MariaDB: `11.8.2`, the package `1:11.8.2+maria~ubu2404`. */
export type MariadbBuild = { readonly version: string; readonly release: string };

function started(start: ServerStart, { release }: MariadbBuild): string {
  const script = noteLine(start, `Entrypoint script for MariaDB Server ${release} started.`);
  const isRoot = start.world.user.uid === 0;
  return isRoot ? `${script}${noteLine(start, "Switching to dedicated user 'mysql'")}${script}` : script;
}

const required = [
  'MARIADB_ROOT_PASSWORD',
  'MARIADB_ROOT_PASSWORD_HASH',
  'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
];

const uninitialized =
  'Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD';

function running(start: ServerStart, { version }: MariadbBuild, pid: number, port: number): string {
  const time = plainTime(start.world.clock.now()).replace(/ 0/, '  ');
  const lines = [
    `Starting MariaDB ${version}-MariaDB-ubu2404 source revision 8d36cafe4fc700e6e577d5a36650c58707e76b92 server_uid oubInYPqW+Xon+prOFCX7yyhFGg= as process ${pid}`,
    'InnoDB: Compressed tables use zlib 1.3',
    'InnoDB: Number of transaction pools: 1',
    'InnoDB: Initializing buffer pool, total size = 128.000MiB, chunk size = 2.000MiB',
    'InnoDB: Completed initialization of buffer pool',
    ...(port === 0 ? [] : ["Server socket created on IP: '0.0.0.0'.", "Server socket created on IP: '::'."]),
    'mariadbd: Event Scheduler: Loaded 0 events',
    'mariadbd: ready for connections.',
  ];
  const noted = lines.map((line) => `${time} 0 [Note] ${line}\n`).join('');
  return `${noted}Version: '${version}-MariaDB-ubu2404'  socket: '/run/mysqld/mysqld.sock'  port: ${port}  mariadb.org binary distribution\n`;
}

function initLog(start: ServerStart, build: MariadbBuild): string {
  const { env } = start.world;
  const note = (text: string): string => noteLine(start, text);
  const database = env.get('MARIADB_DATABASE') || env.get('MYSQL_DATABASE');
  const user = env.get('MARIADB_USER') || env.get('MYSQL_USER');
  return [
    note('Initializing database files'),
    note('Database files initialized'),
    note('Starting temporary server'),
    note('Waiting for server startup'),
    running(start, build, 92, 0),
    note('Temporary server started.'),
    database ? note(`Creating database ${database}`) : '',
    user ? note(`Creating user ${user}`) : '',
    user && database ? note(`Giving user ${user} access to schema ${database}`) : '',
    note('Securing system users (equivalent to running mysql_secure_installation)'),
    '\n',
    note('Stopping temporary server'),
    note('Temporary server stopped'),
    '\n',
    note('MariaDB init process done. Ready for start up.'),
    '\n',
  ].join('');
}

/** MariaDB. @upstream MariaDB/mariadb-docker */
export function mariadbServer(build: MariadbBuild): ServerSpec {
  return {
    ports: (start) => [mysqlPort(start)],
    problem(start) {
      const isSet = required.some((name) => secretOf(start, name) !== '');
      if (hasTables(start) || !hasEntrypoint(start.world) || isSet) return undefined;
      return { log: `${started(start, build)}${noteLine(start, uninitialized, 'ERROR')}`, exitCode: 1 };
    },
    startLog(start) {
      const entrypoint = hasEntrypoint(start.world);
      const upgrade = entrypoint ? noteLine(start, 'MariaDB upgrade not required') : '';
      const before = entrypoint && !hasTables(start) ? initLog(start, build) : upgrade;
      return `${entrypoint ? started(start, build) : ''}${before}${running(start, build, 1, mysqlPort(start))}`;
    },
    prepare(start) {
      if (!hasTables(start)) fileErrorOf(() => makeTables(start));
    },
    listener: () => ({ greeting: handshake(`5.5.5-${build.version}-MariaDB`) }),
  };
}
