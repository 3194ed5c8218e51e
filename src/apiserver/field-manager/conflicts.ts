import { StatusError } from '../../apimachinery/errors';
import { pathsOf, pathText } from '../../apimachinery/fieldpath/field-set';
import type { Conflict } from './update';

/** The refusal of an apply that would take what others own. @upstream apimachinery util/managedfields internal/conflict.go */
export function conflictError(conflicts: readonly Conflict[]): StatusError {
  const all = conflicts
    .map((conflict) => ({ manager: managerText(conflict), paths: pathsOf(conflict.set).map(pathText) }))
    .sort((left, right) => (left.manager < right.manager ? -1 : 1));
  const causes = all.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ type: 'Conflict' as const, field, detail: `conflict with ${manager}` })),
  );
  const [only] = all;
  if (causes.length === 1 && only !== undefined) {
    const message = `Apply failed with 1 conflict: conflict with ${only.manager}: ${only.paths[0]}`;
    return new StatusError('Conflict', message, causes);
  }
  const lines = all.flatMap(({ manager, paths }) => [
    `conflicts with ${manager}:`,
    ...paths.map((path) => `- ${path}`),
  ]);
  return new StatusError('Conflict', `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`, causes);
}

function managerText({ manager: { manager, operation, apiVersion, subresource } }: Conflict): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
