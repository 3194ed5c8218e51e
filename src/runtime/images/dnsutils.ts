import { debianFacts } from './debian';
import { baseName, defaultPath, type ImageFamily, type ImageReference } from './facts';

function isAlpineBased(reference: ImageReference): boolean {
  const name = baseName(reference);
  return name === 'dnsutils'
    ? reference.repository.includes('e2e')
    : ['agnhost', 'dnstools', 'netshoot'].includes(name);
}

/** Images made for asking DNS: BIND's tools, on Alpine (the e2e dnsutils) or on Debian. */
export const dnsutils: ImageFamily = {
  matches: (reference) =>
    ['dnsutils', 'jessie-dnsutils', 'dnstools', 'nspct', 'netshoot', 'agnhost'].includes(baseName(reference)),
  facts: (reference) =>
    isAlpineBased(reference)
      ? {
          userland: 'busybox',
          shells: { sh: 'ash', ash: 'ash', ...(baseName(reference) === 'netshoot' ? { bash: 'bash' } : {}) },
          bashPrompt: 'plain',
          nslookup: 'bind',
          env: { PATH: defaultPath },
        }
      : { ...debianFacts, nslookup: 'bind' },
};
