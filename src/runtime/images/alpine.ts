import { baseName, defaultPath, type ImageFamily, isBelow } from './facts';

function alpineVersion(tag: string): string {
  return /alpine-?(\d+\.\d+)/.exec(tag)?.[1] ?? '';
}

/** alpine, and every image whose tag says that it is built on it. BusyBox 1.29 came with Alpine 3.9. */
export const alpine: ImageFamily = {
  matches: (reference) => baseName(reference) === 'alpine' || reference.tag.includes('alpine'),
  facts: (reference) => {
    const version = baseName(reference) === 'alpine' ? reference.tag : alpineVersion(reference.tag);
    return {
      userland: 'busybox',
      shells: { sh: 'ash', ash: 'ash' },
      nslookup: isBelow(version, 3, 9) ? 'busybox-1.28' : 'busybox',
      env: { PATH: defaultPath },
    };
  },
};
