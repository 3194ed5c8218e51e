import { debianFacts } from './debian';
import { baseName, type ImageFamily } from './facts';

/** nginx on Debian (its alpine tags are Alpine's). */
export const nginx: ImageFamily = {
  matches: (reference) => ['nginx', 'nginx-slim'].includes(baseName(reference)),
  facts: ({ tag }) => {
    const version = /^(\d+\.\d+\.\d+)/.exec(tag)?.[1];
    return { ...debianFacts, env: { ...debianFacts.env, ...(version ? { NGINX_VERSION: version } : {}) } };
  },
};
