import type { Json } from '../apimachinery/json';
import type { ObjectMeta } from '../apimachinery/meta';

/** @upstream apimachinery meta/v1 TableColumnDefinition */
export type TableColumn = {
  name: string;
  type: string;
  format: string;
  description: string;
  /** Above 0: shown with -o wide only. */
  priority: number;
};

/** @upstream apimachinery meta/v1 TableRow; the object is a PartialObjectMetadata */
export type TableRow = { cells: Json[]; object: { metadata: ObjectMeta } };

/** A kind's objects as the server prints them. @upstream apimachinery meta/v1 Table */
export type Table = { columnDefinitions: TableColumn[]; rows: TableRow[] };
