import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../apimachinery/errors';
import { goStringSlice } from '../../apimachinery/go-syntax';
import { isIPv4 } from '../../apimachinery/ip';
import {
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  portNameProblems,
  portNumberProblems,
} from '../../apimachinery/names';
import { validateLabels } from '../metadata';
import type { ServicePort, ServiceSpec } from './service-types';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const affinities = ['ClientIP', 'None'];
const trafficPolicies = ['Cluster', 'Local'];

/** Whether a Service's type is one that nodes answer for. */
export function isOnNodes({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** @upstream pkg/apis/core/validation ValidateService */
export function validateServiceSpec(spec: ServiceSpec): FieldError[] {
  return [
    ...validateExternalName(spec),
    ...validatePorts(spec),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...oneOf(spec.sessionAffinity, affinities, 'spec.sessionAffinity'),
    ...validateClusterIP(spec),
    ...oneOf(spec.type, types, 'spec.type'),
    ...validateNodePorts(spec),
    ...validateUniquePorts(spec),
    ...validateTrafficPolicies(spec),
  ];
}

/** A Service's address stays as long as it has one. @upstream pkg/apis/core/validation validateUpgradeDowngradeClusterIPs */
export function validateClusterIPUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || !old.clusterIP) return [];
  if ((spec.clusterIPs?.[0] ?? '') === (old.clusterIPs?.[0] ?? '')) return [];
  const error = invalidValue('spec.clusterIPs[0]', '', 'may not change once set');
  return [{ ...error, valueText: goStringSlice(spec.clusterIPs) }];
}

function validatePorts(spec: ServiceSpec): FieldError[] {
  const ports = spec.ports ?? [];
  if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') return [required('spec.ports')];
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const errors = validatePort(port, path, ports.length > 1);
    if (port.name && names.has(port.name)) errors.push(duplicate(`${path}.name`, port.name));
    names.add(port.name ?? '');
    return errors;
  });
}

function validateNodePorts({ ports = [], type }: ServiceSpec): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ protocol, nodePort }, index) => {
    if (!nodePort) return [];
    const path = `spec.ports[${index}].nodePort`;
    const errors = type === 'ClusterIP' ? [forbiddenField(path, "may not be used when `type` is 'ClusterIP'")] : [];
    if (seen.has(`${protocol}/${nodePort}`)) errors.push(duplicate(path, nodePort));
    seen.add(`${protocol}/${nodePort}`);
    return errors;
  });
}

function validateUniquePorts({ ports = [] }: ServiceSpec): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ protocol, port }, index) => {
    const isKnown = seen.has(`${protocol}/${port}`);
    seen.add(`${protocol}/${port}`);
    const valueText = `core.ServicePort{Name:"", Protocol:${JSON.stringify(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`;
    return isKnown ? [{ ...duplicate(`spec.ports[${index}]`, ''), valueText }] : [];
  });
}

function validatePort(port: ServicePort, path: string, needsName: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (needsName && !port.name) errors.push(required(`${path}.name`));
  if (port.name) {
    errors.push(
      ...dns1123LabelProblems(port.name).map((problem) => invalidValue(`${path}.name`, port.name ?? '', problem)),
    );
  }
  errors.push(
    ...portNumberProblems(port.port ?? 0).map((problem) => invalidValue(`${path}.port`, port.port ?? 0, problem)),
  );
  if (!protocols.includes(port.protocol ?? ''))
    errors.push(notSupported(`${path}.protocol`, port.protocol ?? '', protocols));
  if (typeof port.targetPort === 'number') {
    const target = port.targetPort;
    errors.push(...portNumberProblems(target).map((problem) => invalidValue(`${path}.targetPort`, target, problem)));
  } else if (port.targetPort !== undefined) {
    const target = port.targetPort;
    errors.push(...portNameProblems(target).map((problem) => invalidValue(`${path}.targetPort`, target, problem)));
  }
  return errors;
}

function oneOf(value = '', supported: readonly string[], path: string): FieldError[] {
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

function validateTrafficPolicies(spec: ServiceSpec): FieldError[] {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal, externalIPs } = spec;
  const errors = internal === undefined ? [] : oneOf(internal, trafficPolicies, 'spec.internalTrafficPolicy');
  if (spec.allocateLoadBalancerNodePorts !== undefined && spec.type !== 'LoadBalancer') {
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'"));
  }
  if (isOnNodes(spec)) errors.push(...oneOf(external, trafficPolicies, 'spec.externalTrafficPolicy'));
  else if (external && !externalIPs?.length) {
    errors.push(
      invalidValue('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'),
    );
  }
  return errors;
}

function validateClusterIP(spec: ServiceSpec): FieldError[] {
  const ip = spec.clusterIP;
  if (spec.type === 'ExternalName' || !ip) return [];
  if (ip === 'None' && isOnNodes(spec)) {
    return [invalidValue('spec.clusterIPs[0]', ip, `may not be set to 'None' for ${spec.type} services`)];
  }
  if (ip === 'None' || isIPv4(ip)) return [];
  return [invalidValue('spec.clusterIPs[0]', ip, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

function validateExternalName(spec: ServiceSpec): FieldError[] {
  if (spec.type !== 'ExternalName') return [];
  const errors = spec.clusterIP ? [forbiddenField('spec.clusterIPs', 'may not be set for ExternalName services')] : [];
  const name = spec.externalName?.replace(/\.$/, '') ?? '';
  if (name === '') return [...errors, required('spec.externalName')];
  return [
    ...errors,
    ...dns1123SubdomainProblems(name).map((problem) => invalidValue('spec.externalName', name, problem)),
  ];
}
