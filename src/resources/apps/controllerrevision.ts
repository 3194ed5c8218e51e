import type { JsonObject } from '../../apimachinery/json';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { controllerOf } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import { validateImmutable } from '../metadata';
import type { Strategy } from '../strategy';

export type ControllerRevision = {
  apiVersion: 'apps/v1';
  kind: 'ControllerRevision';
  metadata: ObjectMeta;
  data?: JsonObject;
  revision: number;
};

export const names: Kind<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<ControllerRevision> = {
  validateUpdate: (revision, old) => validateImmutable(revision.data, old.data, 'data'),
};

/** `statefulset.apps/web` */
function controllerText(revision: ControllerRevision): string {
  const owner = controllerOf(revision);
  if (owner === undefined) return '<none>';
  const [group] = owner.apiVersion.split('/');
  const suffix = owner.apiVersion.includes('/') ? `.${group}` : '';
  return `${owner.kind.toLowerCase()}${suffix}/${owner.name}`;
}

export const columns: readonly Column<ControllerRevision>[] = [
  { name: 'Name', cell: (revision) => revision.metadata.name },
  { name: 'Controller', cell: controllerText },
  { name: 'Revision', cell: ({ revision }) => String(revision ?? 0) },
  { name: 'Age', cell: (revision, now) => age(revision.metadata.creationTimestamp, now) },
];
