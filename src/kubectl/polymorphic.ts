import { compareText } from '../apimachinery/json';
import type { Kind, KubeObject, StringMap } from '../apimachinery/meta';
import type { Deployment } from '../resources/apps/deployment';
import type { PodSpec } from '../resources/core/pod-types';
import type { Service } from '../resources/core/service-types';
import { CommandError } from './command-error';

const exposable = ['pods', 'services', 'replicationcontrollers', 'deployments', 'replicasets'];

/** @throws CommandError for kinds that cannot be exposed. @upstream kubectl pkg/polymorphichelpers canbeexposed.go */
export function refuseUnexposable(kind: Kind): void {
  if (exposable.includes(kind.plural)) return;
  const name = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  throw new CommandError(`cannot expose a ${name}`);
}

/**
 * The labels by which a Service finds an object's pods.
 * @throws CommandError where there are none or they are no plain map
 * @upstream kubectl pkg/polymorphichelpers mapbasedselectorforobject.go
 */
export function selectorOf(kind: Kind, object: KubeObject): StringMap {
  const fail = (reason: string) =>
    new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${reason}`);
  switch (kind.plural) {
    case 'pods':
      if (Object.keys(object.metadata.labels ?? {}).length === 0) {
        throw fail('the pod has no labels and cannot be exposed');
      }
      return object.metadata.labels ?? {};
    case 'services': {
      const { selector } = (object as Service).spec;
      if (!selector) throw fail('the service has no pod selector set');
      return selector;
    }
    default: {
      const { selector } = (object as Deployment).spec;
      if (selector.matchExpressions?.length) {
        throw fail(
          `couldn't convert expressions - "${goExpressions(selector.matchExpressions)}" to map-based selector format`,
        );
      }
      return selector.matchLabels ?? {};
    }
  }
}

function goExpressions(expressions: readonly { key: string; operator: string; values?: string[] }[]): string {
  const texts = expressions.map(
    ({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`,
  );
  return `[${texts.join(' ')}]`;
}

type PortProtocol = { readonly port: number; readonly protocol: string };

/** The ports that an object offers, with their protocols. @upstream kubectl pkg/polymorphichelpers portsforobject.go */
export function portsOf(kind: Kind, object: KubeObject): PortProtocol[] {
  if (kind.plural === 'services') {
    return ((object as Service).spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  const { containers = [] } = podSpecOf(kind, object) ?? {};
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}

/** The pod spec of a pod or of a workload's template; a manifest may hold none. */
function podSpecOf(kind: Kind, object: KubeObject): Partial<PodSpec> | undefined {
  const { spec } = object as { spec?: Partial<PodSpec> & { template?: { spec?: Partial<PodSpec> } } };
  return kind.plural === 'pods' ? spec : spec?.template?.spec;
}

/** A selector as a flag gives it: `a=b,c=d`. @throws CommandError for other forms */
export function parseMap(text: string): StringMap {
  const map: StringMap = {};
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [key = '', value, ...more] = part.split('=');
    if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${part}`);
    map[key] = value;
  }
  return map;
}

/** `a=b,c=d`, sorted: a map as a selector. */
export function mapText(map: StringMap): string {
  return Object.keys(map)
    .sort(compareText)
    .map((key) => `${key}=${map[key]}`)
    .join(',');
}
