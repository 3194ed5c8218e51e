import { describe, expect, it } from 'vitest';
import { runningOf } from './fixture';

describe('postgres', () => {
  // docker run postgres, without a password: docker-library/postgres docker-entrypoint.sh
  it('wants a password', () => {
    expect(runningOf('postgres:17').problem()).toEqual({
      log: `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`,
      exitCode: 1,
    });
    expect(runningOf('postgres:17', { variables: { POSTGRES_HOST_AUTH_METHOD: 'trust' } }).problem()).toBeUndefined();
    const file = { variables: { POSTGRES_PASSWORD_FILE: '/run/secrets/p' }, files: { '/run/secrets/p': 'x\n' } };
    expect(runningOf('postgres:17', file).problem()).toBeUndefined();
  });

  // docker run -e POSTGRES_PASSWORD=… postgres:16.2, as published
  it('makes a database at its first start, and finds it at the next', () => {
    const running = runningOf('postgres:16.2', { variables: { POSTGRES_PASSWORD: 'x' } });
    const first = running.start();
    expect(first.startsWith('The files belonging to this database system will be owned by user "postgres".\n')).toBe(
      true,
    );
    const time = '2023-11-14 22:13:20.000 UTC';
    expect(
      first.slice(first.indexOf('PostgreSQL init process')),
    ).toBe(`PostgreSQL init process complete; ready for start up.

${time} [1] LOG:  starting PostgreSQL 16.2 (Debian 16.2-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit
${time} [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432
${time} [1] LOG:  listening on IPv6 address "::", port 5432
${time} [1] LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"
${time} [62] LOG:  database system was shut down at 2023-11-14 22:13:20 UTC
${time} [1] LOG:  database system is ready to accept connections
`);
    expect(running.world.files.readText('/var/lib/postgresql/data/PG_VERSION')).toBe('16\n');
    const next = running.start();
    expect(
      next.startsWith('\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'),
    ).toBe(true);
    expect(running.problem()).toBeUndefined();
  });

  // initdb in a folder that holds lost+found, as a freshly made disk does
  it('does not take a folder that is not empty', () => {
    const files = { '/var/lib/postgresql/data/lost+found/x': '' };
    const problem = runningOf('postgres', { variables: { POSTGRES_PASSWORD: 'x' }, files }).problem();
    expect(problem?.log).toContain('initdb: error: directory "/var/lib/postgresql/data" exists but is not empty\n');
  });

  it('does not run as root', () => {
    const problem = runningOf('postgres', { command: ['postgres'] }).problem();
    expect(problem?.log.split('\n')[0]).toBe('"root" execution of the PostgreSQL server is not permitted.');
    expect(problem?.exitCode).toBe(1);
  });

  it('has no TLS', () => {
    expect(runningOf('postgres').say('\0\0\0\b\x04\u00d2\x16/')).toMatch(/^R/);
    expect(runningOf('postgres', { args: ['-p', '5433'] }).ports()).toEqual([5433]);
  });
});

describe('mysql', () => {
  // docker logs of mysql:8.4 without a password, as published
  it('wants a password', () => {
    const time = '2023-11-14 22:13:20+00:00';
    expect(runningOf('mysql:8.4.0').problem()).toEqual({
      log: `${time} [Note] [Entrypoint]: Entrypoint script for MySQL Server 8.4.0-1.el9 started.
${time} [Note] [Entrypoint]: Switching to dedicated user 'mysql'
${time} [Note] [Entrypoint]: Entrypoint script for MySQL Server 8.4.0-1.el9 started.
${time} [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD
`,
      exitCode: 1,
    });
  });

  // docker logs of mysql:8.0.45 with MYSQL_DATABASE and MYSQL_USER, as published
  it('makes a database at its first start, and finds it at the next', () => {
    const variables = { MYSQL_ROOT_PASSWORD: 'x', MYSQL_DATABASE: 'app', MYSQL_USER: 'me', MYSQL_PASSWORD: 'y' };
    const running = runningOf('mysql:8.0.45', { variables });
    expect(running.problem()).toBeUndefined();
    const first = running.start();
    expect(first).toContain(`[Note] [Entrypoint]: Creating database app
2023-11-14 22:13:20+00:00 [Note] [Entrypoint]: Creating user me
2023-11-14 22:13:20+00:00 [Note] [Entrypoint]: Giving user me access to schema app

2023-11-14 22:13:20+00:00 [Note] [Entrypoint]: Stopping temporary server
`);
    const last =
      "2023-11-14T22:13:20.000000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.45'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.\n";
    expect(first.endsWith(last)).toBe(true);
    expect(running.world.files.isFolder('/var/lib/mysql/app')).toBe(true);
    const next = running.start();
    expect(next).not.toContain('Initializing database files');
    expect(next.endsWith(last)).toBe(true);
    expect(running.ports()).toEqual([3306, 33060]);
  });

  it('greets who connects with its version', () => {
    const { spec, world } = runningOf('mysql:8.1');
    const greeting = spec.listener?.({ world, argv: ['mysqld'], log: () => {} }, 3306).greeting ?? '';
    expect(greeting.slice(4, 12)).toBe('\n8.1.0\0\b');
  });
});

describe('mariadb', () => {
  // docker logs of mariadb:11.5.2 without a password, as published
  it('wants a password', () => {
    const time = '2023-11-14 22:13:20+00:00';
    expect(runningOf('mariadb:11.5.2').problem()).toEqual({
      log: `${time} [Note] [Entrypoint]: Entrypoint script for MariaDB Server 1:11.5.2+maria~ubu2404 started.
${time} [Note] [Entrypoint]: Switching to dedicated user 'mysql'
${time} [Note] [Entrypoint]: Entrypoint script for MariaDB Server 1:11.5.2+maria~ubu2404 started.
${time} [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD
`,
      exitCode: 1,
    });
    const running = runningOf('mariadb:11.6.2', { variables: { MARIADB_ROOT_PASSWORD: 'x' } });
    expect(
      running
        .start()
        .endsWith(
          "2023-11-14 22:13:20 0 [Note] mariadbd: ready for connections.\nVersion: '11.6.2-MariaDB-ubu2404'  socket: '/run/mysqld/mysqld.sock'  port: 3306  mariadb.org binary distribution\n",
        ),
    ).toBe(true);
    expect(running.start()).toContain('[Note] [Entrypoint]: MariaDB upgrade not required\n');
  });
});

describe('mongo', () => {
  // the last line of docker logs of mongo:7
  it('waits for connections', () => {
    expect(
      runningOf('mongo:7')
        .start()
        .endsWith(
          '{"t":{"$date":"2023-11-14T22:13:20.000+00:00"},"s":"I",  "c":"NETWORK",  "id":23016,   "ctx":"listener","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}\n',
        ),
    ).toBe(true);
  });

  it('tells browsers that they are wrong, and wants both or neither', () => {
    expect(runningOf('mongo').say('GET / HTTP/1.1\r\n\r\n')).toContain(
      '\r\n\r\nIt looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n',
    );
    expect(runningOf('mongo', { variables: { MONGO_INITDB_ROOT_USERNAME: 'x' } }).problem()?.log).toContain(
      "error: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'\n",
    );
  });
});
