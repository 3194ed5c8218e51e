import { compareText } from '../../apimachinery/json';
import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type ResourceQuota = {
  apiVersion: 'v1';
  kind: 'ResourceQuota';
  metadata: ObjectMeta;
  spec: { hard?: StringMap; scopes?: string[] };
  status: { hard?: StringMap; used?: StringMap };
};

export const names: Kind<ResourceQuota> = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<ResourceQuota> = {
  prepareForCreate(quota) {
    quota.status = {};
  },
  prepareForUpdate(quota, old) {
    quota.status = old.status;
  },
  hasStatus: true,
};

/** `pods: 5/10, requests.cpu: 750m/4`. @upstream printers.go printResourceQuota */
function usageText({ status }: ResourceQuota, isLimit: boolean): string {
  return Object.keys(status.hard ?? {})
    .filter((name) => name.startsWith('limits') === isLimit)
    .sort(compareText)
    .map((name) => `${name}: ${status.used?.[name] ?? '0'}/${status.hard?.[name]}`)
    .join(', ');
}

export const columns: readonly Column<ResourceQuota>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Request', cell: (quota) => usageText(quota, false) },
  { name: 'Limit', cell: (quota) => usageText(quota, true) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
