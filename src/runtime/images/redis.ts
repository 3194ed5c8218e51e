import { folder } from '../files/node';
import { redisServer } from '../servers/redis';
import { startedBy } from '../servers/wrap';
import { entrypointScript, named, onAlpineOrDebian, onDebian } from './base';
import type { ImageFacts, ImageFamily, ImageReference } from './facts';
import { isAlpine, versionOf } from './version';

const VERSIONS = ['8.0.3', '7.4.5', '7.2.10', '7.0.15', '6.2.19', '6.0.20', '5.0.14', '4.0.14', '3.2.12', '2.8.23'];

const programs = [
  'redis-server',
  'redis-cli',
  'redis-benchmark',
  'redis-sentinel',
  'redis-check-aof',
  'redis-check-rdb',
  'gosu',
];

function redisImage(reference: ImageReference, version: string): ImageFacts {
  const server = redisServer(version);
  const group = isAlpine(reference) ? 1000 : 999;
  return onAlpineOrDebian(reference, {
    env: {
      GOSU_VERSION: '1.17',
      REDIS_VERSION: version,
      REDIS_DOWNLOAD_URL: `http://download.redis.io/releases/redis-${version}.tar.gz`,
    },
    programs: programs.map((name) => `/usr/local/bin/${name}`),
    servers: { 'redis-server': server, 'redis-sentinel': startedBy(server, () => ['redis-server', '--port', '26379']) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    workingDir: '/data',
    users: [
      [
        'redis',
        999,
        group,
        isAlpine(reference) ? '/home/redis' : '/nonexistent',
        isAlpine(reference) ? '/bin/sh' : '/usr/sbin/nologin',
      ],
    ],
    files: () => ({
      '/data': { ...folder(), uid: 999, gid: group },
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('redis-server'),
    }),
  });
}

/** Redis. @upstream docker-library/redis */
const redis: ImageFamily = named(['redis'], (reference) => redisImage(reference, versionOf(reference.tag, VERSIONS)));

/** Valkey, Redis' other continuation, speaks as Redis 7.2 does. @upstream valkey-io/valkey-container */
const valkey: ImageFamily = named(['valkey'], (reference) => {
  const image = redisImage(reference, '7.2.4');
  const names = ['valkey-server', 'valkey-cli'].map((name) => `/usr/local/bin/${name}`);
  const server = image.servers?.['redis-server'];
  return {
    ...image,
    env: { PATH: image.env.PATH ?? '', VALKEY_VERSION: versionOf(reference.tag, ['8.1.3', '8.0.4', '7.2.10']) },
    programs: [...(image.programs ?? []), ...names],
    servers: { ...image.servers, ...(server === undefined ? {} : { 'valkey-server': server }) },
    cmd: ['valkey-server'],
    files: () => ({ ...image.files?.(), '/usr/local/bin/docker-entrypoint.sh': entrypointScript('valkey-server') }),
  };
});

/** The guestbook's followers: a script tells them whom to follow. @upstream kubernetes/examples guestbook/redis-slave */
const follower: ImageFamily = named(['gb-redis-follower', 'gb-redisslave'], (reference) => {
  const isOld = reference.repository.endsWith('gb-redisslave');
  const server = startedBy(redisServer(isOld ? '3.2.12' : '6.0.20'), ({ world }) => {
    const name = isOld ? 'redis-master' : 'redis-leader';
    const variable = `${name.toUpperCase().replace('-', '_')}_SERVICE_HOST`;
    const host = world.env.get('GET_HOSTS_FROM') === 'env' ? (world.env.get(variable) ?? name) : name;
    return ['redis-server', '--replicaof', host, '6379'];
  });
  return onDebian('buster', {
    programs: ['/run.sh', ...programs.map((name) => `/usr/local/bin/${name}`)],
    servers: { 'run.sh': server, 'redis-server': redisServer('6.0.20') },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['/bin/sh', '-c', '/run.sh'],
    workingDir: '/data',
    files: () => ({ '/data': folder(0o777), '/usr/local/bin/docker-entrypoint.sh': entrypointScript('redis-server') }),
  });
});

export const redisFamilies: readonly ImageFamily[] = [redis, valkey, follower];
