import { type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../../resources/column';
import { columnsFor } from '../../resources/columns';

export type TableOptions = {
  readonly wide?: boolean;
  readonly noHeaders?: boolean;
  /** Names as `kind.group/name`. */
  readonly showKind?: boolean;
  readonly showLabels?: boolean;
  /** Labels that have columns of their own. */
  readonly labelColumns?: readonly string[];
  readonly withNamespace?: boolean;
  /** Only what kubectl can say without the server: name and age. */
  readonly isClientSide?: boolean;
  /** Of a kind that only the server knows how to print. */
  readonly columns?: readonly Column<KubeObject>[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** The header row of a kind's table. @upstream cli-runtime pkg/printers/tableprinter.go */
export function headerRow(kind: Kind, options: TableOptions): string[] {
  return [
    ...(options.withNamespace && kind.namespaced ? ['NAMESPACE'] : []),
    ...columnsOf(kind, options).map(({ name }) => name.toUpperCase()),
    ...(options.labelColumns ?? []).map((label) => (label.split('/').at(-1) ?? '').toUpperCase()),
    ...(options.showLabels ? ['LABELS'] : []),
  ];
}

/** The row of an object. */
export function objectRow(kind: Kind, object: KubeObject, options: TableOptions): string[] {
  const labels = object.metadata.labels ?? {};
  const cells = columnsOf(kind, options).map((column) => column.cell(object, options.now));
  if (options.showKind) cells[0] = nameWithKind(kind, object, cells[0] ?? '');
  return [
    ...(options.withNamespace && kind.namespaced ? [object.metadata.namespace ?? ''] : []),
    ...cells,
    ...(options.labelColumns ?? []).map((label) => labels[label] ?? ''),
    ...(options.showLabels ? [labelsText(labels)] : []),
  ];
}

/** What a client can say of any object. */
export const clientColumns: readonly Column<KubeObject>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

function columnsOf(kind: Kind, { wide, isClientSide, columns }: TableOptions): readonly Column<KubeObject>[] {
  if (isClientSide) return clientColumns;
  return (columns ?? columnsFor(kind)).filter((column) => wide || !column.wide);
}

/** Events have no name among their first columns: there the kind is not shown. */
function nameWithKind(kind: Kind, object: KubeObject, cell: string): string {
  return cell.startsWith(object.metadata.name) ? `${qualifiedKind(kind)}/${cell}` : cell;
}

function labelsText(labels: Record<string, string>): string {
  const text = Object.keys(labels)
    .sort((left, right) => (left < right ? -1 : 1))
    .map((key) => `${key}=${labels[key]}`)
    .join(',');
  return text || '<none>';
}
