import { describe, expect, it } from 'vitest';
import { findExecutable } from '../../../src/runtime/executable';
import type { FileNode } from '../../../src/runtime/files/node';
import type { ImageFacts } from '../../../src/runtime/images/facts';
import { imageFacts } from '../../../src/runtime/images/image';
import { programPaths } from '../../../src/runtime/programs/userlands';
import { serverArgv } from '../../../src/runtime/servers/servers';
import { worldOf } from '../fixture';

/** ENTRYPOINT and CMD, as the images' Dockerfiles have them. */
describe('what an image starts', () => {
  it.each<[string, string[] | undefined, string[] | undefined]>([
    // nginxinc/docker-nginx mainline/debian/Dockerfile; before 1.19 there was no entrypoint
    ['nginx', ['/docker-entrypoint.sh'], ['nginx', '-g', 'daemon off;']],
    ['nginx:1.14.2', undefined, ['nginx', '-g', 'daemon off;']],
    ['nginx:1.27-alpine', ['/docker-entrypoint.sh'], ['nginx', '-g', 'daemon off;']],
    ['registry.k8s.io/nginx-slim:0.24', undefined, ['nginx', '-g', 'daemon off;']],
    // docker-library: httpd, redis, postgres, mysql, mariadb, mongo, memcached, wordpress
    ['httpd', undefined, ['httpd-foreground']],
    ['redis', ['docker-entrypoint.sh'], ['redis-server']],
    ['postgres:16-alpine', ['docker-entrypoint.sh'], ['postgres']],
    ['mysql', ['docker-entrypoint.sh'], ['mysqld']],
    ['mariadb', ['docker-entrypoint.sh'], ['mariadbd']],
    ['mongo', ['docker-entrypoint.sh'], ['mongod']],
    ['memcached', ['docker-entrypoint.sh'], ['memcached']],
    ['wordpress', ['docker-entrypoint.sh'], ['apache2-foreground']],
    ['php:8.2-apache', ['docker-php-entrypoint'], ['apache2-foreground']],
    ['php:8.2-cli', ['docker-php-entrypoint'], ['php', '-a']],
    // systems: their shells
    ['busybox', undefined, ['sh']],
    ['alpine', undefined, ['/bin/sh']],
    ['debian', undefined, ['bash']],
    ['ubuntu:22.04', undefined, ['/bin/bash']],
    ['centos:7', undefined, ['/bin/bash']],
    ['bash', ['docker-entrypoint.sh'], ['bash']],
    // languages: their interpreters
    ['python:3.12', undefined, ['python3']],
    ['node:20-alpine', ['docker-entrypoint.sh'], ['node']],
    ['golang', undefined, ['bash']],
    ['ruby', undefined, ['irb']],
    ['perl:5.34.0', undefined, ['perl5.34.0', '-de0']],
    ['openjdk:17', undefined, ['jshell']],
    // tools and samples
    ['curlimages/curl', ['/entrypoint.sh'], ['curl']],
    ['registry.k8s.io/pause:3.10', ['/pause'], undefined],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', ['/agnhost'], ['pause']],
    ['hashicorp/http-echo', ['/http-echo'], undefined],
    ['elasticsearch:8.1.0', ['/bin/tini', '--', '/usr/local/bin/docker-entrypoint.sh'], ['eswrapper']],
    [
      'prom/prometheus',
      ['/bin/prometheus'],
      ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    ],
    ['example/app', undefined, undefined],
  ])('%s: %j %j', (image, entrypoint, cmd) => {
    const facts = imageFacts(image);
    expect([facts.entrypoint, facts.cmd]).toEqual([entrypoint, cmd]);
  });
});

const served = [
  'nginx', 'nginx:1.9.1', 'nginx:alpine', 'nginx:1.27-alpine-slim', 'nginxinc/nginx-unprivileged', 'nginxdemos/hello',
  'nginxdemos/hello:plain-text', 'registry.k8s.io/nginx-slim:0.8', 'wbitt/network-multitool', 'httpd', 'httpd:2.4-alpine', 'redis',
  'redis:6-alpine', 'valkey/valkey', 'postgres', 'postgres:12-alpine', 'mysql:8.4', 'mysql:5.7', 'mysql:8.0-debian', 'mariadb', 'mongo',
  'mongo:4.2', 'memcached', 'cassandra', 'elasticsearch:8.1.0', 'docker.elastic.co/elasticsearch/elasticsearch:7.17.0', 'minio/minio',
  'zookeeper', 'rabbitmq:3-management', 'rabbitmq:alpine', 'prom/prometheus', 'quay.io/prometheus/prometheus', 'grafana/grafana',
  'haproxy', 'traefik:v2.10', 'fluent/fluentd', 'php:8-apache', 'php:8-fpm', 'wordpress', 'registry.k8s.io/hpa-example',
  'gcr.io/google_samples/gb-frontend:v5', 'gcr.io/google-samples/hello-app:1.0', 'hashicorp/http-echo', 'traefik/whoami',
  'jmalloc/echo-server', 'kicbase/echo-server:1.0', 'registry.k8s.io/echoserver:1.10', 'registry.k8s.io/echoserver:1.4',
  'registry.k8s.io/e2e-test-images/echoserver:2.3', 'ealen/echo-server', 'mendhak/http-https-echo', 'registry.k8s.io/liveness',
  'registry.k8s.io/serve_hostname', 'registry.k8s.io/e2e-test-images/agnhost:2.53', 'registry.k8s.io/pause:3.9', 'hello-world',
  'registry.k8s.io/coredns/coredns:v1.12.0', 'quay.io/coreos/etcd:v3.5.0', 'bitnami/nginx', 'bitnami/redis', 'bitnami/postgresql',
]; // biome-ignore format: a list

const tools = [
  'busybox', 'busybox:1.28', 'alpine', 'alpine:3.8', 'debian:11', 'ubuntu', 'centos:7', 'fedora', 'rockylinux:9', 'amazonlinux:2',
  'python', 'python:3.9-slim', 'node:18', 'golang:1.22', 'openjdk:17', 'openjdk:11-jre-slim', 'eclipse-temurin:21', 'ruby', 'rust',
  'perl', 'bash', 'curlimages/curl', 'nicolaka/netshoot', 'registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3', 'infoblox/dnstools',
  'bitnami/kubectl', 'rancher/kubectl:v1.30.0', 'alpine/git', 'gcr.io/google-samples/xtrabackup:1.0', 'polinux/stress',
  'gcr.io/google-samples/kubernetes-bootcamp:v1', 'gcr.io/google-samples/node-hello:1.0', 'radial/busyboxplus:curl',
  'gcr.io/google_containers/kubernetes-zookeeper:1.0-3.4.10', 'gcr.io/google_samples/gb-redisslave:v3', 'hashicorp/consul',
]; // biome-ignore format: a list

describe('every image', () => {
  it.each([...served, ...tools])('%s has the program that it starts', (image) => {
    const world = worldOf(image);
    const { entrypoint = [], cmd = [], workingDir = '/' } = world.image;
    const [command = ''] = [...entrypoint, ...cmd];
    const found = findExecutable(world.files, command, { env: world.env, cwd: workingDir });
    expect(found).toHaveProperty('path');
  });

  it.each(served)('%s starts a server that it has as a program', (image) => {
    const world = worldOf(image);
    const { entrypoint = [], cmd = [] } = world.image;
    const found = serverArgv(world.image, [...entrypoint, ...cmd]);
    expect(found).toBeDefined();
    const [command = ''] = found?.argv ?? [];
    expect(findExecutable(world.files, command, { env: world.env, cwd: '/' })).toHaveProperty('path');
  });

  it.each([...served, ...tools])('%s is known', (image) => {
    expect(imageFacts(image).isUnknown ?? false).toBe(image === 'polinux/stress');
  });

  it.each(['example/app:1', 'example/app:1-alpine', 'gcr.io/distroless/static', 'localhost:5000/shop/cart'])(
    '%s is not known',
    (image) => {
      expect(imageFacts(image)).toMatchObject({ isUnknown: true });
    },
  );
});

function has(image: string, name: string): boolean {
  return programPaths(imageFacts(image)).some((path) => path.endsWith(`/${name}`));
}

/** What is and is not in the images, as people find out in `kubectl exec`. */
describe('programs', () => {
  it.each([
    ['nginx', ['nginx', 'curl', 'bash', 'sh', 'envsubst'], ['ping', 'nslookup', 'wget', 'ps', 'vi', 'ip']],
    ['nginx:1.14.2', ['nginx', 'bash'], ['curl', 'wget']],
    ['nginx:alpine', ['nginx', 'curl', 'wget', 'nslookup', 'ping'], ['bash']],
    ['nginx:alpine-slim', ['nginx', 'wget'], ['curl', 'bash']],
    ['registry.k8s.io/nginx-slim:0.24', ['nginx', 'curl', 'bash'], ['nslookup']],
    ['httpd', ['httpd', 'bash'], ['curl', 'wget', 'ps']],
    ['busybox', ['wget', 'nc', 'ping', 'nslookup', 'httpd', 'ps'], ['curl', 'bash']],
    ['alpine', ['wget', 'nc', 'ping', 'nslookup', 'apk'], ['curl', 'bash', 'httpd']],
    ['curlimages/curl', ['curl', 'sh', 'wget'], ['bash']],
    ['nicolaka/netshoot', ['curl', 'dig', 'nslookup', 'host', 'nc', 'ping', 'ip', 'bash', 'tcpdump'], []],
    ['registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3', ['dig', 'nslookup', 'host', 'bash'], []],
    ['debian', ['bash', 'apt-get'], ['curl', 'wget', 'ping', 'ps', 'nslookup', 'vi']],
    ['ubuntu', ['bash', 'apt-get'], ['curl', 'ping', 'ps']],
    ['redis', ['redis-cli', 'redis-server', 'bash'], ['curl', 'ps']],
    ['redis:7-alpine', ['redis-cli'], ['bash', 'curl']],
    ['mysql:8.4', ['mysql', 'mysqld', 'bash', 'curl'], ['ps', 'dash', 'apt-get']],
    ['postgres', ['psql', 'pg_isready', 'bash'], ['curl', 'ps']],
    ['postgres:16-alpine', ['psql', 'bash', 'wget'], ['curl']],
    ['mongo:7', ['mongosh', 'mongod', 'bash'], ['mongo', 'curl']],
    ['mongo:4.4', ['mongo'], ['mongosh']],
    ['python:3.12', ['python3', 'pip', 'curl', 'git', 'ps'], []],
    ['python:3.12-slim', ['python3', 'pip', 'bash'], ['curl', 'git', 'ps']],
    ['node:20-alpine', ['node', 'npm', 'wget'], ['bash', 'curl']],
    ['registry.k8s.io/pause:3.9', ['pause'], ['sh', 'ls']],
    ['gcr.io/google-samples/hello-app:1.0', ['hello-app'], ['sh', 'ls']],
    ['centos:7', ['bash', 'curl', 'ps', 'yum'], ['dash', 'apt-get', 'ping']],
    ['gcr.io/google-samples/xtrabackup:1.0', ['ncat', 'xtrabackup', 'mysql', 'bash'], []],
  ])('%s has %j, and has not %j', (image, there, missing) => {
    expect(there.filter((name) => !has(image, name))).toEqual([]);
    expect(missing.filter((name) => has(image, name))).toEqual([]);
  });
});

function file(facts: ImageFacts, path: string): string | undefined {
  const node: FileNode | undefined = facts.files?.()[path];
  return node?.type === 'file' && 'text' in node.content ? node.content.text : undefined;
}

/** /etc/os-release of the systems. */
describe('systems', () => {
  it.each([
    ['debian', 'Debian GNU/Linux 12 (bookworm)'],
    ['debian:bullseye-slim', 'Debian GNU/Linux 11 (bullseye)'],
    ['debian:13', 'Debian GNU/Linux 13 (trixie)'],
    ['nginx:1.27.1', 'Debian GNU/Linux 12 (bookworm)'],
    ['nginx:1.21.1', 'Debian GNU/Linux 10 (buster)'],
    ['nginx:1.25.0', 'Debian GNU/Linux 11 (bullseye)'],
    ['nginx:1.14.2', 'Debian GNU/Linux 9 (stretch)'],
    ['nginx:1.9.1', 'Debian GNU/Linux 8 (jessie)'],
    ['nginx:1.7.9', 'Debian GNU/Linux 7 (wheezy)'],
    ['nginx:1.27.0-alpine', 'Alpine Linux v3.19'],
    ['nginx:1.27-alpine3.20', 'Alpine Linux v3.20'],
    ['redis:7-bookworm', 'Debian GNU/Linux 12 (bookworm)'],
    ['python:3.12-bullseye', 'Debian GNU/Linux 11 (bullseye)'],
    ['python:3.12-alpine3.19', 'Alpine Linux v3.19'],
    ['alpine', 'Alpine Linux v3.22'],
    ['alpine:3.18', 'Alpine Linux v3.18'],
    ['ubuntu', 'Ubuntu 24.04.2 LTS'],
    ['ubuntu:22.04', 'Ubuntu 22.04.5 LTS'],
    ['ubuntu:focal', 'Ubuntu 20.04.6 LTS'],
    ['mongo:7', 'Ubuntu 22.04.5 LTS'],
    ['mysql:8.4', 'Oracle Linux Server 9.6'],
    ['mysql:8.0-debian', 'Debian GNU/Linux 12 (bookworm)'],
    ['centos:7', 'CentOS Linux 7 (Core)'],
  ])('%s is %s', (image, name) => {
    expect(file(imageFacts(image), '/etc/os-release')).toContain(`PRETTY_NAME="${name}"\n`);
  });

  // cat /etc/os-release in debian:12 and alpine:3.22
  it('say all that they say', () => {
    expect(file(imageFacts('debian:12'), '/etc/os-release')).toBe(`PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`);
    expect(file(imageFacts('alpine:3.22.1'), '/etc/os-release')).toBe(`NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.22.1
PRETTY_NAME="Alpine Linux v3.22"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`);
    expect(file(imageFacts('ubuntu:24.04'), '/etc/os-release')).toBe(`PRETTY_NAME="Ubuntu 24.04.2 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.2 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`);
  });

  it.each(['busybox', 'busybox:1.36-glibc', 'registry.k8s.io/pause:3.9'])('%s says nothing', (image) => {
    expect(file(imageFacts(image), '/etc/os-release')).toBeUndefined();
  });

  it.each([
    ['debian:12', '/etc/debian_version', '12.11\n'],
    ['debian:12', '/etc/issue', 'Debian GNU/Linux 12 \\n \\l\n\n'],
    ['alpine:3.21', '/etc/alpine-release', '3.21.4\n'],
    ['alpine:3.21', '/etc/issue', 'Welcome to Alpine Linux 3.21\nKernel \\r on an \\m (\\l)\n\n'],
    ['ubuntu:22.04', '/etc/debian_version', 'bookworm/sid\n'],
    ['httpd', '/usr/local/apache2/htdocs/index.html', '<html><body><h1>It works!</h1></body></html>\n'],
  ])('%s has %s', (image, path, text) => {
    expect(file(imageFacts(image), path)).toBe(text);
  });

  // 612 bytes up to 1.21.1, 615 since: the lengths that `curl -I` shows
  it.each([
    ['nginx:1.14.2', 612, 494],
    ['nginx:1.27.1', 615, 497],
  ])('%s has its pages', (image, index, error) => {
    const pages = ['index', '50x'].map((name) => file(imageFacts(image), `/usr/share/nginx/html/${name}.html`)?.length);
    expect(pages).toEqual([index, error]);
  });
});

/** The variables that Dockerfiles set: nginx's were looked up, most others are remembered. */
describe('variables', () => {
  it.each([
    ['nginx:1.27.1', { NGINX_VERSION: '1.27.1', NJS_VERSION: '0.8.5', PKG_RELEASE: '1~bookworm' }],
    [
      'nginx:1.29.0',
      {
        NGINX_VERSION: '1.29.0',
        NJS_VERSION: '0.9.0',
        NJS_RELEASE: '1~bookworm',
        PKG_RELEASE: '1~bookworm',
        DYNPKG_RELEASE: '1~bookworm',
      },
    ],
    ['nginx:1.23.2', { NGINX_VERSION: '1.23.2', NJS_VERSION: '0.7.7', PKG_RELEASE: '1~bullseye' }],
    ['nginx:1.21.2', { NGINX_VERSION: '1.21.2', NJS_VERSION: '0.6.2', PKG_RELEASE: '1~buster' }],
    ['nginx:1.12.0', { NGINX_VERSION: '1.12.0-1~stretch' }],
    ['nginx:1.7.9', { NGINX_VERSION: '1.7.9-1~wheezy' }],
    ['nginx:1.17.0-alpine', { NGINX_VERSION: '1.17.0', NJS_VERSION: '0.3.2', PKG_RELEASE: '1' }],
    ['nginx:1.27', { NGINX_VERSION: '1.27.5' }],
    ['nginx:stable', { NGINX_VERSION: '1.28.0' }],
    [
      'redis:7.2.4',
      {
        REDIS_VERSION: '7.2.4',
        GOSU_VERSION: '1.17',
        REDIS_DOWNLOAD_URL: 'http://download.redis.io/releases/redis-7.2.4.tar.gz',
      },
    ],
    [
      'postgres:16.2',
      { PG_MAJOR: '16', PG_VERSION: '16.2-1.pgdg120+1', PGDATA: '/var/lib/postgresql/data', LANG: 'en_US.utf8' },
    ],
    ['postgres:16-alpine', { PG_MAJOR: '16', PG_VERSION: '16.9' }],
    ['mysql:8.4.0', { MYSQL_MAJOR: '8.4', MYSQL_VERSION: '8.4.0-1.el9' }],
    ['mysql:8.2.0', { MYSQL_VERSION: '8.2.0-1.el8' }],
    ['mariadb:11.6.2', { MARIADB_VERSION: '1:11.6.2+maria~ubu2404', LANG: 'C.UTF-8' }],
    ['httpd:2.4.62', { HTTPD_PREFIX: '/usr/local/apache2', HTTPD_VERSION: '2.4.62' }],
    ['python:3.11.4', { PYTHON_VERSION: '3.11.4', LANG: 'C.UTF-8' }],
    ['node:20.1.0', { NODE_VERSION: '20.1.0' }],
    ['golang:1.22', { GOPATH: '/go', GOLANG_VERSION: '1.22.12' }],
  ])('%s', (image, variables) => {
    expect(imageFacts(image).env).toMatchObject(variables);
  });

  it.each([
    ['busybox', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['httpd', '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['postgres:17', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin'],
    ['golang', '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ])('PATH of %s', (image, path) => {
    expect(imageFacts(image).env.PATH).toBe(path);
  });

  it.each([
    ['redis', '/data', undefined],
    ['httpd', '/usr/local/apache2', undefined],
    ['golang', '/go', undefined],
    ['nginx', undefined, undefined],
    ['curlimages/curl', '/home/curl_user', 100],
    ['memcached', undefined, 11211],
    ['prom/prometheus', '/prometheus', 65534],
    ['grafana/grafana', '/usr/share/grafana', 472],
    ['nginxinc/nginx-unprivileged', undefined, 101],
    ['bitnami/redis', undefined, 1001],
    ['haproxy', '/var/lib/haproxy', 99],
  ])('%s works in %s as %s', (image, folder, uid) => {
    const { workingDir, user } = imageFacts(image);
    expect([workingDir, user?.uid]).toEqual([folder, uid]);
  });
});
