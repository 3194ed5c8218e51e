import type { Kind } from '../../apimachinery/meta';

/** What rules need to know of a resource. */
export type ResourceNames = Pick<Kind, 'group' | 'plural' | 'singular' | 'shortNames'>;

/** `plural` or `plural:short`, by group: resources of Kubernetes 1.33 that a simulated cluster may not hold. */
const byGroup: Readonly<Record<string, string>> = {
  '': 'bindings componentstatuses:cs limitranges:limits podtemplates replicationcontrollers:rc resourcequotas:quota',
  'admissionregistration.k8s.io':
    'mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions:crd',
  'apiregistration.k8s.io': 'apiservices',
  apps: 'daemonsets:ds',
  'authentication.k8s.io': 'selfsubjectreviews tokenreviews',
  'authorization.k8s.io':
    'localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  batch: 'cronjobs:cj jobs',
  'certificates.k8s.io': 'certificatesigningrequests:csr',
  'events.k8s.io': 'events:ev',
  'flowcontrol.apiserver.k8s.io': 'flowschemas prioritylevelconfigurations',
  'networking.k8s.io': 'ingressclasses ingresses:ing ipaddresses:ip networkpolicies:netpol servicecidrs',
  'node.k8s.io': 'runtimeclasses',
  policy: 'poddisruptionbudgets:pdb',
  'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles rolebindings roles',
  'scheduling.k8s.io': 'priorityclasses:pc',
  'storage.k8s.io': 'csidrivers csinodes csistoragecapacities volumeattachments',
};

/** Resources that every cluster of this version has, though a simulated one may not hold them. */
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
