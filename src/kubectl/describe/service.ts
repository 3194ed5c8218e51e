import { StatusError } from '../../apimachinery/errors';
import type { LoadBalancerIngress, Service, ServicePort, ServiceSpec } from '../../resources/core/service-types';
import { type EndpointSlice, names as endpointSlices } from '../../resources/discovery/endpointslice';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { formatLabels } from './selectors';
import { serviceEndpoints } from './service-endpoints';
import { type Writer, writeText } from './writer';

async function slicesOf({ metadata }: Service, { client }: DescribeContext): Promise<EndpointSlice[]> {
  const { namespace, name } = metadata;
  try {
    return (await client.list(endpointSlices, { namespace, labelSelector: `kubernetes.io/service-name=${name}` }))
      .items;
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

function ingressText({ ip, hostname = '', ipMode }: LoadBalancerIngress): string {
  if (!ip) return hostname;
  return ipMode === undefined ? ip : `${ip} (${ipMode})`;
}

function writeAddresses(w: Writer, { spec, status }: Service): void {
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (spec.ipFamilyPolicy !== undefined) w.line(0, 'IP Family Policy:', spec.ipFamilyPolicy);
  w.line(0, 'IP Families:', spec.ipFamilies?.join(',') || '<none>');
  w.line(0, 'IP:', spec.clusterIP ?? '');
  w.line(0, 'IPs:', spec.clusterIPs?.join(',') || '<none>');
  if (spec.externalIPs?.length) w.line(0, 'External IPs:', spec.externalIPs.join(','));
  if (spec.loadBalancerIP) w.line(0, 'Desired LoadBalancer IP:', spec.loadBalancerIP);
  if (spec.externalName) w.line(0, 'External Name:', spec.externalName);
  if (ingress.length > 0) w.line(0, 'LoadBalancer Ingress:', ingress.map(ingressText).join(', '));
}

function writePort(w: Writer, port: ServicePort, slices: readonly EndpointSlice[]): void {
  const name = port.name || '<unset>';
  const protocol = port.protocol ?? '';
  w.line(0, 'Port:', name, `${port.port}/${protocol}`);
  w.line(0, 'TargetPort:', `${port.targetPort ?? 0}/${protocol}`);
  if (port.nodePort) w.line(0, 'NodePort:', name, `${port.nodePort}/${protocol}`);
  w.line(0, 'Endpoints:', serviceEndpoints(slices, port.name ?? ''));
}

function writePolicies(w: Writer, spec: ServiceSpec): void {
  w.line(0, 'Session Affinity:', spec.sessionAffinity ?? '');
  if (spec.externalTrafficPolicy) w.line(0, 'External Traffic Policy:', spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy !== undefined) w.line(0, 'Internal Traffic Policy:', spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) w.line(0, 'HealthCheck NodePort:', String(spec.healthCheckNodePort));
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0) w.line(0, 'LoadBalancer Source Ranges:', ranges.join(','));
}

/** Describes a Service. @upstream describe.go describeService */
export function describeService(service: Service, context: DescribeContext): Promise<string> {
  const { spec } = service;
  return writeText(async (w) => {
    const slices = await slicesOf(service, context);
    writeName(w, service);
    writeLabelsAndAnnotations(w, service);
    w.line(0, 'Selector:', formatLabels(spec.selector));
    w.line(0, 'Type:', spec.type ?? '');
    writeAddresses(w, service);
    for (const port of spec.ports ?? []) writePort(w, port, slices);
    writePolicies(w, spec);
    await writeEventsAbout(w, service, context);
  });
}
