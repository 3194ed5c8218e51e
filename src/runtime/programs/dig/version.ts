import { baseName } from '../../images/facts';
import { parseImage } from '../../images/image';
import type { ProgramIo } from '../program';

/** What the versions of BIND's tools differ in. */
export type BindVersion = {
  readonly text: string;
  readonly edns: number;
  readonly hasCookie: boolean;
  readonly warnsOfLocal: boolean;
  /** Whether the transport is told of, and each try that was in vain. */
  readonly isModern: boolean;
};

const versions: { readonly [image: string]: BindVersion } = {
  'jessie-dnsutils': {
    text: '9.9.5-9+deb8u19-Debian',
    edns: 4096,
    hasCookie: false,
    warnsOfLocal: false,
    isModern: false,
  },
  dnsutils: { text: '9.11.6-P1', edns: 4096, hasCookie: true, warnsOfLocal: true, isModern: false },
};

const current: BindVersion = {
  text: '9.18.49-1~deb12u3-Debian',
  edns: 1232,
  hasCookie: true,
  warnsOfLocal: true,
  isModern: true,
};

/** The version of BIND's tools that an image has; Kubernetes' own images for DNS have old ones. */
export function bindVersion({ world }: ProgramIo): BindVersion {
  const reference = parseImage(world.container.image);
  const isOurs = /e2e/.test(reference.repository);
  const name = baseName(reference);
  return (isOurs && Object.hasOwn(versions, name) ? versions[name] : undefined) ?? current;
}
