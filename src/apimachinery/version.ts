import type { JsonObject } from './json';

/** The release of Kubernetes that this program mimics: what its kubectl and its server have in common. */
export const release = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.1',
  gitCommit: '8adc0f041b8e7ad1d30e29cc59c6ae7a15e19828',
  gitTreeState: 'clean',
  goVersion: 'go1.24.2',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** What the server says of itself. */
export const serverVersion = versionInfo({
  ...release,
  buildDate: '2025-05-15T08:19:08Z',
  emulationMajor: '1',
  emulationMinor: '33',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '32',
});

/** A version's fields in the order of their struct. @upstream apimachinery version Info */
export function versionInfo(info: JsonObject): JsonObject {
  const fields = [
    'major',
    'minor',
    'emulationMajor',
    'emulationMinor',
    'minCompatibilityMajor',
    'minCompatibilityMinor',
    'gitVersion',
    'gitCommit',
    'gitTreeState',
    'buildDate',
    'goVersion',
    'compiler',
    'platform',
  ];
  return Object.fromEntries(fields.map((field) => [field, info[field]]));
}
