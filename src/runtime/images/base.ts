import type { StringMap } from '../../apimachinery/meta';
import { textFile } from '../files/node';
import { baseName, defaultPath, type ImageFacts, type ImageFamily, type ImageReference, isBelow } from './facts';
import { alpineFiles, debianFiles, type RedHatName, redHatFiles, ubuntuFiles } from './os';
import { alpineOf, type DebianName, debianOf, isAlpine } from './version';

/** What an image has beside the system that it is built on. */
export type ImageAdditions = Omit<Partial<ImageFacts>, 'env'> & { readonly env?: StringMap };

function added(system: ImageFacts, additions: ImageAdditions): ImageFacts {
  return {
    ...system,
    ...additions,
    env: { ...system.env, ...additions.env },
    shells: { ...system.shells, ...additions.shells },
    programs: [...(system.programs ?? []), ...(additions.programs ?? [])],
    files: () => ({ ...system.files?.(), ...additions.files?.() }),
  };
}

/** An image on Debian: bash and dash, no nslookup. */
export function onDebian(name: DebianName, additions: ImageAdditions = {}): ImageFacts {
  const system: ImageFacts = {
    userland: 'gnu',
    shells: { sh: 'dash', dash: 'dash', bash: 'bash' },
    bashPrompt: 'debian',
    env: { PATH: defaultPath },
    programs: ['/usr/bin/apt', '/usr/bin/apt-get', '/usr/bin/dpkg'],
    files: () => debianFiles(name),
  };
  return added(system, additions);
}

export function onUbuntu(version: string, additions: ImageAdditions = {}): ImageFacts {
  const system = onDebian('bookworm');
  return added({ ...system, files: () => ubuntuFiles(version) }, additions);
}

/** An image on Alpine; BusyBox 1.29, whose nslookup was written anew, came with Alpine 3.9. */
export function onAlpine(version: string, additions: ImageAdditions = {}): ImageFacts {
  const system: ImageFacts = {
    userland: 'busybox',
    shells: { sh: 'ash', ash: 'ash' },
    bashPrompt: 'plain',
    nslookup: isBelow(version, 3, 9) ? 'busybox-1.28' : 'busybox',
    env: { PATH: defaultPath },
    programs: ['/sbin/apk'],
    files: () => alpineFiles(version),
  };
  return added(system, additions);
}

export function onRedHat(name: RedHatName, version: string, additions: ImageAdditions = {}): ImageFacts {
  const isMinimal = name === 'oraclelinux';
  const system: ImageFacts = {
    userland: 'gnu',
    shells: { sh: 'bash', bash: 'bash' },
    bashPrompt: 'plain',
    env: { PATH: defaultPath },
    programs: ['/usr/bin/curl', '/usr/bin/rpm', isMinimal ? '/usr/bin/microdnf' : '/usr/bin/yum'],
    files: () => redHatFiles(name, version),
  };
  return added(system, additions);
}

/** An image of programs alone. */
export function onNothing(additions: ImageAdditions = {}): ImageFacts {
  return added({ userland: 'none', shells: {}, env: { PATH: defaultPath } }, additions);
}

/** An image whose tag says whether it is built on Alpine, else on Debian. */
export function onAlpineOrDebian(
  reference: ImageReference,
  additions: ImageAdditions,
  fallback: { readonly debian?: DebianName; readonly alpine?: string } = {},
): ImageFacts {
  return isAlpine(reference)
    ? onAlpine(alpineOf(reference, fallback.alpine), additions)
    : onDebian(debianOf(reference, fallback.debian), additions);
}

/** Images by the last part of their repository. */
export function named(names: readonly string[], facts: ImageFamily['facts']): ImageFamily {
  return { matches: (reference) => names.includes(baseName(reference)), facts };
}

/** Images by the end of their repository: `jmalloc/echo-server`. */
export function inRepository(endings: readonly string[], facts: ImageFamily['facts']): ImageFamily {
  return { matches: ({ repository }) => endings.some((ending) => `/${repository}`.endsWith(`/${ending}`)), facts };
}

/**
 * An entrypoint that starts what it is given, and gives options to the image's own server.
 * @upstream docker-library's docker-entrypoint.sh, without what it prepares: the server does that here
 */
export function entrypointScript(server?: string): ReturnType<typeof textFile> {
  const options = server === undefined ? '' : `if [ "\${1#-}" != "$1" ]; then\n\tset -- ${server} "$@"\nfi\n\n`;
  return textFile(`#!/bin/sh\nset -e\n\n${options}exec "$@"\n`, 0o755);
}

/** What Debian's images for building programs bring. @upstream docker-library/buildpack-deps */
export const buildTools: readonly string[] = [
  'curl',
  'wget',
  'git',
  'gpg',
  'openssl',
  'ssh',
  'ps',
  'top',
  'free',
  'pgrep',
  'pkill',
  'uptime',
  'watch',
  'unzip',
  'gcc',
  'make',
].map((name) => `/usr/bin/${name}`);
