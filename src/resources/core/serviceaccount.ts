import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import type { ObjectReference } from './endpoints';

export type ServiceAccount = {
  apiVersion: 'v1';
  kind: 'ServiceAccount';
  metadata: ObjectMeta;
  secrets?: ObjectReference[];
  imagePullSecrets?: { name?: string }[];
  automountServiceAccountToken?: boolean;
};

export const names: Kind<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<ServiceAccount> = {};

export const columns: readonly Column<ServiceAccount>[] = [
  { name: 'Name', cell: (account) => account.metadata.name },
  { name: 'Secrets', cell: ({ secrets }) => String(secrets?.length ?? 0) },
  { name: 'Age', cell: (account, now) => age(account.metadata.creationTimestamp, now) },
];
