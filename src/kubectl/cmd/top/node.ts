import type { Node } from '../../../resources/core/node';
import { names as nodes } from '../../../resources/core/node';
import { type NodeMetrics, names as nodemetrics } from '../../../resources/metrics/nodemetrics';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { requireMetrics, type TopRequest, topFlags, topRequest } from '../../top/request';
import { sortMeasured, topTable, usageCells } from '../../top/table';

/** @upstream kubectl pkg/cmd/top/top_node.go */
export const command: CommandSpec = {
  name: 'top node',
  usage: '[NAME | -l label]',
  examples: ['top node', 'top node minikube', 'top node --sort-by=cpu'],
  flags: [
    ...topFlags('nodes'),
    {
      name: 'show-capacity',
      type: 'bool',
      usage: 'Print node resources based on Capacity instead of Allocatable(default) of the nodes.',
    },
  ],
  run,
};

const columns = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const request = topRequest(invocation, command, '--selector');
  await requireMetrics(kubectl);
  const metrics = await metricsOf(request, kubectl);
  if (metrics.length === 0) throw new CommandError('metrics not available yet');
  const found = await nodesOf(request, kubectl);
  const available = new Map(
    found.map(({ metadata, status }) => [
      metadata.name,
      flags.bool('show-capacity') ? status.capacity : status.allocatable,
    ]),
  );
  const sorted = sortMeasured(
    metrics,
    request.sortBy,
    ({ usage }) => usage,
    (left, right) => left.metadata.name < right.metadata.name,
  );
  const measured = new Set(sorted.map(({ metadata }) => metadata.name));
  const unknown = [...available.keys()].filter((name) => !measured.has(name));
  kubectl.streams.out(
    topTable([
      ...(flags.bool('no-headers') ? [] : [columns]),
      ...sorted.map(({ metadata, usage }) => [metadata.name, ...usageCells(usage, available.get(metadata.name))]),
      ...unknown.map((name) => [name, ...columns.slice(1).map(() => '<unknown>')]),
    ]),
  );
}

async function metricsOf({ name, labelSelector }: TopRequest, { client }: Kubectl): Promise<NodeMetrics[]> {
  if (name !== undefined) return [await client.get(nodemetrics, name)];
  return (await client.list(nodemetrics, { labelSelector })).items;
}

async function nodesOf({ name, labelSelector }: TopRequest, { client }: Kubectl): Promise<Node[]> {
  if (name !== undefined) return [await client.get(nodes, name)];
  return (await client.list(nodes, { labelSelector })).items;
}
