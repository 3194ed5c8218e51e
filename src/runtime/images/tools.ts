import { textFile } from '../files/node';
import { entrypointScript, inRepository, named, onAlpine, onDebian, onNothing } from './base';
import type { ImageFamily } from './facts';
import { versionOf } from './version';

/** @upstream curl/curl-container */
const curl: ImageFamily = inRepository(['curlimages/curl', 'curl/curl'], ({ tag }) =>
  onAlpine('3.22', {
    env: { CURL_VERSION: versionOf(tag, ['8.15.0', '8.1.2', '7.88.1']).replaceAll('.', '_') },
    programs: ['/usr/bin/curl'],
    entrypoint: ['/entrypoint.sh'],
    cmd: ['curl'],
    user: { uid: 100, gid: 101, name: 'curl_user' },
    users: [['curl_user', 100, 101, '/home/curl_user', '/sbin/nologin']],
    workingDir: '/home/curl_user',
    files: () => ({ '/entrypoint.sh': entrypointScript('curl'), '/home/curl_user/.keep': textFile('') }),
  }),
);

/** @upstream alpine-docker */
const alpineTools: ImageFamily = inRepository(
  ['alpine/curl', 'alpine/git', 'alpine/socat', 'alpine/httpie'],
  ({ repository }) => {
    const name = repository.slice(repository.lastIndexOf('/') + 1);
    return onAlpine('3.22', {
      programs: [`/usr/bin/${name === 'httpie' ? 'http' : name}`],
      entrypoint: [name === 'httpie' ? 'http' : name],
    });
  },
);

/** Alpine with bash. @upstream tianon/docker-bash */
const bash: ImageFamily = named(['bash'], ({ tag }) =>
  onAlpine('3.22', {
    env: { _BASH_VERSION: versionOf(tag, ['5.3', '5.2', '5.1', '5.0', '4.4']) },
    shells: { bash: 'bash' },
    programs: ['/usr/local/bin/bash'],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['bash'],
    files: () => ({ '/usr/local/bin/docker-entrypoint.sh': entrypointScript('bash') }),
  }),
);

/** kubectl in a container. */
const kubectl: ImageFamily = {
  matches: ({ repository }) =>
    /(^|\/)(bitnami|bitnamilegacy|rancher|alpine|portainer)\/(kubectl|k8s|kubectl-shell)$|^kubectl$/.test(repository),
  facts({ repository }) {
    if (repository === 'kubectl' || repository.startsWith('rancher/')) {
      return onNothing({ programs: ['/bin/kubectl'], entrypoint: ['/bin/kubectl'] });
    }
    if (repository.startsWith('alpine/')) {
      const programs = ['kubectl', 'helm', 'kustomize', 'jq', 'curl'].map((name) => `/usr/bin/${name}`);
      return onAlpine('3.21', { shells: { bash: 'bash' }, programs, cmd: ['bash'] });
    }
    return onDebian('bookworm', {
      programs: ['/opt/bitnami/kubectl/bin/kubectl', '/usr/local/bin/kubectl', '/usr/bin/curl', '/usr/bin/jq'],
      entrypoint: ['kubectl'],
      cmd: ['--help'],
      user: { uid: 1001, gid: 0, name: '1001' },
      workingDir: '/',
    });
  },
};

/** What the documentation on limits wears memory and processors out with. */
const stress: ImageFamily = named(['stress', 'stress-ng'], ({ repository }) =>
  repository.startsWith('vish/')
    ? onNothing({ programs: ['/stress'], entrypoint: ['/stress'], isUnknown: true })
    : onAlpine('3.18', {
        shells: { bash: 'bash' },
        programs: ['/usr/local/bin/stress'],
        cmd: ['stress'],
        isUnknown: true,
      }),
);

export const toolFamilies: readonly ImageFamily[] = [curl, alpineTools, bash, kubectl, stress];
