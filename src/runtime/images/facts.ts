import type { StringMap } from '../../apimachinery/meta';
import type { FileNode } from '../files/node';
import type { ServerSpec } from '../servers/server';

/** The shells that containers have; they differ in prompt, messages and dialect. */
export type ShellKind = 'ash' | 'dash' | 'bash';

/** What programs need to know of the image that their container runs. */
export type ImageFacts = {
  /** Whose small programs the image has, hence the words of their errors. */
  readonly userland: 'busybox' | 'gnu' | 'none';
  /** Which shell answers to which name. */
  readonly shells: { readonly [name in 'sh' | 'ash' | 'dash' | 'bash']?: ShellKind };
  /** What bash prints before a line: Debian's root@NAME:DIRECTORY, or bash's own default. */
  readonly bashPrompt?: 'debian' | 'plain';
  /** Which nslookup the image has, if any. */
  readonly nslookup?: 'bind' | 'busybox' | 'busybox-1.28';
  /** The variables that the image sets. */
  readonly env: StringMap;
  /**
   * Programs beside the shell and those of its userland (`programsOf` in programs/userlands.ts), by their absolute
   * path: `/usr/bin/curl`. Servers among them are found in `servers` by their name.
   */
  readonly programs?: readonly string[];
  /** Servers that the image has, by the name of their program: `nginx`, `redis-server`. */
  readonly servers?: { readonly [name: string]: ServerSpec };
  /** Programs that read what to do from their input: without arguments and input they end at once, with 0. */
  readonly interpreters?: readonly string[];
  /** The image's own ENTRYPOINT and CMD. Without both, the image is not known: its process stays up. */
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly workingDir?: string;
  /** Who its processes run as: without it root. */
  readonly user?: { readonly uid: number; readonly gid: number; readonly name: string };
  /** Further users of /etc/passwd: name, uid, gid, home, shell. */
  readonly users?: readonly (readonly [string, number, number, string, string])[];
  /** Files that the image brings, beside its programs and what all images have. */
  readonly files?: () => { readonly [path: string]: FileNode };
  /** Whether what it holds is not known, so that any program is taken for a server that stays up. */
  readonly isUnknown?: boolean;
};

/** An image reference taken apart. */
export type ImageReference = {
  readonly registry: string;
  /** Without the registry: `library/nginx`. */
  readonly repository: string;
  readonly tag: string;
};

/** One family: which references belong to it, and what its images hold. */
export type ImageFamily = {
  readonly matches: (reference: ImageReference) => boolean;
  readonly facts: (reference: ImageReference) => ImageFacts;
};

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The last part of the repository: `nginx`. */
export function baseName({ repository }: ImageReference): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/** Whether a tag's version is below `MAJOR.MINOR`; a tag without a version is the newest. */
export function isBelow(tag: string, major: number, minor: number): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(tag);
  if (match === null) return false;
  const version = [Number(match[1]), Number(match[2])] as const;
  return version[0] < major || (version[0] === major && version[1] < minor);
}
