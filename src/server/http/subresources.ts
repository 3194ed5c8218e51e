import type { Kind } from '../../apimachinery/meta';
import { isScalable } from '../../apiserver/scale';
import { isCustomKind } from '../../resources/apiextensions/is-custom-kind';
import { strategyFor } from '../../resources/strategies';

/** A subresource as discovery tells of it: its name and verbs, and what kind it speaks. */
export type Subresource = Pick<Kind, 'group' | 'version' | 'kind'> & {
  readonly name: string;
  readonly verbs: readonly string[];
};

const part = ['get', 'patch', 'update'];
const core = { group: '', version: 'v1' };

/** Subresources of single kinds, by the kind's plural name. */
const own: Readonly<Record<string, readonly Subresource[]>> = {
  certificatesigningrequests: [
    { name: 'approval', group: 'certificates.k8s.io', version: 'v1', kind: 'CertificateSigningRequest', verbs: part },
  ],
  pods: [
    { ...core, name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { ...core, name: 'binding', kind: 'Binding', verbs: ['create'] },
    { ...core, name: 'ephemeralcontainers', kind: 'Pod', verbs: part },
    { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
    { ...core, name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { ...core, name: 'log', kind: 'Pod', verbs: ['get'] },
    { ...core, name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  ],
  namespaces: [{ ...core, name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
  serviceaccounts: [
    { name: 'token', group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  ],
};

/** The subresources of a kind, by name. */
export function subresourcesOf(kind: Kind): readonly Subresource[] {
  const { group, version, plural } = kind;
  const scale = { name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: part };
  return [
    ...(isCustomKind(kind) ? [] : (own[plural] ?? [])),
    ...(isScalable(kind) ? [scale] : []),
    ...(strategyFor(kind).hasStatus ? [{ name: 'status', group, version, kind: kind.kind, verbs: part }] : []),
  ];
}
