import { describe, expect, it } from 'vitest';
import { plainServer } from '../../../src/runtime/servers/plain';
import { worldOf } from '../fixture';
import { runningOf, type Setting } from './fixture';

describe('what answers HTTP', () => {
  // the projects' health and version endpoints, as their documentation names them; bodies as remembered
  it.each<[string, Setting, string, number, string]>([
    ['prom/prometheus', {}, '/-/healthy', 200, 'Prometheus Server is Healthy.\n'],
    ['prom/prometheus', {}, '/-/ready', 200, 'Prometheus Server is Ready.\n'],
    ['grafana/grafana:11.6.3', {}, '/api/health', 200, '"version": "11.6.3"'],
    ['quay.io/coreos/etcd:v3.5.21', {}, '/health', 200, '{"health":"true","reason":""}'],
    ['registry.k8s.io/etcd:3.5.21-0', {}, '/version', 200, '{"etcdserver":"3.5.21","etcdcluster":"3.5.0"}'],
    ['hashicorp/consul:1.15.4', { args: ['consul', 'agent', '-dev'] }, '/v1/status/leader', 200, '"127.0.0.1:8300"'],
    ['minio/minio', { args: ['minio', 'server', '/data'] }, '/minio/health/live', 200, ''],
    ['minio/minio', { args: ['minio', 'server', '/data'] }, '/', 403, '<Code>AccessDenied</Code>'],
    ['traefik:v3.4', {}, '/', 404, '404 page not found\n'],
    ['traefik:v3.4', { args: ['traefik', '--ping=true'] }, '/ping', 200, 'OK'],
    ['elasticsearch:7.17.28', {}, '/', 200, '"tagline" : "You Know, for Search"'],
    ['elasticsearch:7.17.28', {}, '/_cluster/health', 200, '"status":"green"'],
    ['elasticsearch:8.18.3', {}, '/', 401, 'missing authentication credentials'],
    ['elasticsearch:8.18.3', { variables: { 'xpack.security.enabled': 'false' } }, '/', 200, '"number" : "8.18.3"'],
    ['rabbitmq:3-management', {}, '/api/overview', 401, 'not_authorized'],
    ['bitnami/nginx', {}, '/', 200, ''],
  ])('%s %j %s', async (image, setting, target, status, text) => {
    const running = runningOf(image, setting);
    const ports: Record<string, number> = { consul: 8500, rabbitmq: 15672 };
    const port = Object.entries(ports).find(([name]) => image.includes(name))?.[1];
    const response = await running.ask(target, port === undefined ? {} : { port });
    expect(response.status).toBe(status);
    expect(new TextDecoder().decode(response.body)).toContain(text);
  });

  it.each<[string, Setting, number[]]>([
    ['prom/prometheus', {}, [9090]],
    [
      'prom/prometheus',
      { args: ['--config.file=/etc/prometheus/prometheus.yml', '--web.listen-address=:9091'] },
      [9091],
    ],
    ['traefik:v3', { args: ['--entryPoints.web.address=:8000/tcp', '--api.insecure=true'] }, [8000, 8080]],
    ['quay.io/coreos/etcd', { args: ['etcd', '--listen-client-urls=http://0.0.0.0:2479'] }, [2479, 2380]],
    ['cassandra', {}, [7000, 9042]],
    ['fluent/fluentd:v1.16', {}, [24224]],
    ['rabbitmq:3', {}, [4369, 5672, 15692, 25672]],
    [
      'haproxy',
      { files: { '/usr/local/etc/haproxy/haproxy.cfg': 'frontend a\n  bind *:8080\n  bind :::8443 ssl\n' } },
      [8080, 8443],
    ],
    ['coredns/coredns:1.12.0', {}, [53, 8080, 8181, 9153]],
    ['registry.k8s.io/pause:3.10', {}, []],
    ['bitnami/redis', {}, [6379]],
  ])('%s %j listens on %j', (image, setting, ports) => {
    expect(runningOf(image, setting).ports()).toEqual(ports);
  });
});

describe('what does not start', () => {
  it.each<[string, Setting, number, string]>([
    // as remembered, not compared with a recording
    [
      'haproxy',
      {},
      1,
      'Cannot open configuration file/directory /usr/local/etc/haproxy/haproxy.cfg : No such file or directory\n',
    ],
    ['prom/prometheus', { args: ['--config.file=/none.yml'] }, 2, 'open /none.yml: no such file or directory'],
    ['minio/minio', {}, 0, 'USAGE:\n  minio [FLAGS] COMMAND [ARGS...]\n'],
    // bitnami/containers libredis.sh, as remembered
    [
      'bitnami/redis',
      {},
      1,
      'redis 22:13:20.00 ERROR ==> The REDIS_PASSWORD environment variable is empty or not set. Set the environment variable ALLOW_EMPTY_PASSWORD=yes to allow a blank password.',
    ],
  ])('%s %j', (image, setting, exitCode, text) => {
    const problem = runningOf(image, setting).problem();
    expect(problem?.exitCode).toBe(exitCode);
    expect(problem?.log).toContain(text);
  });

  it('bitnami/redis starts where it may be without a password', () => {
    const running = runningOf('bitnami/redis', { variables: { ALLOW_EMPTY_PASSWORD: 'yes' } });
    expect(running.problem()).toBeUndefined();
    expect(running.start()).toContain('redis 22:13:20.00 INFO  ==> ** Starting Redis **\n');
    expect(running.say('PING\r\n')).toBe('+PONG\r\n');
  });
});

describe('the logs of starts', () => {
  // the lines of rabbitmq 3.11 and zookeeper are published; the others are as remembered, not compared with recordings
  it.each([
    ['rabbitmq:3.12-management', 'Server startup complete; 4 plugins started.\n'],
    ['prom/prometheus', 'msg="Server is ready to receive web requests."\n'],
    ['cassandra:4.1', 'Starting listening for CQL clients on /0.0.0.0:9042 (unencrypted)...\n'],
    ['quay.io/coreos/etcd:v3.5.21', '"msg":"ready to serve client requests"}\n'],
    ['elasticsearch:7.17.28', '"message":"started"'],
    ['fluent/fluentd:v1.16', '[info]: #0 fluentd worker is now running worker=0\n'],
    ['zookeeper:3.9', 'ZooKeeper JMX enabled by default\nUsing config: /conf/zoo.cfg\n'],
    ['coredns/coredns:1.12.0', 'CoreDNS-1.12.0\n'],
    ['redis:8', "* Module 'ReJSON' loaded from /usr/local/lib/redis/modules//rejson.so\n"],
  ])('%s', (image, text) => {
    expect(runningOf(image).start()).toContain(text);
  });
});

describe('a program that is not known', () => {
  it('listens where the pod says, and answers its name', async () => {
    const ports = [{ containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }];
    const world = worldOf('example/app:1', undefined, {}, {}, { ports });
    const context = { world, argv: ['/app'], log: () => {} };
    expect(plainServer.ports(context)).toEqual([8080]);
    const request = {
      method: 'GET',
      target: '/',
      version: '1.1',
      headers: new Map(),
      body: new Uint8Array(),
      peer: '10.0.0.1',
    } as const;
    const response = await plainServer.http?.(request, context, 8080);
    expect([response?.status, new TextDecoder().decode(response?.body)]).toEqual([200, 'web-0\n']);
    expect(plainServer.startLog).toBeUndefined();
  });
});
