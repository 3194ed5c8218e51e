import { folder, textFile } from '../files/node';
import { postgresServer } from '../servers/postgres';
import { entrypointScript, named, onAlpineOrDebian } from './base';
import { defaultPath, type ImageFamily } from './facts';
import { debianOf, isAlpine, versionOf } from './version';

const VERSIONS = ['17.5', '16.9', '15.13', '14.18', '13.21', '12.22', '11.22', '10.23', '9.6.24'];

const packages: Readonly<Record<string, readonly [release: string, compiler: string]>> = {
  trixie: ['pgdg13+1', '14.2.0-19) 14.2.0'],
  bookworm: ['pgdg120+1', '12.2.0-14+deb12u1) 12.2.0'],
  bullseye: ['pgdg110+1', '10.2.1-6) 10.2.1 20210110'],
  buster: ['pgdg100+1', '8.3.0-6) 8.3.0'],
};

const names = [
  'psql',
  'pg_dump',
  'pg_dumpall',
  'pg_restore',
  'pg_isready',
  'createdb',
  'dropdb',
  'createuser',
  'pgbench',
  'vacuumdb',
  'pg_basebackup',
];

/** PostgreSQL. @upstream docker-library/postgres */
export const postgres: ImageFamily = named(['postgres'], (reference) => {
  const version = versionOf(reference.tag, VERSIONS);
  const major = version.startsWith('9') ? version.split('.').slice(0, 2).join('.') : (version.split('.')[0] ?? '');
  const [release = '', compiler = ''] = packages[debianOf(reference)] ?? packages.bookworm ?? [];
  const onAlpineToo = isAlpine(reference);
  const packaged = `${version}-1.${release}`;
  const platform = onAlpineToo
    ? `VERSION on x86_64-pc-linux-musl, compiled by gcc (Alpine 14.2.0) 14.2.0`
    : `VERSION (Debian ${packaged}) on x86_64-pc-linux-gnu, compiled by gcc (Debian ${compiler}`;
  const home = onAlpineToo ? '/usr/local' : `/usr/lib/postgresql/${major}`;
  const id = onAlpineToo ? 70 : 999;
  return onAlpineOrDebian(reference, {
    env: {
      PATH: onAlpineToo ? defaultPath : `${defaultPath}:${home}/bin`,
      ...(onAlpineToo ? {} : { GOSU_VERSION: '1.17' }),
      LANG: 'en_US.utf8',
      PG_MAJOR: major,
      PG_VERSION: onAlpineToo ? version : packaged,
      PGDATA: '/var/lib/postgresql/data',
    },
    shells: { bash: 'bash' },
    programs: [
      ...['postgres', 'initdb', 'pg_ctl'].map((name) => `${home}/bin/${name}`),
      ...names.map((name) => `${onAlpineToo ? '/usr/local/bin' : '/usr/bin'}/${name}`),
      '/usr/local/bin/gosu',
    ],
    servers: { postgres: postgresServer({ version, platform }) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['postgres'],
    users: [['postgres', id, id, '/var/lib/postgresql', '/bin/bash']],
    files: () => ({
      '/var/lib/postgresql/data': { ...folder(0o777), uid: id, gid: id },
      '/var/run/postgresql': { ...folder(0o3777), uid: id, gid: id },
      '/docker-entrypoint-initdb.d': folder(),
      [onAlpineToo
        ? '/usr/local/share/postgresql/postgresql.conf.sample'
        : '/usr/share/postgresql/postgresql.conf.sample']: textFile(
        "listen_addresses = '*'\n#port = 5432\nmax_connections = 100\nshared_buffers = 128MB\n",
      ),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('postgres'),
    }),
  });
});
