import { FileError, fileErrorOf } from '../files/file-error';
import { bytesOf } from './answer';
import { hasEntrypoint, optionOf, portNumber } from './entrypoint';
import type { ServerSpec, ServerStart } from './server';
import { millisecondTime, plainTime } from './time';

/** A build of PostgreSQL: its version, and what it was built with and for. */
export type PostgresBuild = { readonly version: string; readonly platform: string };

const DEFAULT_DATA = '/var/lib/postgresql/data';

function dataFolder({ world, argv }: ServerStart): string {
  return optionOf(argv, '-D') ?? world.env.get('PGDATA') ?? DEFAULT_DATA;
}

function isInitialized(start: ServerStart): boolean {
  return start.world.files.find(`${dataFolder(start)}/PG_VERSION`) !== undefined;
}

function portOf({ argv, world }: ServerStart): number {
  const setting = argv.find((arg) => /^(--|)port=/.test(arg));
  return portNumber(optionOf(argv, '-p') ?? setting ?? world.env.get('PGPORT'), 5432);
}

const uninitialized = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

const asRoot = `"root" execution of the PostgreSQL server is not permitted.
The server must be started under an unprivileged user ID to prevent
possible system security compromise.  See the documentation for
more information on how to properly start the server.
`;

/** A password of the environment, or of the file that it names. */
export function secretOf({ world }: ServerStart, name: string): string {
  const file = world.env.get(`${name}_FILE`);
  if (world.env.get(name) || file === undefined) return world.env.get(name) ?? '';
  return world.files.find(file)?.type === 'file' ? world.files.readText(file).replace(/\n+$/, '') : '';
}

/** @upstream docker-library/postgres docker-entrypoint.sh docker_verify_minimum_env */
function problem(start: ServerStart, { version }: PostgresBuild): { log: string; exitCode: number } | undefined {
  const { world, argv } = start;
  if (argv.includes('--version') || argv.includes('-V'))
    return { log: `postgres (PostgreSQL) ${version}\n`, exitCode: 0 };
  const data = dataFolder(start);
  if (!hasEntrypoint(world)) {
    if (world.user.uid === 0) return { log: asRoot, exitCode: 1 };
    if (isInitialized(start)) return undefined;
    const log = `postgres: could not access directory "${data}": No such file or directory\nRun initdb or pg_basebackup to initialize a PostgreSQL data directory.\n`;
    return { log, exitCode: 2 };
  }
  if (isInitialized(start)) return undefined;
  const isTrusting = world.env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  if (secretOf(start, 'POSTGRES_PASSWORD') === '' && !isTrusting) return { log: uninitialized, exitCode: 1 };
  const { files } = world;
  if (files.isFolder(data) && files.list(data).length > 0) {
    const log = `initdb: error: directory "${data}" exists but is not empty\ninitdb: hint: If you want to create a new database system, either remove or empty the directory "${data}" or run initdb with an argument other than "${data}".\n`;
    return { log: `${initdbLog()}${log}`, exitCode: 1 };
  }
  const error = fileErrorOf(() => files.makeFolders(data));
  if (error instanceof FileError) {
    return { log: `mkdir: cannot create directory ‘${data}’: ${error.reason}\n`, exitCode: 1 };
  }
  return undefined;
}

function initdbLog(): string {
  return `The files belonging to this database system will be owned by user "postgres".
This user must also own the server process.

The database cluster will be initialized with locale "en_US.utf8".
The default database encoding has accordingly been set to "UTF8".
The default text search configuration will be set to "english".

Data page checksums are disabled.

`;
}

function serverLines(start: ServerStart, { version, platform }: PostgresBuild): string {
  const now = start.world.clock.now();
  const time = `${millisecondTime(now)} UTC`;
  const port = portOf(start);
  return [
    `${time} [1] LOG:  starting PostgreSQL ${platform}, 64-bit`.replace('VERSION', version),
    `${time} [1] LOG:  listening on IPv4 address "0.0.0.0", port ${port}`,
    `${time} [1] LOG:  listening on IPv6 address "::", port ${port}`,
    `${time} [1] LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.${port}"`,
    `${time} [${isInitialized(start) ? 29 : 62}] LOG:  database system was shut down at ${plainTime(now)} UTC`,
    `${time} [1] LOG:  database system is ready to accept connections`,
    '',
  ].join('\n');
}

/** What the first start logs: the database is made, a server of its own fills it, then the real one comes. */
function initLog(start: ServerStart, { version, platform }: PostgresBuild): string {
  const { world } = start;
  const now = world.clock.now();
  const time = `${millisecondTime(now)} UTC`;
  const data = dataFolder(start);
  const user = world.env.get('POSTGRES_USER') || 'postgres';
  const database = world.env.get('POSTGRES_DB') || user;
  const scripts = world.files.isFolder('/docker-entrypoint-initdb.d')
    ? world.files.list('/docker-entrypoint-initdb.d')
    : [];
  const entry = '/usr/local/bin/docker-entrypoint.sh';
  const shown = scripts
    .filter((name) => !name.startsWith('.'))
    .map(
      (name) =>
        `${entry}: ${/\.(sh|sql)$/.test(name) ? 'running' : 'ignoring'} /docker-entrypoint-initdb.d/${name}\n\n`,
    );
  const isTrusting = world.env.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  return `${initdbLog()}fixing permissions on existing directory ${data} ... ok
creating subdirectories ... ok
selecting dynamic shared memory implementation ... posix
selecting default "max_connections" ... 100
selecting default "shared_buffers" ... 128MB
selecting default time zone ... Etc/UTC
creating configuration files ... ok
running bootstrap script ... ok
performing post-bootstrap initialization ... ok
syncing data to disk ... ok


Success. You can now start the database server using:

    pg_ctl -D ${data} -l logfile start

initdb: warning: enabling "trust" authentication for local connections
initdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.
${isTrusting ? trustWarning : ''}waiting for server to start....${time} [48] LOG:  starting PostgreSQL ${platform.replace('VERSION', version)}, 64-bit
${time} [48] LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"
${time} [51] LOG:  database system was shut down at ${plainTime(now)} UTC
${time} [48] LOG:  database system is ready to accept connections
 done
server started
${database === 'postgres' ? '' : 'CREATE DATABASE\n\n'}
${shown.length === 0 ? `${entry}: ignoring /docker-entrypoint-initdb.d/*\n\n` : shown.join('')}waiting for server to shut down...${time} [48] LOG:  received fast shutdown request
.${time} [48] LOG:  aborting any active transactions
${time} [48] LOG:  background worker "logical replication launcher" (PID 54) exited with exit code 1
${time} [49] LOG:  shutting down
${time} [49] LOG:  checkpoint starting: shutdown immediate
${time} [48] LOG:  database system is shut down
 done
server stopped

PostgreSQL init process complete; ready for start up.

`;
}

const trustWarning = `********************************************************************************
WARNING: POSTGRES_HOST_AUTH_METHOD has been set to "trust". This will allow
         anyone with access to the Postgres port to access your database without
         a password, even if POSTGRES_PASSWORD is set. See PostgreSQL
         documentation about "trust":
         https://www.postgresql.org/docs/current/auth-trust.html
         In Docker's default configuration, this is effectively any other
         container on the same system.

         It is not recommended to use POSTGRES_HOST_AUTH_METHOD=trust. Replace
         it with "-e POSTGRES_PASSWORD=password" instead to set a password in
         "docker run".
********************************************************************************
`;

function skipLog({ world }: ServerStart): string {
  return hasEntrypoint(world)
    ? '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    : '';
}

/** The folders and files of a database that was just made. */
function makeDatabase(start: ServerStart, { version }: PostgresBuild): void {
  const { files } = start.world;
  const data = dataFolder(start);
  files.makeFolders(data);
  for (const name of ['base', 'global', 'pg_wal', 'pg_stat', 'pg_tblspc', 'pg_xact'])
    files.makeFolders(`${data}/${name}`);
  files.write(`${data}/PG_VERSION`, bytesOf(`${version.split('.')[0]}\n`));
  files.write(
    `${data}/postgresql.conf`,
    bytesOf("listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n"),
  );
  files.write(
    `${data}/pg_hba.conf`,
    bytesOf('local all all trust\nhost all all 127.0.0.1/32 trust\n\nhost all all all scram-sha-256\n'),
  );
  files.write(`${data}/postmaster.pid`, bytesOf(`1\n${data}\n`));
}

const SSL_REQUEST = [0, 0, 0, 8, 4, 210, 22, 47];

/** What a client is told: no TLS, then that it must show a password. @upstream PostgreSQL protocol 3.0 */
function reply(sent: Uint8Array): Uint8Array {
  if (SSL_REQUEST.every((byte, index) => sent[index] === byte)) return bytesOf('N');
  return bytesOf('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0');
}

/** PostgreSQL. @upstream docker-library/postgres */
export function postgresServer(build: PostgresBuild): ServerSpec {
  return {
    ports: (start) => [portOf(start)],
    problem: (start) => problem(start, build),
    startLog: (start) => `${isInitialized(start) ? skipLog(start) : initLog(start, build)}${serverLines(start, build)}`,
    prepare(start) {
      if (!isInitialized(start)) fileErrorOf(() => makeDatabase(start, build));
    },
    listener: () => ({ reply }),
  };
}
