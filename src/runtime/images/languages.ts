import { perl as perlProgram } from '../servers/perl';
import { pythonHttpServer } from '../servers/python-http';
import { buildTools, entrypointScript, type ImageAdditions, named, onAlpineOrDebian, onRedHat, onUbuntu } from './base';
import { defaultPath, type ImageFacts, type ImageFamily, type ImageReference } from './facts';
import { isAlpine, isOlder, versionOf } from './version';

/** An image of a language: its slim tags and those on Alpine bring nothing else, the others all that builds programs. */
function language(reference: ImageReference, additions: ImageAdditions): ImageFacts {
  const isSmall = isAlpine(reference) || reference.tag.includes('slim');
  const programs = [...(additions.programs ?? []), ...(isSmall ? [] : buildTools)];
  return onAlpineOrDebian(reference, { ...additions, programs });
}

function local(...names: readonly string[]): string[] {
  return names.map((name) => `/usr/local/bin/${name}`);
}

/** @upstream docker-library/python */
const python: ImageFamily = named(['python'], (reference) => {
  const version = versionOf(reference.tag, [
    '3.13.5',
    '3.12.11',
    '3.11.13',
    '3.10.18',
    '3.9.23',
    '3.8.20',
    '3.7.17',
    '2.7.18',
  ]);
  const isOld = version.startsWith('2');
  const server = pythonHttpServer(version);
  return language(reference, {
    env: {
      PATH: `/usr/local/bin:${defaultPath}`,
      ...(isOlder(version, 3, 13, 0) ? { LANG: 'C.UTF-8' } : {}),
      PYTHON_VERSION: version,
    },
    programs: local('python', isOld ? 'python2' : 'python3', 'pip', ...(isOld ? [] : ['pip3'])),
    interpreters: ['python', 'python2', 'python3'],
    servers: { python: server, [isOld ? 'python2' : 'python3']: server },
    cmd: [isOld ? 'python2' : 'python3'],
  });
});

/** @upstream nodejs/docker-node */
const node: ImageFamily = named(['node'], (reference) => {
  const version = versionOf(reference.tag.startsWith('lts') ? '22' : reference.tag, [
    '24.4.1',
    '22.17.1',
    '20.19.4',
    '18.20.8',
    '16.20.2',
    '14.21.3',
    '12.22.12',
    '10.24.1',
  ]);
  return language(reference, {
    env: { NODE_VERSION: version, YARN_VERSION: '1.22.22' },
    programs: local('node', 'npm', 'npx', 'yarn', 'corepack'),
    interpreters: ['node'],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['node'],
    users: [['node', 1000, 1000, '/home/node', isAlpine(reference) ? '/bin/sh' : '/bin/bash']],
    files: () => ({ '/usr/local/bin/docker-entrypoint.sh': entrypointScript('node') }),
  });
});

/** @upstream docker-library/golang */
const golang: ImageFamily = named(['golang'], (reference) => {
  const version = versionOf(reference.tag, ['1.24.5', '1.23.11', '1.22.12', '1.21.13', '1.20.14']);
  return language(reference, {
    env: {
      PATH: `/go/bin:/usr/local/go/bin:${defaultPath}`,
      GOLANG_VERSION: version,
      GOTOOLCHAIN: 'local',
      GOPATH: '/go',
    },
    programs: ['/usr/local/go/bin/go', '/usr/local/go/bin/gofmt'],
    workingDir: '/go',
    cmd: [isAlpine(reference) ? '/bin/sh' : 'bash'],
  });
});

/** @upstream docker-library/openjdk */
const openjdk: ImageFamily = named(['openjdk'], (reference) => {
  const version = versionOf(reference.tag, ['18.0.2', '17.0.2', '11.0.16', '8']);
  const home = isOlder(version, 12, 0, 0) ? '/usr/local/openjdk-11' : `/usr/java/openjdk-${version.split('.')[0]}`;
  const hasShell = !isOlder(version, 9, 0, 0) && !reference.tag.includes('jre');
  const additions: ImageAdditions = {
    env: { PATH: `${home}/bin:${defaultPath}`, JAVA_HOME: home, LANG: 'C.UTF-8', JAVA_VERSION: version },
    programs: ['java', 'javac', 'jar', 'jshell'].map((name) => `${home}/bin/${name}`),
    interpreters: ['jshell'],
    cmd: [hasShell ? 'jshell' : 'bash'],
  };
  const isDebian = isAlpine(reference) || isOlder(version, 12, 0, 0) || /bullseye|buster|slim/.test(reference.tag);
  return isDebian ? language(reference, additions) : onRedHat('oraclelinux', '8.6', additions);
});

/** @upstream adoptium/containers */
const temurin: ImageFamily = named(['eclipse-temurin'], (reference) => {
  const version = versionOf(reference.tag, ['21.0.7', '24.0.1', '17.0.15', '11.0.27', '8']);
  const home = '/opt/java/openjdk';
  const additions: ImageAdditions = {
    env: { PATH: `${home}/bin:${defaultPath}`, JAVA_HOME: home, LANG: 'en_US.UTF-8', JAVA_VERSION: `jdk-${version}` },
    programs: ['java', 'javac', 'jar', 'jshell']
      .map((name) => `${home}/bin/${name}`)
      .concat('/usr/bin/curl', '/usr/bin/wget'),
    interpreters: ['jshell'],
    cmd: [reference.tag.includes('jre') ? 'bash' : 'jshell'],
  };
  return isAlpine(reference) ? onAlpineOrDebian(reference, additions) : onUbuntu('24.04', additions);
});

/** @upstream docker-library/ruby */
const ruby: ImageFamily = named(['ruby'], (reference) => {
  const version = versionOf(reference.tag, ['3.4.4', '3.3.8', '3.2.8', '2.7.8']);
  return language(reference, {
    env: {
      PATH: `/usr/local/bundle/bin:${defaultPath}`,
      LANG: 'C.UTF-8',
      RUBY_VERSION: version,
      GEM_HOME: '/usr/local/bundle',
    },
    programs: local('ruby', 'irb', 'gem', 'bundle', 'rake'),
    interpreters: ['irb', 'ruby'],
    cmd: ['irb'],
  });
});

/** @upstream perl/docker-perl */
const perl: ImageFamily = named(['perl'], (reference) => {
  const version = versionOf(reference.tag, ['5.42.0', '5.40.2', '5.38.4', '5.36.3', '5.34.3']);
  return language(reference, {
    env: { PERL_VERSION: version },
    programs: local('perl', `perl${version}`, 'cpan', 'cpanm', 'prove'),
    interpreters: ['perl', `perl${version}`],
    servers: { perl: perlProgram },
    workingDir: '/usr/src/app',
    cmd: [`perl${version}`, '-de0'],
  });
});

/** @upstream rust-lang/docker-rust */
const rust: ImageFamily = named(['rust'], (reference) => {
  const home = { RUSTUP_HOME: '/usr/local/rustup', CARGO_HOME: '/usr/local/cargo' };
  return language(reference, {
    env: { PATH: `/usr/local/cargo/bin:${defaultPath}`, ...home, RUST_VERSION: versionOf(reference.tag, ['1.88.0']) },
    programs: ['cargo', 'rustc', 'rustup'].map((name) => `/usr/local/cargo/bin/${name}`),
    cmd: [isAlpine(reference) ? '/bin/sh' : 'bash'],
  });
});

/** @upstream docker-library/buildpack-deps, docker-library/gcc */
const builders: ImageFamily = named(['buildpack-deps', 'gcc'], (reference) => language(reference, { cmd: ['bash'] }));

export const languageFamilies: readonly ImageFamily[] = [
  python,
  node,
  golang,
  openjdk,
  temurin,
  ruby,
  perl,
  rust,
  builders,
];
