import { matchesSelector, selectorFromMap, selectorText } from '../apimachinery/labels';
import type { Pod } from '../resources/core/pod-types';
import type { Service } from '../resources/core/service-types';
import { type DnsWorld, findService, isHeadless, slicesOf } from './dns-world';
import { dashedAddress } from './ip-address';
import { withoutRootDot } from './records';
import { isPublished } from './service-entry';
import { answer } from './zone';

/** The parts of `[LABEL.]SERVICE.NAMESPACE`. */
type Parts = { readonly label?: string; readonly service: string; readonly namespace: string };

function splitName(name: string, podNamespace: string, world: DnsWorld): Parts | undefined {
  const suffix = [`.svc.${world.clusterDomain}`, '.svc'].find((end) => name.endsWith(end)) ?? '';
  const labels = name.slice(0, name.length - suffix.length).split('.');
  const [first = '', second, third] = labels;
  if (labels.length > 3 || labels.includes('') || first.startsWith('_')) return undefined;
  if (second === undefined) return suffix === '' ? { service: first, namespace: podNamespace } : undefined;
  if (third !== undefined) return { label: first, service: second, namespace: third };
  const isQualified = findService(world, podNamespace, second) === undefined && world.namespaces.includes(second);
  return suffix !== '' || isQualified
    ? { service: first, namespace: second }
    : { label: first, service: second, namespace: podNamespace };
}

function missingService({ service, namespace }: Parts, world: DnsWorld): string[] {
  if (!world.namespaces.includes(namespace)) return [`namespace "${namespace}" does not exist`];
  const elsewhere = world.services.filter(({ metadata }) => metadata.name === service);
  return [
    `service "${service}" does not exist in namespace "${namespace}"`,
    ...elsewhere.map(
      ({ metadata }) =>
        `namespace "${metadata.namespace}" has such a service: ask for ${service}.${metadata.namespace}`,
    ),
  ];
}

function isEndpoint(pod: Pod, service: Service, world: DnsWorld): boolean {
  return slicesOf(world, service).some(({ endpoints }) =>
    endpoints.some((endpoint) => isPublished(endpoint) && endpoint.targetRef?.name === pod.metadata.name),
  );
}

function selectorProblem(pod: Pod, service: Service): string | undefined {
  const { selector } = service.spec;
  const subject = `pod "${pod.metadata.name}" is not an endpoint of service "${service.metadata.name}"`;
  if (selector === undefined || Object.keys(selector).length === 0) return `${subject}: the service has no selector`;
  const wanted = selectorFromMap(selector);
  if (matchesSelector(wanted, pod.metadata.labels)) return undefined;
  return `${subject}: its labels do not match the selector ${selectorText(wanted)}`;
}

function hostnameProblem(pod: Pod, label: string, service: string): string | undefined {
  const { hostname } = pod.spec;
  const { name } = pod.metadata;
  if (hostname === undefined || hostname === '') {
    const address = pod.status.podIP;
    const dashed = address === undefined ? '' : `; its name is ${dashedAddress(address)}.${service}`;
    return `pod "${name}" has no spec.hostname${dashed}`;
  }
  return hostname === label ? undefined : `pod "${name}" has hostname "${hostname}", not "${label}"`;
}

function subdomainProblem(pod: Pod, label: string, service: string): string | undefined {
  const { subdomain, hostname } = pod.spec;
  const { name } = pod.metadata;
  if (subdomain === undefined || subdomain === '')
    return `pod "${name}" has no spec.subdomain: it must be "${service}"`;
  if (subdomain === service) return undefined;
  const own = `${hostname ?? name}.${subdomain}`;
  return `pod "${name}" has subdomain "${subdomain}", so its name is ${own}, not ${label}.${service}`;
}

function explainEndpoint(label: string, service: Service, world: DnsWorld, pods: readonly Pod[]): string[] {
  const { name, namespace } = service.metadata;
  const here = pods.filter(({ metadata }) => metadata.namespace === namespace);
  const pod =
    here.find(({ metadata }) => metadata.name === label) ??
    here.find(({ spec }) => spec.hostname === label) ??
    here.find(({ status }) => dashedAddress(status.podIP ?? '') === label);
  if (pod === undefined) return [`no pod in namespace "${namespace}" has the name or hostname "${label}"`];
  const selector = selectorProblem(pod, service);
  const unready =
    selector === undefined && !isEndpoint(pod, service, world)
      ? `pod "${pod.metadata.name}" is not ready, so service "${name}" does not publish it`
      : undefined;
  const problems = [selector, unready, hostnameProblem(pod, label, name), subdomainProblem(pod, label, name)];
  return problems.filter((problem) => problem !== undefined);
}

/**
 * Says in plain words why a name of a Service or of a pod below a Service does not resolve from a pod's namespace:
 * one line for each condition that fails; none where the name resolves or is no such name.
 */
export function explainName(name: string, podNamespace: string, world: DnsWorld, pods: readonly Pod[]): string[] {
  const parts = splitName(withoutRootDot(name).toLowerCase(), podNamespace, world);
  if (parts === undefined) return [];
  const { label, service, namespace } = parts;
  const full = [...(label === undefined ? [] : [label]), service, namespace, 'svc', world.clusterDomain].join('.');
  if (answer({ name: full, type: 'A' }, world).status === 'NOERROR') return [];
  const found = findService(world, namespace, service);
  if (found === undefined) return missingService(parts, world);
  if (found.spec.type === 'ExternalName') return [`service "${service}" is an ExternalName: it has no names below it`];
  if (label !== undefined) return explainEndpoint(label, found, world, pods);
  return isHeadless(found) ? [`headless service "${service}" has no ready endpoints`] : [];
}
