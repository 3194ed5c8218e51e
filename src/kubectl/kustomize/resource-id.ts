/** What a resource is; a part that is empty stands for any in a selector. */
export type Gvk = { readonly group: string; readonly version: string; readonly kind: string };

/** What a resource is and what it is called. */
export type ResourceId = Gvk & { readonly name: string; readonly namespace: string };

/** The namespace of all that stands in none. @upstream kyaml resid TotallyNotANamespace */
const noNamespace = '_non_namespaceable_';

const clusterScoped: Readonly<Record<string, string>> = {
  '': 'ComponentStatus Namespace Node NodeProxyOptions PersistentVolume',
  'admissionregistration.k8s.io': 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  'certificates.k8s.io': 'CertificateSigningRequest',
  'networking.k8s.io': 'IngressClass',
  'node.k8s.io': 'RuntimeClass',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding',
  'scheduling.k8s.io': 'PriorityClass',
  'storage.k8s.io': 'CSIDriver CSINode StorageClass VolumeAttachment',
};

const clusterScopedBetas = new Set([
  'flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration',
  'policy/v1beta1/PodSecurityPolicy',
]);

/**
 * Whether a kind is known to stand in no namespace; kustomize knows those of Kubernetes 1.21.
 * @upstream kyaml openapi IsCertainlyClusterScoped
 */
export function isClusterScoped({ group, version, kind }: Gvk): boolean {
  if (clusterScopedBetas.has(`${group}/${version}/${kind}`)) return true;
  if (version !== 'v1' && (version !== 'v1beta1' || group === '')) return false;
  const kinds = Object.hasOwn(clusterScoped, group) ? clusterScoped[group] : undefined;
  return kinds?.split(' ').includes(kind) ?? false;
}

/** `apps/v1` as a group and a version. @upstream kyaml resid ParseGroupVersion */
export function groupVersionOf(apiVersion: string): Pick<Gvk, 'group' | 'version'> {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Whether a selector means a kind: its empty parts mean any. @upstream kyaml resid Gvk.IsSelected */
export function isSelected(gvk: Gvk, selector: Partial<Gvk>): boolean {
  return (['group', 'version', 'kind'] as const).every((part) => !selector[part] || selector[part] === gvk[part]);
}

/** The namespace that counts: none is `default`, and that of what stands in no namespace is of its own. */
export function effectiveNamespace(id: ResourceId): string {
  if (isClusterScoped(id)) return noNamespace;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** Whether two ids mean the same resource. @upstream kyaml resid ResId.Equals */
export function isSameId(left: ResourceId, right: ResourceId): boolean {
  return effectiveNamespace(left) === effectiveNamespace(right) && isSameKindAndName(left, right);
}

/** The same, whatever the namespace. @upstream kyaml resid ResId.GvknEquals */
export function isSameKindAndName(left: ResourceId, right: ResourceId): boolean {
  return (['name', 'group', 'version', 'kind'] as const).every((part) => left[part] === right[part]);
}

/** `Deployment.v1.apps` @upstream kyaml resid Gvk.String */
export function gvkText({ group, version, kind }: Partial<Gvk>): string {
  return `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`;
}

/** `Deployment.v1.apps/web.[noNs]` @upstream kyaml resid ResId.String */
export function idText(id: Partial<ResourceId>): string {
  return `${gvkText(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}

/** An id as Go's `%#v` prints it. */
export function goIdText(id: ResourceId): string {
  const [group, version, kind, name, namespace] = [id.group, id.version, id.kind, id.name, id.namespace].map((part) =>
    JSON.stringify(part),
  );
  const gvk = `resid.Gvk{Group:${group}, Version:${version}, Kind:${kind}, isClusterScoped:${isClusterScoped(id)}}`;
  return `resid.ResId{Gvk:${gvk}, Name:${name}, Namespace:${namespace}}`;
}
