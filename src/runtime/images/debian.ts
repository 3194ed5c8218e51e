import { baseName, defaultPath, type ImageFacts, type ImageFamily } from './facts';

/** What Debian's images and those built on them hold: bash and dash, no nslookup. */
export const debianFacts: ImageFacts = {
  userland: 'gnu',
  shells: { sh: 'dash', dash: 'dash', bash: 'bash' },
  bashPrompt: 'debian',
  env: { PATH: defaultPath },
};

export const debian: ImageFamily = {
  matches: (reference) => ['debian', 'ubuntu'].includes(baseName(reference)),
  facts: () => debianFacts,
};
