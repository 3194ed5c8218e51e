import { folder, textFile } from '../files/node';
import { fluentdServer } from '../servers/fluentd';
import { grafanaServer } from '../servers/grafana';
import { haproxyServer } from '../servers/haproxy';
import { prometheusServer } from '../servers/prometheus';
import { traefikServer } from '../servers/traefik';
import { entrypointScript, named, onAlpine, onAlpineOrDebian } from './base';
import { defaultPath, type ImageFacts, type ImageFamily } from './facts';
import { versionOf } from './version';

const nobody = { uid: 65534, gid: 65534, name: 'nobody' };

/** Prometheus, on its own BusyBox. @upstream prometheus/prometheus Dockerfile */
const prometheus: ImageFamily = named(
  ['prometheus'],
  ({ tag }): ImageFacts => ({
    userland: 'busybox',
    shells: { sh: 'ash' },
    nslookup: 'busybox',
    env: { PATH: defaultPath },
    programs: ['/bin/prometheus', '/bin/promtool', '/bin/vi'],
    servers: { prometheus: prometheusServer(versionOf(tag, ['3.4.2', '2.53.5', '2.45.6'])) },
    entrypoint: ['/bin/prometheus'],
    cmd: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    workingDir: '/prometheus',
    user: nobody,
    files: () => ({
      '/prometheus': { ...folder(), uid: 65534, gid: 65534 },
      '/etc/prometheus/prometheus.yml': textFile(
        'global:\n  scrape_interval: 15s\n  evaluation_interval: 15s\n\nscrape_configs:\n  - job_name: "prometheus"\n    static_configs:\n      - targets: ["localhost:9090"]\n',
      ),
    }),
  }),
);

/** @upstream grafana/grafana Dockerfile */
const grafana: ImageFamily = named(['grafana', 'grafana-oss', 'grafana-enterprise'], ({ tag }) =>
  onAlpine('3.21', {
    env: {
      PATH: `/usr/share/grafana/bin:${defaultPath}`,
      GF_PATHS_CONFIG: '/etc/grafana/grafana.ini',
      GF_PATHS_DATA: '/var/lib/grafana',
      GF_PATHS_HOME: '/usr/share/grafana',
      GF_PATHS_LOGS: '/var/log/grafana',
      GF_PATHS_PLUGINS: '/var/lib/grafana/plugins',
      GF_PATHS_PROVISIONING: '/etc/grafana/provisioning',
    },
    shells: { bash: 'bash' },
    programs: [
      '/usr/share/grafana/bin/grafana',
      '/usr/share/grafana/bin/grafana-server',
      '/usr/share/grafana/bin/grafana-cli',
      '/usr/bin/curl',
    ],
    servers: { 'run.sh': grafanaServer(versionOf(tag, ['12.0.2', '11.6.3', '10.4.19', '9.5.21'])) },
    entrypoint: ['/run.sh'],
    workingDir: '/usr/share/grafana',
    user: { uid: 472, gid: 0, name: 'grafana' },
    users: [['grafana', 472, 0, '/home/grafana', '/sbin/nologin']],
    files: () => ({
      '/run.sh': textFile('', 0o755),
      '/etc/grafana/grafana.ini': textFile('[server]\n;http_port = 3000\n'),
      '/var/lib/grafana': { ...folder(0o777), uid: 472 },
    }),
  }),
);

/** @upstream docker-library/haproxy */
const haproxy: ImageFamily = named(['haproxy'], (reference) => {
  const version = versionOf(reference.tag, ['3.2.3', '3.0.11', '2.8.15', '2.4.29']);
  return onAlpineOrDebian(reference, {
    env: { HAPROXY_VERSION: version },
    programs: ['/usr/local/sbin/haproxy'],
    servers: { haproxy: haproxyServer(`${version}-0000000`) },
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
    workingDir: '/var/lib/haproxy',
    user: { uid: 99, gid: 99, name: 'haproxy' },
    users: [['haproxy', 99, 99, '/var/lib/haproxy', '/bin/false']],
    files: () => ({
      '/usr/local/etc/haproxy/errors': folder(),
      '/usr/local/bin/docker-entrypoint.sh': entrypointScript('haproxy'),
    }),
  });
});

/** @upstream traefik/traefik-library-image */
const traefik: ImageFamily = named(['traefik'], ({ tag }) =>
  onAlpine('3.22', {
    programs: ['/usr/local/bin/traefik'],
    servers: { traefik: traefikServer(versionOf(tag, ['3.4.3', '2.11.27', '1.7.34'])) },
    entrypoint: ['/entrypoint.sh'],
    cmd: ['traefik'],
    files: () => ({ '/entrypoint.sh': entrypointScript('traefik') }),
  }),
);

const fluentConfig = `<source>
  @type  forward
  @id    input1
  @label @mainstream
  port  24224
</source>

<filter **>
  @type stdout
</filter>

<label @mainstream>
  <match **>
    @type file
    @id   output1
    path         /fluentd/log/data.*.log
  </match>
</label>
`;

/** @upstream fluent/fluentd-docker-image */
const fluentd: ImageFamily = named(['fluentd', 'fluentd-kubernetes-daemonset'], (reference) =>
  onAlpineOrDebian(reference, {
    env: { FLUENTD_CONF: 'fluent.conf' },
    programs: ['/usr/bin/tini', '/usr/local/bundle/bin/fluentd'],
    servers: { fluentd: fluentdServer(versionOf(reference.tag, ['1.18.0', '1.16.9', '1.14.6'])) },
    entrypoint: ['tini', '--', '/bin/entrypoint.sh'],
    cmd: ['fluentd'],
    user: { uid: 999, gid: 999, name: 'fluent' },
    users: [['fluent', 999, 999, '/home/fluent', '/bin/sh']],
    files: () => ({
      '/fluentd/etc/fluent.conf': textFile(fluentConfig),
      '/fluentd/log': { ...folder(), uid: 999, gid: 999 },
      '/bin/entrypoint.sh': entrypointScript('fluentd'),
      '/usr/local/bin/fluentd': textFile('', 0o755),
    }),
  }),
);

export const monitoringFamilies: readonly ImageFamily[] = [prometheus, grafana, haproxy, traefik, fluentd];
