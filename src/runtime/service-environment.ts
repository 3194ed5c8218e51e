import type { Service, ServicePort } from '../resources/core/service-types';

type Variable = readonly [name: string, value: string];

/** The Service that every container is told of, wherever its pod lives. */
const master = { namespace: 'default', name: 'kubernetes' };

function hasClusterIP({ spec }: Service): boolean {
  const { clusterIP, type } = spec;
  return type !== 'ExternalName' && clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None';
}

function variableName(text: string): string {
  return text.replaceAll('-', '_').toUpperCase();
}

/** Variables as Docker's links made them. @upstream pkg/kubelet/envvars/envvars.go makeLinkVariables */
function linkVariables(prefix: string, address: string, port: ServicePort, isFirst: boolean): Variable[] {
  const protocol = port.protocol ?? 'TCP';
  const host = address.includes(':') ? `[${address}]` : address;
  const url = `${protocol.toLowerCase()}://${host}:${port.port}`;
  const name = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
  return [
    ...(isFirst ? [[`${prefix}_PORT`, url] as const] : []),
    [name, url],
    [`${name}_PROTO`, protocol.toLowerCase()],
    [`${name}_PORT`, String(port.port)],
    [`${name}_ADDR`, address],
  ];
}

/** @upstream pkg/kubelet/envvars/envvars.go FromServices */
function variablesOf(service: Service): Variable[] {
  const prefix = variableName(service.metadata.name);
  const address = service.spec.clusterIP ?? '';
  const ports = service.spec.ports ?? [];
  const variables: Variable[] = [[`${prefix}_SERVICE_HOST`, address]];
  if (ports[0] !== undefined) variables.push([`${prefix}_SERVICE_PORT`, String(ports[0].port)]);
  for (const { name, port } of ports) {
    if (name) variables.push([`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port)]);
  }
  return [...variables, ...ports.flatMap((port, i) => linkVariables(prefix, address, port, i === 0))];
}

/**
 * The variables by which a container learns of the Services of its namespace; headless Services have none.
 * @upstream pkg/kubelet/kubelet_pods.go getServiceEnvVarMap
 */
export function serviceEnvironment(
  services: readonly Service[],
  namespace: string,
  enableServiceLinks: boolean,
): Map<string, string> {
  const chosen = services.filter(({ metadata }) => {
    const isMaster = metadata.namespace === master.namespace && metadata.name === master.name;
    return isMaster || (enableServiceLinks && metadata.namespace === namespace);
  });
  // A Service named kubernetes in the pod's own namespace replaces the master's.
  chosen.sort(
    (left, right) => Number(left.metadata.namespace === namespace) - Number(right.metadata.namespace === namespace),
  );
  return new Map(chosen.filter(hasClusterIP).flatMap(variablesOf));
}
