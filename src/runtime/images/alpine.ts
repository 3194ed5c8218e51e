import { onAlpine } from './base';
import { baseName, type ImageFacts, type ImageFamily } from './facts';
import { alpineOf, isAlpine } from './version';

/** Alpine: BusyBox, ash, neither bash nor curl. @upstream alpinelinux/docker-alpine */
export const alpine: ImageFamily = {
  matches: (reference) => baseName(reference) === 'alpine',
  facts: ({ tag }) => onAlpine(/^\d+\.\d+(\.\d+)?/.exec(tag)?.[0] ?? '3.22', { cmd: ['/bin/sh'] }),
};

/** Images that are not known, whose tag says that they are built on Alpine. */
export const alpineBased: ImageFamily = {
  matches: isAlpine,
  facts: (reference): ImageFacts => ({ ...onAlpine(alpineOf(reference)), isUnknown: true }),
};
