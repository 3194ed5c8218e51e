import { folder, textFile } from '../files/node';
import { cassandraServer } from '../servers/cassandra';
import { elasticsearchServer } from '../servers/elasticsearch';
import { memcachedServer } from '../servers/memcached';
import { minioServer } from '../servers/minio';
import { mongoServer } from '../servers/mongo';
import { entrypointScript, named, onAlpineOrDebian, onRedHat, onUbuntu } from './base';
import { defaultPath, type ImageFamily } from './facts';
import { isOlder, versionOf } from './version';

/** MongoDB, on Ubuntu. @upstream docker-library/mongo */
const mongo: ImageFamily = named(['mongo'], ({ tag }) => {
  const version = versionOf(tag, [
    '8.0.11',
    '7.0.21',
    '6.0.24',
    '5.0.31',
    '4.4.29',
    '4.2.24',
    '4.0.28',
    '3.6.23',
    '3.4.24',
  ]);
  const hasShell = !isOlder(version, 6, 0, 0);
  const ubuntu = isOlder(version, 5, 0, 0) ? '20.04' : isOlder(version, 8, 0, 0) ? '22.04' : '24.04';
  return onUbuntu(ubuntu, {
    env: {
      GOSU_VERSION: '1.17',
      JSYAML_VERSION: '3.13.1',
      MONGO_PACKAGE: 'mongodb-org',
      MONGO_REPO: 'repo.mongodb.org',
      MONGO_MAJOR: version.split('.').slice(0, 2).join('.'),
      MONGO_VERSION: version,
      HOME: '/data/db',
    },
    programs: [
      '/usr/bin/mongod',
      '/usr/bin/mongos',
      hasShell ? '/usr/bin/mongosh' : '/usr/bin/mongo',
      '/usr/bin/mongodump',
      '/usr/bin/mongorestore',
      '/usr/bin/mongoexport',
      '/usr/bin/mongoimport',
      '/usr/local/bin/gosu',
    ],
    servers: { mongod: mongoServer(version) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mongod'],
    users: [['mongodb', 999, 999, '/data/db', '/usr/sbin/nologin']],
    files: () => ({
      '/data/db': { ...folder(), uid: 999, gid: 999 },
      '/data/configdb': { ...folder(), uid: 999, gid: 999 },
      '/docker-entrypoint-initdb.d': folder(),
      '/etc/mongod.conf.orig': textFile(
        'storage:\n  dbPath: /var/lib/mongodb\nnet:\n  port: 27017\n  bindIp: 127.0.0.1\n',
      ),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('mongod'),
    }),
  });
});

/** @upstream docker-library/memcached */
const memcached: ImageFamily = named(['memcached'], (reference) => {
  const version = versionOf(reference.tag, ['1.6.38', '1.5.22', '1.4.39']);
  return onAlpineOrDebian(reference, {
    env: { MEMCACHED_VERSION: version },
    programs: ['/usr/local/bin/memcached'],
    servers: { memcached: memcachedServer(version) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['memcached'],
    user: { uid: 11211, gid: 11211, name: 'memcache' },
    users: [['memcache', 11211, 11211, '/nonexistent', '/bin/false']],
    files: () => ({ '/usr/local/bin/docker-entrypoint.sh': entrypointScript('memcached') }),
  });
});

/** @upstream docker-library/cassandra */
const cassandra: ImageFamily = named(['cassandra'], ({ tag }) => {
  const version = versionOf(tag.startsWith('v') ? '3.11' : tag, ['5.0.4', '4.1.9', '4.0.18', '3.11.19']);
  return onUbuntu('22.04', {
    env: {
      PATH: `/opt/cassandra/bin:/opt/java/openjdk/bin:${defaultPath}`,
      JAVA_HOME: '/opt/java/openjdk',
      CASSANDRA_HOME: '/opt/cassandra',
      CASSANDRA_CONF: '/etc/cassandra',
      CASSANDRA_VERSION: version,
    },
    programs: [
      '/opt/cassandra/bin/cassandra',
      '/opt/cassandra/bin/nodetool',
      '/opt/cassandra/bin/cqlsh',
      '/opt/java/openjdk/bin/java',
    ],
    servers: { cassandra: cassandraServer(version) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['cassandra', '-f'],
    users: [['cassandra', 999, 999, '/opt/cassandra', '/bin/sh']],
    files: () => ({
      '/var/lib/cassandra': { ...folder(0o777), uid: 999, gid: 999 },
      '/etc/cassandra/cassandra.yaml': textFile(
        "cluster_name: 'Test Cluster'\nnum_tokens: 16\nlisten_address: localhost\nrpc_address: 0.0.0.0\n",
      ),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('cassandra'),
    }),
  });
});

/** @upstream elastic/dockerfiles elasticsearch */
const elasticsearch: ImageFamily = named(['elasticsearch', 'elasticsearch-oss'], ({ tag }) => {
  const version = versionOf(tag, ['9.0.3', '8.18.3', '7.17.28', '6.8.23']);
  const server = elasticsearchServer(version);
  const home = '/usr/share/elasticsearch';
  return onUbuntu('20.04', {
    env: { PATH: `${home}/bin:${defaultPath}`, ELASTIC_CONTAINER: 'true', SHELL: '/bin/bash' },
    programs: ['/usr/bin/curl', '/bin/tini', `${home}/bin/elasticsearch`, `${home}/bin/elasticsearch-plugin`],
    servers: { eswrapper: server, elasticsearch: server },
    entrypoint: ['/bin/tini', '--', '/usr/local/bin/docker-entrypoint.sh'],
    cmd: ['eswrapper'],
    workingDir: home,
    user: { uid: 1000, gid: 0, name: 'elasticsearch' },
    users: [['elasticsearch', 1000, 1000, home, '/bin/bash']],
    files: () => ({
      [`${home}/config/elasticsearch.yml`]: textFile('cluster.name: "docker-cluster"\nnetwork.host: 0.0.0.0\n'),
      [`${home}/data`]: { ...folder(0o775), uid: 1000 },
      [`${home}/logs`]: { ...folder(0o775), uid: 1000 },
      '/usr/local/bin/eswrapper': textFile('', 0o755),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript(),
    }),
  });
});

/** @upstream minio/minio Dockerfile.release */
const minio: ImageFamily = named(['minio'], ({ tag }) => {
  const release = tag.startsWith('RELEASE.') ? tag : 'RELEASE.2025-06-13T11-33-47Z';
  return onRedHat('oraclelinux', '9.6', {
    env: { PATH: `${defaultPath}:/opt/bin`, MC_CONFIG_DIR: '/tmp/.mc' },
    programs: ['/usr/bin/minio', '/usr/bin/mc'],
    servers: { minio: minioServer(release) },
    entrypoint: ['/usr/bin/docker-entrypoint.sh'],
    cmd: ['minio'],
    files: () => ({
      '/usr/bin/docker-entrypoint.sh': textFile(
        '#!/bin/sh\n\nif [ "$1" != "minio" ] && [ -n "$1" ]; then\n\tset -- minio "$@"\nfi\n\nexec "$@"\n',
        0o755,
      ),
    }),
  });
});

export const databaseFamilies: readonly ImageFamily[] = [mongo, memcached, cassandra, elasticsearch, minio];
