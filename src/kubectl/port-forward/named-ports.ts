import type { Pod } from '../../resources/core/pod-types';
import type { Service } from '../../resources/core/service-types';
import { CommandError } from '../command-error';
import { splitPort } from './ports';

const isNumber = (text: string): boolean => /^[+-]?\d+$/.test(text);
const joined = (local: string, remote: string): string => (local === remote ? remote : `${local}:${remote}`);

/** Names of ports become the numbers that a pod's containers give them. @throws CommandError */
export function podPorts(pod: Pod, texts: readonly string[]): string[] {
  const declared = pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
  );
  refuseUdp(texts, declared, (name) => containerPort(pod, name));
  return texts.map((text) => {
    const { local, remote } = splitPort(text);
    const port = isNumber(remote) ? remote : String(containerPort(pod, remote));
    return local === remote ? port : joined(local, port);
  });
}

/** Ports of a service become those of the pod that they lead to. @throws CommandError @upstream translateServicePortToTargetPort */
export function servicePorts(service: Service, pod: Pod, texts: readonly string[]): string[] {
  refuseUdp(texts, service.spec.ports ?? [], (name) => servicePort(service, name));
  return texts.map((text) => {
    const { local, remote } = splitPort(text);
    const port = isNumber(remote) ? Number(remote) : servicePort(service, remote);
    const here = !isNumber(remote) && local === remote ? String(port) : local;
    return joined(here, String(targetPort(service, pod, port)));
  });
}

/** @upstream kubectl pkg/util LookupContainerPortNumberByName */
function containerPort({ metadata, spec }: Pod, name: string): number {
  const found = spec.containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === name);
  if (found !== undefined) return found.containerPort;
  throw new CommandError(`Pod '${metadata.name}' does not have a named port '${name}'`);
}

/** @upstream kubectl pkg/util LookupServicePortNumberByName */
function servicePort({ metadata, spec }: Service, name: string): number {
  const found = spec.ports?.find((port) => port.name === name);
  if (found !== undefined) return found.port;
  throw new CommandError(`Service '${metadata.name}' does not have a named port '${name}'`);
}

/** @upstream kubectl pkg/util LookupContainerPortNumberByServicePort */
function targetPort({ metadata, spec }: Service, pod: Pod, port: number): number {
  const found = spec.ports?.find((candidate) => candidate.port === port);
  if (found === undefined) {
    throw new CommandError(`Service ${metadata.name} does not have a service port ${port}`);
  }
  if (spec.clusterIP === 'None') return port;
  const { targetPort = port } = found;
  return typeof targetPort === 'number' ? targetPort || port : containerPort(pod, targetPort);
}

type Declared = { readonly port: number; readonly protocol?: string };

function refuseUdp(texts: readonly string[], declared: readonly Declared[], numberOf: (name: string) => number): void {
  const speaks = (port: number, protocol: string): boolean =>
    declared.some((other) => other.port === port && (other.protocol ?? 'TCP') === protocol);
  for (const text of texts) {
    const { remote } = splitPort(text);
    const port = isNumber(remote) ? Number(remote) : numberOf(remote);
    if (speaks(port, 'UDP') && !speaks(port, 'TCP')) {
      throw new CommandError(`UDP protocol is not supported for ${remote}`);
    }
  }
}
