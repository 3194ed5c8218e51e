import { folder, textFile } from '../files/node';
import { consulServer } from '../servers/consul';
import { rabbitmqServer } from '../servers/rabbitmq';
import { zookeeperServer } from '../servers/zookeeper';
import { entrypointScript, named, onAlpine, onAlpineOrDebian, onUbuntu } from './base';
import { defaultPath, type ImageFamily } from './facts';
import { isAlpine, versionOf } from './version';

const zooConfig = `dataDir=/data
dataLogDir=/datalog
tickTime=2000
initLimit=5
syncLimit=2
autopurge.snapRetainCount=3
autopurge.purgeInterval=0
maxClientCnxns=60
standaloneEnabled=true
admin.enableServer=true
server.1=localhost:2888:3888;2181
`;

/** @upstream 31z4/zookeeper-docker */
const zookeeper: ImageFamily = named(['zookeeper'], ({ tag }) => {
  const version = versionOf(tag, ['3.9.3', '3.8.4', '3.7.2', '3.6.4', '3.5.10', '3.4.14']);
  const home = `/apache-zookeeper-${version}-bin`;
  return onUbuntu('22.04', {
    env: {
      PATH: `/opt/java/openjdk/bin:${defaultPath}:${home}/bin`,
      JAVA_HOME: '/opt/java/openjdk',
      ZOO_CONF_DIR: '/conf',
      ZOO_DATA_DIR: '/data',
      ZOO_DATA_LOG_DIR: '/datalog',
      ZOO_LOG_DIR: '/logs',
      ZOO_TICK_TIME: '2000',
      ZOOCFGDIR: '/conf',
    },
    programs: ['/opt/java/openjdk/bin/java', '/usr/bin/nc', `${home}/bin/zkServer.sh`, `${home}/bin/zkCli.sh`],
    servers: { 'zkServer.sh': zookeeperServer({ version, words: 'srvr', config: '/conf/zoo.cfg' }) },
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['zkServer.sh', 'start-foreground'],
    workingDir: home,
    users: [['zookeeper', 1000, 1000, '/home/zookeeper', '/bin/sh']],
    files: () => ({
      '/conf/zoo.cfg': textFile(zooConfig),
      '/data': { ...folder(), uid: 1000, gid: 1000 },
      '/datalog': { ...folder(), uid: 1000, gid: 1000 },
      '/docker-entrypoint.sh': entrypointScript(),
    }),
  });
});

/** The image of the tutorial about ZooKeeper. @upstream kow3ns/kubernetes-zookeeper */
const kubernetesZookeeper: ImageFamily = named(['kubernetes-zookeeper'], ({ tag }) => {
  const version = /-(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? '3.4.10';
  const server = zookeeperServer({ version, words: '*', config: '/opt/zookeeper/conf/zoo.cfg' });
  return onUbuntu('16.04', {
    env: {
      ZK_USER: 'zookeeper',
      ZK_DATA_DIR: '/var/lib/zookeeper/data',
      ZK_DATA_LOG_DIR: '/var/lib/zookeeper/log',
      ZK_LOG_DIR: '/var/log/zookeeper',
      JAVA_HOME: '/usr/lib/jvm/java-8-openjdk-amd64',
    },
    programs: ['start-zookeeper', 'zookeeper-ready', 'zkCli.sh', 'zkServer.sh', 'nc', 'ps', 'java'].map(
      (name) => `/usr/bin/${name}`,
    ),
    servers: { 'start-zookeeper': server, 'zkServer.sh': server },
    cmd: ['/bin/bash'],
    users: [['zookeeper', 1000, 1000, '/home/zookeeper', '']],
    files: () => ({
      '/opt/zookeeper/conf': { ...folder(), uid: 1000, gid: 1000 },
      '/var/lib/zookeeper': { ...folder(), uid: 1000, gid: 1000 },
      '/usr/bin/zookeeper-ready': textFile(
        '#!/usr/bin/env bash\nOK=$(echo ruok | nc 127.0.0.1 $1)\nif [ "$OK" == "imok" ]; then\n\texit 0\nelse\n\texit 1\nfi\n',
        0o755,
      ),
    }),
  });
});

/** @upstream docker-library/rabbitmq */
const rabbitmq: ImageFamily = named(['rabbitmq'], (reference) => {
  const { tag } = reference;
  const version = versionOf(tag, ['4.1.2', '4.0.9', '3.13.7', '3.12.14', '3.11.28', '3.8.34']);
  const additions = {
    env: {
      PATH: `/opt/rabbitmq/sbin:/opt/erlang/bin:/opt/openssl/bin:${defaultPath}`,
      RABBITMQ_DATA_DIR: '/var/lib/rabbitmq',
      RABBITMQ_VERSION: version,
      HOME: '/var/lib/rabbitmq',
      LANG: 'C.UTF-8',
    },
    shells: { bash: 'bash' as const },
    programs: ['rabbitmq-server', 'rabbitmqctl', 'rabbitmq-diagnostics', 'rabbitmq-plugins'].map(
      (name) => `/opt/rabbitmq/sbin/${name}`,
    ),
    servers: { 'rabbitmq-server': rabbitmqServer(version, tag.includes('management')) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['rabbitmq-server'],
    users: [
      ['rabbitmq', isAlpine(reference) ? 100 : 999, isAlpine(reference) ? 101 : 999, '/var/lib/rabbitmq', '/bin/sh'],
    ] as const,
    files: () => ({
      '/var/lib/rabbitmq': folder(0o777),
      '/etc/rabbitmq/enabled_plugins': textFile(
        tag.includes('management') ? '[rabbitmq_management,rabbitmq_prometheus].\n' : '[rabbitmq_prometheus].\n',
      ),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('rabbitmq-server'),
    }),
  };
  return isAlpine(reference) ? onAlpineOrDebian(reference, additions) : onUbuntu('24.04', additions);
});

/** @upstream hashicorp/consul */
const consul: ImageFamily = named(['consul'], ({ tag }) =>
  onAlpine('3.21', {
    programs: ['/bin/consul', '/usr/bin/dumb-init', '/usr/bin/curl'],
    servers: { consul: consulServer(versionOf(tag, ['1.21.2', '1.20.6', '1.15.4'])) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['agent', '-dev', '-client', '0.0.0.0'],
    users: [['consul', 100, 1000, '/home/consul', '/sbin/nologin']],
    files: () => ({
      '/consul/data': folder(),
      '/consul/config': folder(),
      '/usr/local/bin/docker-entrypoint.sh': textFile(
        '#!/usr/bin/dumb-init /bin/sh\nset -e\n\nif [ "$1" = "agent" ]; then\n\tset -- consul "$@"\nfi\n\nexec "$@"\n',
        0o755,
      ),
    }),
  }),
);

export const coordinationFamilies: readonly ImageFamily[] = [zookeeper, kubernetesZookeeper, rabbitmq, consul];
