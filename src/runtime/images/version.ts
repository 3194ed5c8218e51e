import { type ImageReference, isBelow } from './facts';

/**
 * The version that a tag stands for: `1.27` is the newest 1.27 that is known, `latest` the newest of all.
 * @param known newest first
 */
export function versionOf(tag: string, known: readonly string[]): string {
  const [newest = ''] = known;
  const number = /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  if (number === undefined) return newest;
  const found = known.find((version) => version === number || version.startsWith(`${number}.`));
  return found ?? (number.split('.').length >= newest.split('.').length ? number : newest);
}

/** Whether a version is below `MAJOR.MINOR.PATCH`. */
export function isOlder(version: string, ...limit: readonly [number, number, number]): boolean {
  const [major, minor, patch] = limit;
  if (isBelow(version, major, minor)) return true;
  const [, own = ''] = /^(\d+\.\d+)/.exec(version) ?? [];
  return own === `${major}.${minor}` && Number(version.split(/[.-]/)[2] ?? 0) < patch;
}

const debianNames = ['forky', 'trixie', 'bookworm', 'bullseye', 'buster', 'stretch', 'jessie', 'wheezy'] as const;

export type DebianName = (typeof debianNames)[number];

/** The Debian that a tag names. */
export function debianOf({ tag }: ImageReference, fallback: DebianName = 'bookworm'): DebianName {
  return debianNames.find((name) => tag.includes(name)) ?? fallback;
}

export function isAlpine({ tag }: ImageReference): boolean {
  return tag.includes('alpine');
}

/** The Alpine that a tag names: `3.20`. */
export function alpineOf({ tag }: ImageReference, fallback = '3.22'): string {
  return /alpine-?v?(\d+\.\d+)/.exec(tag)?.[1] ?? fallback;
}
