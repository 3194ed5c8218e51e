import type { Kind, KubeObject, StringMap } from '../../apimachinery/meta';
import { addQuantities, formatQuantity, parseQuantity, zeroQuantity } from '../../apimachinery/quantity';
import type { CustomKind } from '../apiextensions/is-custom-kind';
import type { Column } from '../column';

/** How much of each resource is used. @upstream k8s.io/metrics pkg/apis/metrics/v1beta1 */
export type Usage = StringMap;

/** A kind that is computed from other objects when it is asked for; nothing of it is stored. */
export type MetricsKind<T extends KubeObject> = Kind<T> & Omit<CustomKind, keyof Kind>;

const GROUP = 'metrics.k8s.io';

type MetricsNames = Pick<Kind, 'kind' | 'plural' | 'singular' | 'namespaced'>;

/** @param usagesOf what the parts of an object use */
export function metricsKind<T extends KubeObject & { window: string }>(
  names: MetricsNames,
  usagesOf: (object: T) => readonly Usage[],
): MetricsKind<T> {
  const cell = (resource: string) => (object: T) => total(usagesOf(object), resource);
  const columns: readonly Column<T>[] = [
    { name: 'Name', cell: ({ metadata }) => metadata.name },
    { name: 'cpu', cell: cell('cpu') },
    { name: 'memory', cell: cell('memory') },
    { name: 'Window', cell: ({ window }) => window },
  ];
  return {
    ...names,
    group: GROUP,
    version: 'v1beta1',
    shortNames: [],
    categories: [],
    verbs: ['get', 'list'],
    strategy: {},
    columns: columns as unknown as readonly Column<KubeObject>[],
    schema: {},
    unknownFields: () => [],
  };
}

/** Whether a kind belongs to the metrics API. */
export function isMetricsKind({ group }: Pick<Kind, 'group'>): boolean {
  return group === GROUP;
}

/** How much of a resource the parts use together. */
export function total(usages: readonly Usage[], resource: string): string {
  const amounts = usages.map((usage) => parseQuantity(usage[resource] ?? '0'));
  return formatQuantity(amounts.reduce(addQuantities, zeroQuantity));
}
