import type { KubeObject } from '../apimachinery/meta';

/**
 * One column of `get`'s table.
 * @upstream pkg/printers/internalversion/printers.go
 */
export type Column<T extends KubeObject> = {
  /** As the server names it; kubectl prints it in upper case. */
  readonly name: string;
  /** Shown with -o wide only. */
  readonly wide?: boolean;
  /** @param now milliseconds since 1970 */
  readonly cell: (object: T, now: number) => string;
};
