import type { Container, EnvFromSource, EnvVar, Pod } from '../resources/core/pod-types';
import type { ConfigData, ConfigSources } from './config-source';
import { podFieldValue } from './field-ref';
import { resourceFieldValue } from './resource-field';

type Known = (name: string) => string | undefined;

/** Replaces `$(NAME)` by a known variable; `$$` stands for `$`. @upstream third_party/forked/golang/expansion Expand */
export function expandVariables(text: string, known: Known): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (known(name) ?? whole),
  );
}

/** Bytes that are no text are no variable's value. */
function textOf(data: ConfigData | undefined, key: string): string | undefined {
  const content = data?.[key];
  return content !== undefined && 'text' in content ? content.text : undefined;
}

function fromSource(source: EnvFromSource, { configMaps, secrets }: ConfigSources): [string, string][] {
  const data = source.configMapRef
    ? configMaps.get(source.configMapRef.name ?? '')
    : secrets.get(source.secretRef?.name ?? '');
  return Object.keys(data ?? {}).flatMap((key) => {
    const value = textOf(data, key);
    return value === undefined ? [] : [[`${source.prefix ?? ''}${key}`, value]];
  });
}

function variableValue(
  { value, valueFrom }: EnvVar,
  pod: Pod,
  container: Container,
  sources: ConfigSources,
  known: Known,
): string | undefined {
  if (valueFrom === undefined) return expandVariables(value ?? '', known);
  const { fieldRef, configMapKeyRef, secretKeyRef, resourceFieldRef } = valueFrom;
  if (fieldRef !== undefined) return podFieldValue(pod, fieldRef.fieldPath);
  if (configMapKeyRef !== undefined)
    return textOf(sources.configMaps.get(configMapKeyRef.name ?? ''), configMapKeyRef.key);
  if (secretKeyRef !== undefined) return textOf(sources.secrets.get(secretKeyRef.name ?? ''), secretKeyRef.key);
  return resourceFieldRef && resourceFieldValue(pod, resourceFieldRef, container);
}

/**
 * The variables that a pod's spec and the cluster's Services give a container. What a source lacks is left out: a
 * container that needs it would not have started.
 * @upstream pkg/kubelet/kubelet_pods.go makeEnvironmentVariables
 */
export function containerEnvironment(
  pod: Pod,
  container: Container,
  sources: ConfigSources,
  services: ReadonlyMap<string, string>,
): Map<string, string> {
  const variables = new Map((container.envFrom ?? []).flatMap((source) => fromSource(source, sources)));
  const known: Known = (name) => variables.get(name) ?? services.get(name);
  for (const variable of container.env ?? []) {
    const value = variableValue(variable, pod, container, sources, known);
    if (value !== undefined) variables.set(variable.name, value);
  }
  for (const [name, value] of services) if (!variables.has(name)) variables.set(name, value);
  return variables;
}
