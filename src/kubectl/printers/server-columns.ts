import { StatusError } from '../../apimachinery/errors';
import type { Json } from '../../apimachinery/json';
import { type Kind, type KubeObject, keyOf } from '../../apimachinery/meta';
import type { Client } from '../../client/client';
import type { Table } from '../../client/table';
import type { Column } from '../../resources/column';
import { hasColumns } from '../../resources/columns';
import { clientColumns } from './resource-table';

/**
 * The columns of a kind that this program does not know, as the server prints its objects; name and age where the
 * server does not say. Undefined for kinds with columns of their own.
 * @param objects those that are to be printed
 */
export async function serverColumns(
  client: Client,
  kind: Kind,
  objects: readonly KubeObject[],
): Promise<readonly Column<KubeObject>[] | undefined> {
  if (client.table === undefined || hasColumns(kind)) return undefined;
  const [namespace, ...others] = new Set(objects.map(({ metadata }) => metadata.namespace));
  const table = await client
    .table(kind, { namespace: others.length === 0 ? namespace : undefined })
    .catch(unlessRefused);
  return table === undefined ? clientColumns : columnsOf(table);
}

/** Who may get an object may not be allowed to list all. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof StatusError)) throw error;
}

function columnsOf({ columnDefinitions, rows }: Table): readonly Column<KubeObject>[] {
  const byKey = new Map(rows.map((row) => [keyOf(row.object as KubeObject), row]));
  return columnDefinitions.map(({ name, priority }, index) => ({
    name,
    wide: priority > 0,
    cell: (object, now) => {
      const row = byKey.get(keyOf(object));
      return row === undefined ? (ownCell(name)?.(object, now) ?? '') : cellText(row.cells[index]);
    },
  }));
}

/** What is gone has no row any more. */
function ownCell(column: string): Column<KubeObject>['cell'] | undefined {
  return clientColumns.find(({ name }) => name.toLowerCase() === column.toLowerCase())?.cell;
}

/** @upstream cli-runtime printers/tableprinter.go printTable */
function cellText(cell: Json | undefined): string {
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
