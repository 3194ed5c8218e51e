import type { Patch } from './client';

/** What each kind of patch is called on the wire. @upstream apimachinery types PatchType */
export const patchMediaTypes: Readonly<Record<Patch['type'], string>> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};
