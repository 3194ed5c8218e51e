import { baseName, defaultPath, type ImageFamily } from './facts';

/** Images of one program alone: no shell, nothing to run. */
export const bare: ImageFamily = {
  matches: (reference) =>
    ['pause', 'coredns', 'etcd', 'scratch', 'hello-world'].includes(baseName(reference)) ||
    reference.repository.startsWith('distroless/') ||
    reference.tag.includes('distroless') ||
    baseName(reference).startsWith('kube-'),
  facts: () => ({ userland: 'none', shells: {}, env: { PATH: defaultPath } }),
};
