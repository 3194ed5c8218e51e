import { folder } from '../files/node';
import { type BitnamiBuild, bitnamiServer } from '../servers/bitnami';
import { mongoServer } from '../servers/mongo';
import { mysqlServer } from '../servers/mysql';
import { nginxServer } from '../servers/nginx';
import { postgresServer } from '../servers/postgres';
import { redisServer } from '../servers/redis';
import { entrypointScript, onDebian } from './base';
import { baseName, type ImageFamily } from './facts';
import { nginxConf, nginxFiles } from './nginx-files';

const nginx = nginxServer({ version: '1.28.0', compiler: 'gcc 12.2.0 (Debian 12.2.0-14)' });

const builds: Readonly<Record<string, BitnamiBuild>> = {
  nginx: { name: 'nginx', title: 'NGINX', port: 8080, server: { ...nginx, startLog: undefined } },
  apache: { name: 'apache', title: 'Apache', port: 8080 },
  redis: { name: 'redis', title: 'Redis', port: 6379, passwords: ['REDIS_PASSWORD'], server: redisServer('8.0.3') },
  postgresql: {
    name: 'postgresql',
    title: 'PostgreSQL',
    port: 5432,
    passwords: ['POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD'],
    server: {
      ...postgresServer({
        version: '17.5',
        platform: 'VERSION on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0',
      }),
      startLog: undefined,
    },
  },
  mysql: {
    name: 'mysql',
    title: 'MySQL',
    port: 3306,
    passwords: ['MYSQL_ROOT_PASSWORD'],
    server: { ...mysqlServer({ version: '9.3.0', release: '9.3.0' }), startLog: undefined },
  },
  mariadb: {
    name: 'mariadb',
    title: 'MariaDB',
    port: 3306,
    passwords: ['MARIADB_ROOT_PASSWORD'],
    server: { ...mysqlServer({ version: '11.8.2', release: '11.8.2' }), startLog: undefined },
  },
  mongodb: {
    name: 'mongodb',
    title: 'MongoDB',
    port: 27017,
    server: { ...mongoServer('8.0.11'), startLog: undefined },
  },
  kafka: { name: 'kafka', title: 'Kafka', port: 9092, server: { ports: () => [9092], listener: () => ({}) } },
  zookeeper: {
    name: 'zookeeper',
    title: 'ZooKeeper',
    port: 2181,
    server: { ports: () => [2181], listener: () => ({}) },
  },
  rabbitmq: { name: 'rabbitmq', title: 'RabbitMQ', port: 5672, server: { ports: () => [5672], listener: () => ({}) } },
  memcached: {
    name: 'memcached',
    title: 'Memcached',
    port: 11211,
    server: { ports: () => [11211], listener: () => ({}) },
  },
  wordpress: { name: 'wordpress', title: 'WordPress', port: 8080 },
};

/** Bitnami's images: Debian, and the user 1001. @upstream bitnami/containers */
export const bitnami: ImageFamily = {
  matches: (reference) =>
    /^(bitnami|bitnamilegacy|bitnamicharts)\//.test(reference.repository) && Object.hasOwn(builds, baseName(reference)),
  facts(reference) {
    const name = baseName(reference);
    const build = builds[name] ?? { name, title: name, port: 8080 };
    const scripts = `/opt/bitnami/scripts/${name}`;
    const owned = { uid: 1001, gid: 0 };
    return onDebian('bookworm', {
      env: { HOME: '/', OS_ARCH: 'amd64', OS_FLAVOUR: 'debian-12', OS_NAME: 'linux', BITNAMI_APP_NAME: name },
      programs: [
        '/usr/bin/curl',
        '/usr/bin/ps',
        `${scripts}/run.sh`,
        ...(name === 'redis' ? ['/opt/bitnami/redis/bin/redis-cli', '/usr/local/bin/redis-cli'] : []),
      ],
      servers: { 'run.sh': bitnamiServer(build) },
      entrypoint: [`${scripts}/entrypoint.sh`],
      cmd: [`${scripts}/run.sh`],
      user: { uid: 1001, gid: 0, name: '1001' },
      files: () => ({
        [`${scripts}/entrypoint.sh`]: entrypointScript(),
        [`/bitnami/${name}/data`]: { ...folder(0o775), ...owned },
        '/data': { ...folder(0o775), ...owned },
        ...(name === 'nginx' ? nginxFiles('1.28.0', 8080, nginxConf('notice', '/tmp/nginx.pid', '')) : {}),
      }),
    });
  },
};
