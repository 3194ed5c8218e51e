import { names as services } from '../../resources/core/service';
import { names as endpointslices } from '../../resources/discovery/endpointslice';
import { type Ingress, type IngressBackend, ingressAddresses } from '../../resources/networking/ingress';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeAnnotations, writeLabels } from './metadata';
import { serviceEndpoints } from './service-endpoints';
import { type Writer, writeText } from './writer';

/** Describes an Ingress, with the endpoints behind each path. @upstream describe.go describeIngressV1 */
export function describeIngress(ingress: Ingress, context: DescribeContext): Promise<string> {
  const { metadata, spec } = ingress;
  const backendText = (backend: IngressBackend): Promise<string> =>
    describeBackend(backend, metadata.namespace ?? '', context);
  return writeText(async (w) => {
    const fallback = spec.defaultBackend === undefined ? '<default>' : await backendText(spec.defaultBackend);
    w.line(0, 'Name:', metadata.name);
    writeLabels(w, 'Labels', metadata.labels);
    w.line(0, 'Namespace:', metadata.namespace ?? '');
    w.line(0, 'Address:', ingressAddresses(ingress));
    w.line(0, 'Ingress Class:', spec.ingressClassName ?? '<none>');
    w.line(0, 'Default backend:', fallback);
    writeTls(w, spec.tls);
    w.write(0, 'Rules:\n  Host\tPath\tBackends\n');
    w.line(1, '----', '----', '--------');
    const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
    for (const { host, http } of rules) {
      w.write(1, `${host || '*'}\t\n`);
      for (const { path = '', backend } of http?.paths ?? []) w.write(2, `\t${path} \t${await backendText(backend)}\n`);
    }
    if (rules.length === 0) w.line(1, '*', '*', fallback);
    writeAnnotations(w, 'Annotations', metadata.annotations);
    await writeEventsAbout(w, ingress, context);
  });
}

function writeTls(w: Writer, tls: Ingress['spec']['tls']): void {
  if (!tls?.length) return;
  w.line(0, 'TLS:');
  for (const { secretName, hosts = [] } of tls) {
    w.line(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}`);
  }
}

/** `hello:http (10.244.0.10:8080)`. @upstream describe.go describeBackendV1 */
async function describeBackend(
  { service, resource }: IngressBackend,
  namespace: string,
  { client }: DescribeContext,
): Promise<string> {
  if (service !== undefined) {
    const { name, port = {} } = service;
    const text = `${name}:${port.name || (port.number ?? 0)}`;
    try {
      const labelSelector = `kubernetes.io/service-name=${name}`;
      const { items } = await client.list(endpointslices, { namespace, labelSelector });
      const { spec } = await client.get(services, name, namespace);
      const found = spec.ports?.findLast((candidate) =>
        port.number ? candidate.port === port.number : port.name && candidate.name === port.name,
      );
      return `${text} (${serviceEndpoints(items, found?.name ?? '')})`;
    } catch (error) {
      return `${text} (<error: ${error instanceof Error ? error.message : String(error)}>)`;
    }
  }
  if (resource === undefined) return '';
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
}
