import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type LimitRangeItem = {
  type: string;
  max?: StringMap;
  min?: StringMap;
  default?: StringMap;
  defaultRequest?: StringMap;
  maxLimitRequestRatio?: StringMap;
};

export type LimitRange = {
  apiVersion: 'v1';
  kind: 'LimitRange';
  metadata: ObjectMeta;
  spec: { limits: LimitRangeItem[] };
};

export const names: Kind<LimitRange> = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<LimitRange> = {
  setDefaults({ spec }) {
    for (const item of spec.limits) if (item.type === 'Container') setItemDefaults(item);
  },
};

/** A maximum is the default limit, which is the default request; else a minimum is that. @upstream SetDefaults_LimitRangeItem */
function setItemDefaults(item: LimitRangeItem): void {
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  if (Object.keys(limits).length > 0) item.default = limits;
  if (Object.keys(requests).length > 0) item.defaultRequest = requests;
}

/** The server has no columns for it. @upstream apiserver registry/rest NewDefaultTableConvertor */
export const columns: readonly Column<LimitRange>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

export const notSimulated = ['spec'];
