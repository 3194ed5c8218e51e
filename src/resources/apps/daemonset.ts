import { selectorFromMap, selectorText } from '../../apimachinery/labels';
import type { Condition, Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import { setPodTemplateDefaults } from '../core/pod-defaults';
import type { PodTemplateSpec } from '../core/pod-types';
import type { Strategy } from '../strategy';
import {
  containersText,
  imagesText,
  validateSelectorUpdate,
  validateWorkloadSpec,
  workloadSelectorText,
} from './workload';

export type DaemonSet = {
  apiVersion: 'apps/v1';
  kind: 'DaemonSet';
  metadata: ObjectMeta;
  spec: {
    selector: LabelSelector;
    template: PodTemplateSpec;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
    updateStrategy?: {
      type?: string;
      rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string };
    };
  };
  status: {
    currentNumberScheduled: number;
    desiredNumberScheduled: number;
    numberMisscheduled: number;
    numberReady: number;
    numberAvailable?: number;
    numberUnavailable?: number;
    updatedNumberScheduled?: number;
    observedGeneration?: number;
    conditions?: Condition[];
  };
};

export const names: Kind<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<DaemonSet> = {
  setDefaults({ spec }) {
    spec.revisionHistoryLimit ??= 10;
    spec.updateStrategy ??= {};
    spec.updateStrategy.type ??= 'RollingUpdate';
    if (spec.updateStrategy.type === 'RollingUpdate') {
      spec.updateStrategy.rollingUpdate = { maxSurge: 0, maxUnavailable: 1, ...spec.updateStrategy.rollingUpdate };
    }
    setPodTemplateDefaults(spec.template);
  },
  prepareForCreate(set) {
    set.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  },
  prepareForUpdate(set, old) {
    set.status = old.status;
  },
  validate: ({ spec }) => validateWorkloadSpec(spec, 'daemonset'),
  validateUpdate: ({ spec }, old) => validateSelectorUpdate(spec.selector, old.spec.selector),
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream printers.go printDaemonSet */
export const columns: readonly Column<DaemonSet>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Desired', cell: ({ status }) => String(status.desiredNumberScheduled ?? 0) },
  { name: 'Current', cell: ({ status }) => String(status.currentNumberScheduled ?? 0) },
  { name: 'Ready', cell: ({ status }) => String(status.numberReady ?? 0) },
  { name: 'Up-to-date', cell: ({ status }) => String(status.updatedNumberScheduled ?? 0) },
  { name: 'Available', cell: ({ status }) => String(status.numberAvailable ?? 0) },
  { name: 'Node Selector', cell: ({ spec }) => mapText(spec.template.spec.nodeSelector) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template) },
  { name: 'Selector', wide: true, cell: ({ spec }) => workloadSelectorText(spec.selector) },
];

function mapText(map: Record<string, string> | undefined): string {
  return selectorText(selectorFromMap(map ?? {})) || '<none>';
}

export const notSimulated = ['spec'];
