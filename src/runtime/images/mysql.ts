import { folder, link, textFile } from '../files/node';
import { mariadbServer } from '../servers/mariadb';
import { mysqlServer } from '../servers/mysql';
import { entrypointScript, named, onDebian, onRedHat, onUbuntu } from './base';
import type { ImageFamily } from './facts';
import { isOlder, versionOf } from './version';

const VERSIONS = ['9.3.0', '8.4.6', '8.3.0', '8.2.0', '8.1.0', '8.0.43', '5.7.44', '5.6.51'];

const config = `# For advice on how to change settings please see
# http://dev.mysql.com/doc/refman/8.4/en/server-configuration-defaults.html

[mysqld]
skip-name-resolve
datadir=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock
secure-file-priv=/var/lib/mysql-files
user=mysql

pid-file=/var/run/mysqld/mysqld.pid
[client]
socket=/var/run/mysqld/mysqld.sock

!includedir /etc/mysql/conf.d/
`;

const owned = { uid: 999, gid: 999 };

/** MySQL: on Oracle Linux, older ones and those that say so on Debian. @upstream docker-library/mysql */
const mysql: ImageFamily = named(['mysql'], ({ tag }) => {
  const version = versionOf(tag, VERSIONS);
  const isDebian = tag.includes('debian');
  const major = isOlder(version, 8, 1, 0)
    ? version.split('.').slice(0, 2).join('.')
    : isOlder(version, 9, 0, 0)
      ? version.split('.').slice(0, 2).join('.')
      : 'innovation';
  const system = isOlder(version, 8, 0, 0)
    ? '7'
    : isOlder(version, 8, 0, 37) || /^8\.[123]\./.test(version)
      ? '8'
      : '9';
  const release = isDebian ? `${version}-1debian12` : `${version}-1.el${system}`;
  const additions = {
    // In truth bash, called as sh.
    shells: { sh: 'dash' as const },
    env: {
      GOSU_VERSION: '1.17',
      MYSQL_MAJOR: major,
      MYSQL_VERSION: release,
      ...(isDebian ? {} : { MYSQL_SHELL_VERSION: release }),
    },
    programs: [
      '/usr/sbin/mysqld',
      '/usr/local/bin/gosu',
      ...['mysql', 'mysqladmin', 'mysqldump', 'mysqlsh', 'mysql_config_editor'].map((name) => `/usr/bin/${name}`),
    ],
    servers: { mysqld: mysqlServer({ version, release }) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mysqld'],
    users: [['mysql', 999, 999, '/var/lib/mysql', '/bin/false']] as const,
    files: () => ({
      '/etc/my.cnf': textFile(config),
      '/etc/mysql/conf.d': folder(),
      '/etc/mysql/conf.d/docker.cnf': textFile('[mysqld]\nskip-host-cache\nskip-name-resolve\n'),
      '/var/lib/mysql': { ...folder(0o1777), ...owned },
      '/var/lib/mysql-files': { ...folder(0o750), ...owned },
      '/var/run/mysqld': { ...folder(0o1777), ...owned },
      '/docker-entrypoint-initdb.d': folder(),
      '/entrypoint.sh': link('usr/local/bin/docker-entrypoint.sh'),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('mysqld'),
    }),
  };
  return isDebian ? onDebian('bookworm', additions) : onRedHat('oraclelinux', `${system}.6`, additions);
});

/** MariaDB, on Ubuntu. @upstream MariaDB/mariadb-docker */
const mariadb: ImageFamily = named(['mariadb'], ({ tag }) => {
  const version = versionOf(tag, ['11.8.2', '11.4.7', '11.5.2', '10.11.13', '10.6.22', '10.5.29']);
  const ubuntu = isOlder(version, 11, 4, 0) ? '22.04' : '24.04';
  const release = `1:${version}+maria~ubu${ubuntu.replace('.', '')}`;
  return onUbuntu(ubuntu, {
    env: { GOSU_VERSION: '1.17', LANG: 'C.UTF-8', MARIADB_VERSION: release },
    programs: [
      '/usr/sbin/mariadbd',
      '/usr/sbin/mysqld',
      '/usr/local/bin/gosu',
      '/usr/local/bin/healthcheck.sh',
      ...['mariadb', 'mariadb-admin', 'mariadb-dump'].map((name) => `/usr/bin/${name}`),
    ],
    servers: { mariadbd: mariadbServer({ version, release }), mysqld: mariadbServer({ version, release }) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mariadbd'],
    users: [['mysql', 999, 999, '/nonexistent', '/bin/false']],
    files: () => ({
      '/etc/mysql/my.cnf': textFile(
        '[client-server]\nsocket = /run/mysqld/mysqld.sock\n\n!includedir /etc/mysql/conf.d/\n!includedir /etc/mysql/mariadb.conf.d/\n',
      ),
      '/etc/mysql/conf.d': folder(),
      '/etc/mysql/mariadb.conf.d': folder(),
      '/var/lib/mysql': { ...folder(), ...owned },
      '/run/mysqld': { ...folder(), ...owned },
      '/docker-entrypoint-initdb.d': folder(),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('mariadbd'),
    }),
  });
});

/** What the tutorial of replicated MySQL copies databases with. @upstream gcr.io/google-samples/xtrabackup */
const xtrabackup: ImageFamily = named(['xtrabackup'], () =>
  onDebian('jessie', {
    programs: ['xtrabackup', 'innobackupex', 'xbstream', 'ncat', 'mysql', 'mysqladmin', 'mysqldump'].map(
      (name) => `/usr/bin/${name}`,
    ),
    cmd: ['bash'],
  }),
);

export const mysqlFamilies: readonly ImageFamily[] = [mysql, mariadb, xtrabackup];
