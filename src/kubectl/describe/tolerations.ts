import { compareText } from '../../apimachinery/json';
import type { Toleration } from '../../resources/core/pod-types';
import { writeMultiline } from './metadata';
import type { Writer } from './writer';

function tolerationText({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  let text = key;
  if (value !== '') text += `=${value}`;
  if (effect !== '') text += `:${effect}`;
  // One without key and effect tolerates everything.
  if (operator === 'Exists' && value === '') text += key !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
  if (tolerationSeconds !== undefined) text += ` for ${tolerationSeconds}s`;
  return text;
}

/** Writes tolerations, one a line, by key. @upstream describe.go printPodTolerationsMultiline */
export function writeTolerations(w: Writer, title: string, tolerations: readonly Toleration[] | undefined): void {
  const sorted = [...(tolerations ?? [])].sort((left, right) => compareText(left.key ?? '', right.key ?? ''));
  writeMultiline(w, title, sorted.map(tolerationText));
}
