import { textFile } from '../files/node';
import { nginxServer } from '../servers/nginx';
import type { NginxBuild } from '../servers/nginx/visit';
import { type ImageAdditions, inRepository, named, onAlpine, onAlpineOrDebian, onDebian } from './base';
import type { ImageFacts, ImageFamily, ImageReference } from './facts';
import { entrypointFiles, nginxConf, nginxFiles } from './nginx-files';
import { helloConf, helloPage, plainHelloConf } from './nginx-hello';
import { alpineOf, type DebianName, debianOf, isAlpine, isOlder, versionOf } from './version';

const MAINLINE = [
  '1.29.0',
  '1.27.5',
  '1.25.5',
  '1.23.4',
  '1.21.6',
  '1.19.10',
  '1.17.10',
  '1.15.12',
  '1.13.12',
  '1.11.13',
  '1.9.15',
  '1.7.12',
];
const STABLE = [
  '1.28.0',
  '1.26.3',
  '1.24.0',
  '1.22.1',
  '1.20.2',
  '1.18.0',
  '1.16.1',
  '1.14.2',
  '1.12.2',
  '1.10.3',
  '1.8.1',
];

function nginxVersion(tag: string): string {
  return tag.startsWith('stable') ? (STABLE[0] ?? '') : versionOf(tag, [...MAINLINE, ...STABLE]);
}

function debianOfVersion(version: string): DebianName {
  if (isOlder(version, 1, 9, 0)) return 'wheezy';
  if (isOlder(version, 1, 12, 0)) return 'jessie';
  if (isOlder(version, 1, 16, 1) || version === '1.17.0') return 'stretch';
  if (isOlder(version, 1, 21, 4) && version !== '1.20.2') return 'buster';
  if (isOlder(version, 1, 25, 1)) return 'bullseye';
  return isOlder(version, 1, 29, 1) ? 'bookworm' : 'trixie';
}

function alpineOfVersion(version: string): string {
  const from = [
    ['3.22', 1, 29, 0],
    ['3.21', 1, 27, 4],
    ['3.20', 1, 27, 1],
    ['3.19', 1, 25, 4],
    ['3.18', 1, 25, 0],
    ['3.17', 1, 22, 1],
    ['3.15', 1, 21, 5],
    ['3.14', 1, 20, 2],
  ] as const;
  return from.find(([, major, minor, patch]) => !isOlder(version, major, minor, patch))?.[0] ?? '3.9';
}

const compilers: Readonly<Record<string, string>> = {
  wheezy: '4.7.2 (Debian 4.7.2-5)',
  jessie: '4.9.2 (Debian 4.9.2-10)',
  stretch: '6.3.0 20170516 (Debian 6.3.0-18+deb9u1)',
  buster: '8.3.0 (Debian 8.3.0-6)',
  bullseye: '10.2.1 20210110 (Debian 10.2.1-6)',
  bookworm: '12.2.0 (Debian 12.2.0-14)',
  trixie: '14.2.0 (Debian 14.2.0-19)',
  '3.14': '10.3.1 20210424 (Alpine 10.3.1_git20210424)',
  '3.15': '10.3.1 20211027 (Alpine 10.3.1_git20211027)',
  '3.17': '12.2.1 20220924 (Alpine 12.2.1_git20220924-r4)',
  '3.18': '12.2.1 20220924 (Alpine 12.2.1_git20220924-r10)',
  '3.19': '13.2.1 20231014 (Alpine 13.2.1_git20231014)',
  '3.20': '13.2.1 20240309 (Alpine 13.2.1_git20240309)',
  '3.21': '14.2.0 (Alpine 14.2.0)',
  '3.22': '14.2.0 (Alpine 14.2.0)',
};

/** The versions of the script module that came with nginx's. @upstream nginxinc/docker-nginx */
const scripts: Readonly<Record<string, string>> = {
  '1.29.0': '0.9.0',
  '1.28.0': '0.8.10',
  '1.27.5': '0.8.10',
  '1.27.4': '0.8.9',
  '1.27.3': '0.8.7',
  '1.27.2': '0.8.6',
  '1.27.1': '0.8.5',
  '1.27.0': '0.8.4',
  '1.26.3': '0.8.9',
  '1.26.2': '0.8.5',
  '1.26.1': '0.8.4',
  '1.26.0': '0.8.4',
  '1.25.5': '0.8.4',
  '1.25.4': '0.8.3',
  '1.25.3': '0.8.2',
  '1.25.2': '0.8.0',
  '1.25.1': '0.7.12',
  '1.24.0': '0.7.12',
  '1.23.4': '0.7.11',
  '1.23.2': '0.7.7',
  '1.22.0': '0.7.6',
  '1.21.6': '0.7.2',
  '1.21.2': '0.6.2',
  '1.21.1': '0.6.1',
  '1.17.0': '0.3.2',
};

function environment(version: string, system: string | undefined): Record<string, string> {
  const isPackage = isOlder(version, 1, 16, 1) || version === '1.17.0';
  if (isPackage && system !== undefined) return { NGINX_VERSION: `${version}-1~${system}` };
  const release = system === undefined ? '1' : `1~${system}`;
  const script = scripts[version];
  const isSplit = !isOlder(version, 1, 27, 0);
  return {
    NGINX_VERSION: version,
    ...(script === undefined ? {} : { NJS_VERSION: script }),
    ...(isSplit ? { NJS_RELEASE: release } : {}),
    PKG_RELEASE: release,
    ...(isSplit ? { DYNPKG_RELEASE: release } : {}),
  };
}

function buildOf(version: string, reference: ImageReference): NginxBuild {
  const system = isAlpine(reference)
    ? alpineOf(reference, alpineOfVersion(version))
    : debianOf(reference, debianOfVersion(version));
  const compiler = compilers[system] ?? compilers.bookworm ?? '';
  const isPatched = system === 'bookworm' && !isOlder(version, 1, 29, 0);
  return { version, compiler: `gcc ${isPatched ? compiler.replace('12.2.0-14', '12.2.0-14+deb12u1') : compiler}` };
}

/** What nginx's image adds to its system. */
function additions(version: string, reference: ImageReference): ImageAdditions {
  const onAlpineToo = isAlpine(reference);
  const hasCurl = !reference.tag.includes('slim') && !isOlder(version, 1, 19, onAlpineToo ? 9 : 0);
  const system = onAlpineToo ? undefined : debianOf(reference, debianOfVersion(version));
  const hasEntrypoint = !isOlder(version, 1, 19, 0);
  return {
    env: environment(version, system),
    programs: [
      '/usr/sbin/nginx',
      '/usr/sbin/nginx-debug',
      onAlpineToo ? '/usr/local/bin/envsubst' : '/usr/bin/envsubst',
      ...(hasCurl ? ['/usr/bin/curl'] : []),
      ...(onAlpineToo ? [] : ['/usr/bin/openssl']),
    ],
    servers: { nginx: nginxServer(buildOf(version, reference)) },
    ...(hasEntrypoint ? { entrypoint: ['/docker-entrypoint.sh'] } : {}),
    cmd: ['nginx', '-g', 'daemon off;'],
    users: [
      onAlpineToo
        ? ['nginx', 101, 101, '/var/cache/nginx', '/sbin/nologin']
        : ['nginx', 101, 101, '/nonexistent', '/bin/false'],
    ],
    files: () => ({ ...nginxFiles(version), ...entrypointFiles(version) }),
  };
}

function nginxImage(reference: ImageReference, more: ImageAdditions = {}): ImageFacts {
  const version = nginxVersion(reference.tag);
  const own = additions(version, reference);
  const systems = { debian: debianOfVersion(version), alpine: alpineOfVersion(version) };
  return onAlpineOrDebian(reference, { ...own, ...more }, systems);
}

const temporary = [
  'proxy_temp_path /tmp/proxy_temp;',
  'client_body_temp_path /tmp/client_temp;',
  'fastcgi_temp_path /tmp/fastcgi_temp;',
  'uwsgi_temp_path /tmp/uwsgi_temp;',
  'scgi_temp_path /tmp/scgi_temp;',
]
  .map((line) => `    ${line}\n`)
  .join('');

/** nginx on Debian or Alpine. @upstream nginxinc/docker-nginx */
export const nginx: ImageFamily = named(['nginx'], (reference) => nginxImage(reference));

/** nginx that may run as anybody, on port 8080. @upstream nginxinc/docker-nginx-unprivileged */
export const nginxUnprivileged: ImageFamily = named(['nginx-unprivileged'], (reference) => {
  const version = nginxVersion(reference.tag);
  return nginxImage(reference, {
    user: { uid: 101, gid: 101, name: 'nginx' },
    files: () => ({
      ...nginxFiles(version, 8080, nginxConf('notice', '/tmp/nginx.pid', '', temporary)),
      ...entrypointFiles(version),
    }),
  });
});

/** A page, or a text, that tells which container answers. @upstream nginxinc/NGINX-Demos nginx-hello */
export const nginxHello: ImageFamily = inRepository(['nginxdemos/hello', 'nginxdemos/nginx-hello'], (reference) => {
  const isPlain = reference.tag.includes('plain-text');
  const inner: ImageReference = { ...reference, tag: 'mainline-alpine' };
  const version = nginxVersion('mainline');
  return nginxImage(inner, {
    files() {
      const { '/etc/nginx/conf.d/default.conf': _, ...files } = nginxFiles(version);
      const page = '/usr/share/nginx/html/index.html';
      return {
        ...files,
        ...entrypointFiles(version),
        '/etc/nginx/conf.d/hello.conf': textFile(isPlain ? plainHelloConf : helloConf),
        ...(isPlain ? {} : { [page]: textFile(helloPage, 0o644, files[page]?.mtime) }),
      };
    },
  });
});

const slimVersions: Readonly<Record<string, string>> = {
  '0.27': '1.27.5',
  '0.26': '1.26.3',
  '0.25': '1.25.5',
  '0.24': '1.24.0',
  '0.23': '1.23.4',
  '0.21': '1.21.6',
  '0.9': '1.13.12',
  '0.8': '1.11.1',
};

/** The Kubernetes tutorials' nginx: it has no entrypoint, and logs nothing when it starts. */
export const nginxSlim: ImageFamily = named(['nginx-slim', 'nginx-slim-amd64'], ({ tag }) => {
  const version = slimVersions[tag] ?? '1.27.5';
  const server = nginxServer({ version, compiler: 'gcc' });
  return onDebian('bookworm', {
    programs: ['/usr/sbin/nginx', '/usr/bin/curl'],
    servers: { nginx: server },
    cmd: ['nginx', '-g', 'daemon off;'],
    users: [['nginx', 101, 101, '/nonexistent', '/bin/false']],
    files: () => nginxFiles(version, 80, nginxConf('warn')),
  });
});

/** Alpine with the tools that networks are looked at with, and nginx. @upstream wbitt/Network-MultiTool */
export const multitool: ImageFamily = named(['network-multitool'], ({ repository }) => {
  const server = nginxServer({ version: '1.28.0', compiler: 'gcc 14.2.0 (Alpine 14.2.0)' });
  const isOld = repository.startsWith('praqma/');
  return onAlpine('3.22', {
    shells: { bash: 'bash' },
    nslookup: 'bind',
    programs: ['curl', 'jq', 'nmap', 'tcpdump', 'mtr', 'ssh', 'tshark', 'vi']
      .map((name) => `/usr/bin/${name}`)
      .concat('/usr/sbin/nginx'),
    servers: {
      nginx: {
        ...server,
        startLog: () => '',
        prepare({ world }) {
          const place = `${world.hostname.hostname} - ${world.pod.status.podIP ?? ''}`;
          const text = isOld
            ? `Praqma Network MultiTool (with NGINX) - ${place}\n`
            : `WBITT Network MultiTool (with NGINX) - ${place} - HTTP: 80 , HTTPS: 443 . (Formerly praqma/network-multitool)\n`;
          world.files.write('/usr/share/nginx/html/index.html', new TextEncoder().encode(text));
        },
      },
    },
    entrypoint: ['/bin/sh', '/docker/entrypoint.sh'],
    cmd: ['/usr/sbin/nginx', '-g', 'daemon off;'],
    users: [['nginx', 101, 101, '/var/lib/nginx', '/sbin/nologin']],
    files: () => ({ ...nginxFiles('1.28.0'), '/docker/entrypoint.sh': textFile('#!/bin/sh\nexec "$@"\n', 0o755) }),
  });
});
