import { compareText, type JsonObject } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { mapField, objectField, textsField } from './json-field';
import { quantityIn, sortedResources } from './resource-list';
import type { Writer } from './writer';

const scopeHelp: Record<string, readonly string[]> = {
  Terminating: [
    'Matches all pods that have an active deadline.',
    'These pods have a limited lifespan on a node before being actively terminated by the system.',
  ],
  NotTerminating: [
    'Matches all pods that do not have an active deadline.',
    'These pods usually include long running pods whose container command is not expected to terminate.',
  ],
  BestEffort: [
    'Matches all pods that do not have resource requirements set.',
    'These pods have a best effort quality of service.',
  ],
  NotBestEffort: [
    'Matches all pods that have at least one resource requirement set.',
    'These pods have a burstable or guaranteed quality of service.',
  ],
};

/** Writes the scopes of a quota, each with what it means. */
export function writeScopes(w: Writer, level: number, spec: JsonObject | undefined): void {
  const scopes = [...textsField(spec, 'scopes')].sort(compareText);
  if (scopes.length === 0) return;
  w.line(level, 'Scopes:', scopes.join(', '));
  for (const help of scopes.map((scope) => scopeHelp[scope]))
    if (help) w.line(level, `${level === 0 ? ' ' : ''}* ${help.join(' ')}`);
}

function writeQuota(w: Writer, quota: KubeObject): void {
  const status = objectField(quota, 'status');
  w.line(1, 'Name:', quota.metadata.name);
  writeScopes(w, 1, objectField(quota, 'spec'));
  w.line(1, 'Resource', 'Used', 'Hard');
  w.line(1, '--------', '---', '---');
  for (const name of sortedResources(mapField(status, 'hard'))) {
    w.line(1, name, quantityIn(status, 'used', name), quantityIn(status, 'hard', name));
  }
}

/** Writes the resource quotas of a namespace. @upstream describe.go DescribeResourceQuotas */
export function writeResourceQuotas(w: Writer, quotas: readonly KubeObject[]): void {
  if (quotas.length === 0) {
    w.line(0, 'No resource quota.');
    return;
  }
  w.line(0, 'Resource Quotas');
  const sorted = [...quotas].sort((left, right) => compareText(left.metadata.name, right.metadata.name));
  for (const quota of sorted) writeQuota(w, quota);
}
