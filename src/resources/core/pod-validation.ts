import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundField,
  notSupported,
  required,
} from '../../apimachinery/errors';
import type { StringMap } from '../../apimachinery/meta';
import {
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  environmentNameProblems,
  portNameProblems,
  portNumberProblems,
} from '../../apimachinery/names';
import { compareQuantities, parseQuantity } from '../../apimachinery/quantity';
import { validateLabels } from '../metadata';
import type { Container, ContainerPort, PodSpec, PodTemplateSpec, ResourceRequirements, Volume } from './pod-types';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];
const dnsPolicies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];

/** @upstream pkg/apis/core/validation ValidatePodSpec */
export function validatePodSpec(spec: PodSpec, path: string): FieldError[] {
  const volumes = new Set((spec.volumes ?? []).map((volume) => volume.name));
  const errors = [
    ...validateVolumes(spec.volumes ?? [], `${path}.volumes`),
    ...validateContainers(spec.containers, volumes, `${path}.containers`),
    ...validateContainers(spec.initContainers ?? [], volumes, `${path}.initContainers`, true),
    ...validateEphemeralContainers(spec, volumes, `${path}.ephemeralContainers`),
    ...oneOf(spec.restartPolicy, restartPolicies, `${path}.restartPolicy`),
    ...oneOf(spec.dnsPolicy, dnsPolicies, `${path}.dnsPolicy`),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
  ];
  if (spec.hostname) errors.push(...problems(dns1123LabelProblems, spec.hostname, `${path}.hostname`));
  if (spec.subdomain) errors.push(...problems(dns1123LabelProblems, spec.subdomain, `${path}.subdomain`));
  if (spec.serviceAccountName) {
    errors.push(...problems(dns1123SubdomainProblems, spec.serviceAccountName, `${path}.serviceAccountName`));
  }
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    errors.push(nonNegative(`${path}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds ?? 0));
  }
  if (spec.dnsPolicy === 'None' && !spec.dnsConfig) {
    errors.push(required(`${path}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None'));
  }
  return errors;
}

/** @upstream pkg/apis/core/validation ValidatePodTemplateSpec */
export function validatePodTemplate(template: PodTemplateSpec, path: string): FieldError[] {
  const spec = template.spec ?? { containers: [] };
  return [
    ...validateLabels(template.metadata?.labels, `${path}.metadata.labels`),
    ...validatePodSpec(spec, `${path}.spec`),
    ...(spec.ephemeralContainers?.length
      ? [forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}

/** The error of a number below zero. */
export function nonNegative(path: string, value: number): FieldError {
  return invalidValue(path, value, 'must be greater than or equal to 0');
}

function problems(check: (value: string) => string[], value: string, path: string): FieldError[] {
  return check(value).map((problem) => invalidValue(path, value, problem));
}

function oneOf(value: string | undefined, supported: readonly string[], path: string): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

function validateVolumes(volumes: readonly Volume[], path: string): FieldError[] {
  const seen = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const field = `${path}[${index}].name`;
    const errors = volume.name ? problems(dns1123LabelProblems, volume.name, field) : [required(field)];
    if (seen.has(volume.name)) errors.push(duplicate(field, volume.name));
    seen.add(volume.name);
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length > 1) {
      errors.push(forbiddenField(`${path}[${index}].${sources[1]}`, 'may not specify more than 1 volume type'));
    }
    return errors;
  });
}

function validateContainers(
  containers: readonly Container[] | undefined,
  volumes: ReadonlySet<string>,
  path: string,
  optional = false,
): FieldError[] {
  if (!containers?.length) return optional ? [] : [required(path)];
  const seen = new Set<string>();
  return containers.flatMap((container, index) => {
    const errors = validateContainer(container, volumes, `${path}[${index}]`);
    if (container.name && seen.has(container.name)) errors.push(duplicate(`${path}[${index}].name`, container.name));
    seen.add(container.name);
    return errors;
  });
}

/** What only containers that are there from the start may have. */
const notEphemeral = ['lifecycle', 'livenessProbe', 'ports', 'readinessProbe', 'startupProbe'] as const;

/** @upstream pkg/apis/core/validation validateEphemeralContainers */
function validateEphemeralContainers(spec: PodSpec, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const seen = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const { name, targetContainerName, volumeMounts = [], resources = {} } = container;
    const errors = validateContainer(container, volumes, at);
    if (name && seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    seen.add(name);
    if (targetContainerName && !others.has(targetContainerName)) {
      errors.push(notFoundField(`${at}.targetContainerName`, targetContainerName));
    }
    const wrong: string[] = notEphemeral.filter((field) => container[field] !== undefined);
    if (Object.keys(resources).length > 0) wrong.push('resources');
    volumeMounts.forEach((mount, place) => {
      if (mount.subPath) wrong.push(`volumeMounts[${place}].subPath`);
      if (mount.subPathExpr) wrong.push(`volumeMounts[${place}].subPathExpr`);
    });
    return [
      ...errors,
      ...wrong.map((field) => forbiddenField(`${at}.${field}`, 'cannot be set for an Ephemeral Container')),
    ];
  });
}

function validateContainer(container: Container, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const errors = container.name
    ? problems(dns1123LabelProblems, container.name, `${path}.name`)
    : [required(`${path}.name`)];
  if (!container.image) errors.push(required(`${path}.image`));
  else if (container.image !== container.image.trim()) {
    errors.push(invalidValue(`${path}.image`, container.image, 'must not have leading or trailing whitespace'));
  }
  return [
    ...errors,
    ...validatePorts(container.ports ?? [], `${path}.ports`),
    ...validateEnv(container, path),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...oneOf(container.imagePullPolicy, pullPolicies, `${path}.imagePullPolicy`),
    ...validateResources(container.resources, `${path}.resources`),
  ];
}

function validatePorts(ports: readonly ContainerPort[], path: string): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const errors = port.name ? problems(portNameProblems, port.name, `${at}.name`) : [];
    if (port.name && seen.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
    if (port.name) seen.add(port.name);
    if (!port.containerPort) errors.push(required(`${at}.containerPort`));
    else errors.push(...portErrors(port.containerPort, `${at}.containerPort`));
    if (port.hostPort) errors.push(...portErrors(port.hostPort, `${at}.hostPort`));
    return [...errors, ...oneOf(port.protocol, protocols, `${at}.protocol`)];
  });
}

function portErrors(port: number, path: string): FieldError[] {
  return portNumberProblems(port).map((problem) => invalidValue(path, port, problem));
}

function validateEnv(container: Container, path: string): FieldError[] {
  return (container.env ?? []).flatMap((variable, index) => {
    const at = `${path}.env[${index}]`;
    if (!variable.name) return [required(`${at}.name`)];
    const errors = problems(environmentNameProblems, variable.name, `${at}.name`);
    if (variable.valueFrom && variable.value) {
      errors.push(invalidValue(`${at}.valueFrom`, '', 'may not be specified when `value` is not empty'));
    }
    return errors;
  });
}

function validateMounts(container: Container, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const seen = new Set<string>();
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (!mount.name) errors.push(required(`${at}.name`));
    else if (!volumes.has(mount.name)) errors.push(notFoundField(`${at}.name`, mount.name));
    if (!mount.mountPath) errors.push(required(`${at}.mountPath`));
    else if (seen.has(mount.mountPath)) {
      errors.push(invalidValue(`${at}.mountPath`, mount.mountPath, 'must be unique'));
    }
    seen.add(mount.mountPath);
    return errors;
  });
}

function validateResources(resources: ResourceRequirements | undefined, path: string): FieldError[] {
  const limits = resources?.limits ?? {};
  const requests = resources?.requests ?? {};
  return [
    ...validateResourceNames(limits, `${path}.limits`),
    ...validateResourceNames(requests, `${path}.requests`),
    ...validateQuantities(limits, `${path}.limits`),
    ...validateQuantities(requests, `${path}.requests`),
    ...Object.entries(requests).flatMap(([name, request]) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      if (limit === undefined || compareQuantities(parseQuantity(request), parseQuantity(limit)) <= 0) return [];
      return [invalidValue(`${path}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`)];
    }),
  ];
}

const standardResources = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** @upstream pkg/apis/core/validation validateContainerResourceName */
function validateResourceNames(quantities: StringMap, path: string): FieldError[] {
  const wrong = Object.keys(quantities).filter((name) => !name.includes('/') && !standardResources.test(name));
  return wrong.map((name) => invalidValue(`${path}[${name}]`, name, 'must be a standard resource for containers'));
}

function validateQuantities(quantities: StringMap, path: string): FieldError[] {
  return Object.entries(quantities).flatMap(([name, text]) =>
    String(text).startsWith('-') ? [invalidValue(`${path}[${name}]`, text, 'must be greater than or equal to 0')] : [],
  );
}
