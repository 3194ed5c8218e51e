import { corednsServer } from '../servers/coredns';
import { etcdServer } from '../servers/etcd';
import { sayingProgram, silentServer } from '../servers/plain';
import { named, onNothing } from './base';
import { baseName, type ImageFamily } from './facts';
import { versionOf } from './version';

/** What holds a pod's namespaces. */
const pause: ImageFamily = named(['pause', 'pause-amd64'], () =>
  onNothing({
    programs: ['/pause'],
    servers: { pause: silentServer },
    entrypoint: ['/pause'],
    user: { uid: 65535, gid: 65535, name: '65535' },
  }),
);

const coredns: ImageFamily = named(['coredns', 'mirrored-coredns-coredns'], ({ tag }) =>
  onNothing({
    programs: ['/coredns'],
    servers: { coredns: corednsServer(versionOf(tag, ['1.12.0'])) },
    entrypoint: ['/coredns'],
    user: { uid: 65532, gid: 65532, name: 'nonroot' },
  }),
);

const etcd: ImageFamily = named(['etcd'], ({ tag }) =>
  onNothing({
    programs: ['/usr/local/bin/etcd', '/usr/local/bin/etcdctl', '/usr/local/bin/etcdutl'],
    servers: { etcd: etcdServer(versionOf(tag, ['3.6.1', '3.5.21', '3.4.37'])) },
    cmd: ['/usr/local/bin/etcd'],
  }),
);

const greeting = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (amd64)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run an Ubuntu container with:
 $ docker run -it ubuntu bash

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`;

const helloWorld: ImageFamily = named(['hello-world'], () =>
  onNothing({ programs: ['/hello'], servers: { hello: sayingProgram(greeting) }, cmd: ['/hello'] }),
);

/** Images of one program alone that is not known: no shell, nothing else to run. */
const unknown: ImageFamily = {
  matches: (reference) =>
    baseName(reference) === 'scratch' ||
    reference.repository.startsWith('distroless/') ||
    reference.tag.includes('distroless') ||
    baseName(reference).startsWith('kube-'),
  facts: () => onNothing({ isUnknown: true }),
};

/** Images of one program alone: no shell, nothing else to run. */
export const bareFamilies: readonly ImageFamily[] = [pause, coredns, etcd, helloWorld, unknown];
