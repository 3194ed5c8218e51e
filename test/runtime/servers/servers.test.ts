import { describe, expect, it } from 'vitest';
import { imageFacts } from '../../../src/runtime/images/image';
import { serverArgv } from '../../../src/runtime/servers/servers';

describe('serverArgv', () => {
  it.each([
    ['nginx', '/docker-entrypoint.sh nginx -g daemon_off', 'nginx', 'nginx -g daemon_off'],
    ['nginx', '/usr/sbin/nginx -c /x', 'nginx', '/usr/sbin/nginx -c /x'],
    ['nginx', 'exec nginx', 'nginx', 'nginx'],
    ['redis', 'docker-entrypoint.sh redis-server --port 1', 'redis-server', 'redis-server --port 1'],
    ['redis', 'docker-entrypoint.sh --appendonly yes', 'redis-server', 'redis-server --appendonly yes'],
    ['redis', 'redis-server /redis.conf', 'redis-server', 'redis-server /redis.conf'],
    ['postgres', 'docker-entrypoint.sh -c max_connections=9', 'postgres', 'postgres -c max_connections=9'],
    ['mysql', 'tini -- docker-entrypoint.sh mysqld', 'mysqld', 'mysqld'],
    ['mysql', '/usr/bin/dumb-init mysqld', 'mysqld', 'mysqld'],
    ['busybox', 'busybox httpd -f -p 8080', 'httpd', 'httpd -f -p 8080'],
    ['httpd', 'httpd-foreground', 'httpd-foreground', 'httpd-foreground'],
    ['hashicorp/http-echo', '/http-echo -text=a', 'http-echo', '/http-echo -text=a'],
    ['python:3.12', 'python3 -m http.server 8080', 'python3', 'python3 -m http.server 8080'],
    ['python:3.12', 'python -u -m http.server', 'python', 'python -u -m http.server'],
    ['elasticsearch:8.1.0', '/bin/tini -- /usr/local/bin/docker-entrypoint.sh eswrapper', 'eswrapper', 'eswrapper'],
  ])('%s: %s', (image, line, name, argv) => {
    expect(serverArgv(imageFacts(image), line.split(' '))).toEqual({ name, argv: argv.split(' ') });
  });

  it.each([
    ['nginx', 'sh -c nginx'],
    ['nginx', 'sleep 3600'],
    ['nginx', ''],
    ['redis', 'docker-entrypoint.sh sh'],
    ['python:3.12', 'python3'],
    ['python:3.12', 'python3 app.py'],
    ['busybox', 'sh'],
    ['nginx', 'toString'],
  ])('%s: %s starts none', (image, line) => {
    expect(serverArgv(imageFacts(image), line.split(' '))).toBeUndefined();
  });
});
