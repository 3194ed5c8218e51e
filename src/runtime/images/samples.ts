import { folder, textFile } from '../files/node';
import { agnhost } from '../servers/agnhost';
import { echoServer } from '../servers/echo-server';
import { echoserver as kubernetesEchoserver } from '../servers/echoserver';
import { ealenEchoServer, mendhakEcho } from '../servers/express-echo';
import { helloApp as helloAppServer } from '../servers/hello-app';
import { httpEcho } from '../servers/http-echo';
import { kubernetesBootcamp, nodeHello } from '../servers/node-samples';
import { whoami } from '../servers/whoami';
import { startedBy } from '../servers/wrap';
import { inRepository, named, onAlpine, onDebian, onNothing } from './base';
import type { ImageFamily } from './facts';

/** @upstream GoogleCloudPlatform/kubernetes-engine-samples hello-app */
const helloApp: ImageFamily = inRepository(['google-samples/hello-app'], ({ tag }) => {
  const version = tag.startsWith('2') ? '2.0.0' : '1.0.0';
  return onNothing({
    programs: ['/hello-app'],
    servers: { 'hello-app': helloAppServer(version) },
    entrypoint: ['/hello-app'],
    env: { PORT: '8080' },
  });
});

/** @upstream hashicorp/http-echo */
const echo: ImageFamily = named(['http-echo'], () =>
  onNothing({
    programs: ['/http-echo'],
    servers: { 'http-echo': httpEcho },
    entrypoint: ['/http-echo'],
    env: { ECHO_TEXT: 'hello-world' },
    user: { uid: 65532, gid: 65532, name: 'nonroot' },
  }),
);

/** @upstream traefik/whoami */
const who: ImageFamily = named(['whoami'], () =>
  onNothing({ programs: ['/whoami'], servers: { whoami }, entrypoint: ['/whoami'] }),
);

/** @upstream jmalloc/echo-server, and minikube's copy of it */
const echoServers: ImageFamily = inRepository(['jmalloc/echo-server', 'kicbase/echo-server'], ({ repository }) =>
  onNothing({
    programs: ['/bin/echo-server'],
    servers: { 'echo-server': echoServer(repository.startsWith('kicbase/')) },
    entrypoint: ['/bin/echo-server'],
    env: { PORT: '8080' },
  }),
);

/** @upstream kubernetes/kubernetes test/images/echoserver */
const echoserver: ImageFamily = named(['echoserver'], ({ tag }) => {
  const server = kubernetesEchoserver(tag);
  return /^1\./.test(tag)
    ? onDebian('jessie', {
        programs: ['/usr/sbin/nginx'],
        servers: { 'run.sh': server, nginx: server },
        cmd: ['/usr/local/bin/run.sh'],
        files: () => ({ '/usr/local/bin/run.sh': textFile('', 0o755) }),
      })
    : onAlpine('3.9', {
        programs: ['/usr/sbin/nginx'],
        servers: { 'run.sh': server, nginx: server },
        entrypoint: ['/usr/local/bin/run.sh'],
        files: () => ({ '/usr/local/bin/run.sh': textFile('', 0o755) }),
      });
});

/** @upstream Ealenn/Echo-Server */
const ealen: ImageFamily = inRepository(['ealen/echo-server'], () =>
  onAlpine('3.19', {
    programs: ['/usr/local/bin/node'],
    interpreters: ['node'],
    servers: { node: { ...ealenEchoServer, starts: (argv) => argv[1] === 'webserver' } },
    workingDir: '/app',
    cmd: ['node', 'webserver'],
  }),
);

/** @upstream mendhak/docker-http-https-echo */
const mendhak: ImageFamily = named(['http-https-echo'], () =>
  onAlpine('3.21', {
    env: { HTTP_PORT: '8080', HTTPS_PORT: '8443' },
    programs: ['/usr/local/bin/node'],
    interpreters: ['node'],
    servers: { node: { ...mendhakEcho, starts: (argv) => argv[1] === './index.js' } },
    workingDir: '/app',
    user: { uid: 1000, gid: 1000, name: 'node' },
    users: [['node', 1000, 1000, '/home/node', '/bin/sh']],
    cmd: ['node', './index.js'],
    files: () => ({ '/app': folder() }),
  }),
);

/** The interactive tutorial's application: a script of Node's. */
const bootcamp: ImageFamily = named(['kubernetes-bootcamp'], ({ tag }) =>
  onDebian('jessie', {
    env: { NPM_CONFIG_LOGLEVEL: 'info', NODE_VERSION: '6.3.1' },
    programs: ['/usr/local/bin/node', '/usr/bin/curl', '/usr/bin/ps', '/usr/bin/wget'],
    interpreters: ['node'],
    servers: {
      node: { ...kubernetesBootcamp(/\d+/.exec(tag)?.[0] ?? '1'), starts: (argv) => argv[1] === 'server.js' },
    },
    cmd: ['/bin/sh', '-c', 'node server.js'],
    files: () => ({ '/server.js': textFile("var http = require('http');\n") }),
  }),
);

const hello: ImageFamily = inRepository(['google-samples/node-hello'], () =>
  onDebian('jessie', {
    env: { NODE_VERSION: '4.4.2' },
    programs: ['/usr/local/bin/node', '/usr/bin/curl'],
    interpreters: ['node'],
    servers: { node: { ...nodeHello, starts: (argv) => argv[1] === 'server.js' } },
    cmd: ['/bin/sh', '-c', 'node server.js'],
    files: () => ({ '/server.js': textFile("var http = require('http');\n") }),
  }),
);

/** What is well for ten seconds: the older image of the documentation on probes. */
const liveness: ImageFamily = named(['liveness'], () =>
  onNothing({
    programs: ['/server'],
    servers: { server: startedBy(agnhost, () => ['agnhost', 'liveness']) },
    cmd: ['/server'],
  }),
);

/** The older image that answers its host's name: on port 9376. */
const serveHostname: ImageFamily = named(['serve_hostname', 'serve-hostname'], () =>
  onNothing({
    programs: ['/serve_hostname'],
    servers: { serve_hostname: startedBy(agnhost, () => ['agnhost', 'serve-hostname']) },
    cmd: ['/serve_hostname'],
  }),
);

/** The images of documentations and tutorials. */
export const sampleFamilies: readonly ImageFamily[] = [
  helloApp,
  echo,
  who,
  echoServers,
  echoserver,
  ealen,
  mendhak,
  bootcamp,
  hello,
  liveness,
  serveHostname,
];
