import type { Kind } from '../../apimachinery/meta';

/** What rules need to know of a resource. */
export type ResourceNames = Pick<Kind, 'group' | 'plural' | 'singular' | 'shortNames'>;

/** `plural` or `plural:short`, by group: resources of Kubernetes 1.33 that a simulated cluster does not hold. */
const byGroup: Readonly<Record<string, string>> = {
  '': 'bindings componentstatuses:cs podtemplates',
  'admissionregistration.k8s.io':
    'mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions:crd',
  'apiregistration.k8s.io': 'apiservices',
  'authentication.k8s.io': 'selfsubjectreviews tokenreviews',
  'authorization.k8s.io':
    'localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  'certificates.k8s.io': 'certificatesigningrequests:csr',
  'events.k8s.io': 'events:ev',
  'flowcontrol.apiserver.k8s.io': 'flowschemas prioritylevelconfigurations',
  'networking.k8s.io': 'ipaddresses:ip servicecidrs',
  'node.k8s.io': 'runtimeclasses',
  'storage.k8s.io': 'csidrivers csinodes csistoragecapacities volumeattachments',
};

/** Resources that every cluster of this version has, though a simulated one does not hold them. */
export const wellKnownResources: readonly ResourceNames[] = Object.entries(byGroup).flatMap(([group, list]) =>
  list.split(' ').map((entry) => {
    const [plural = '', ...shortNames] = entry.split(':');
    return { group, plural, singular: singularOf(plural), shortNames };
  }),
);

function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<=ss|us)es$|s$/, '');
}
