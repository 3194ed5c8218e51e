import { parseTime } from '../../../apimachinery/time';
import { names as pods } from '../../../resources/core/pod';
import { type PodMetrics, names as podmetrics } from '../../../resources/metrics/podmetrics';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { allNamespacesFlag, fieldSelectorFlag } from '../../common-flags';
import { goDuration } from '../../drain/go-duration';
import type { Kubectl } from '../../kubectl';
import { requireMetrics, type TopRequest, topFlags, topRequest } from '../../top/request';
import { sortMeasured, topTable, totalUsage, usageCells } from '../../top/table';

/** @upstream kubectl pkg/cmd/top/top_pod.go */
export const command: CommandSpec = {
  name: 'top pod',
  usage: '[NAME | -l label]',
  examples: ['top pod', 'top pod web-0 --containers', 'top pod -A --sort-by=memory --sum'],
  flags: [
    ...topFlags('pods'),
    fieldSelectorFlag,
    allNamespacesFlag,
    { name: 'containers', type: 'bool', usage: 'If present, print usage of containers within a pod.' },
    { name: 'sum', type: 'bool', usage: 'Print the sum of the resource usage.' },
  ],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const request = topRequest(invocation, command, 'selector');
  await requireMetrics(kubectl);
  const isEverywhere = flags.bool('all-namespaces');
  const metrics = await metricsOf(request, isEverywhere ? undefined : kubectl.namespace, kubectl);
  if (metrics.length > 0) {
    kubectl.streams.out(topTable(tableOf(sorted(metrics, request, isEverywhere), flags, request)));
    return;
  }
  await explainNothing(request, kubectl);
  const where = isEverywhere ? '' : ` in ${kubectl.namespace} namespace.`;
  kubectl.streams.err(`No resources found${where}\n`);
}

async function metricsOf(
  { name, labelSelector, fieldSelector }: TopRequest,
  namespace: string | undefined,
  { client }: Kubectl,
): Promise<PodMetrics[]> {
  if (name !== undefined) return [await client.get(podmetrics, name, namespace)];
  return (await client.list(podmetrics, { namespace, labelSelector, fieldSelector })).items;
}

/** After this time a pod should have been measured. */
const DELAY = 120_000;

/** @throws CommandError where there are pods, and only their metrics are missing */
async function explainNothing({ labelSelector, fieldSelector }: TopRequest, kubectl: Kubectl): Promise<void> {
  const { client, namespace, now } = kubectl;
  const { items } = await client.list(pods, { namespace, labelSelector, fieldSelector });
  for (const { metadata } of items) {
    const age = now() - parseTime(metadata.creationTimestamp);
    if (age <= DELAY) continue;
    throw new CommandError(
      `Metrics not available for pod ${metadata.namespace}/${metadata.name}, age: ${goDuration(age)}`,
    );
  }
  if (items.length > 0) throw new CommandError('metrics not available yet');
}

function sorted(metrics: readonly PodMetrics[], { sortBy }: TopRequest, isEverywhere: boolean): PodMetrics[] {
  return sortMeasured(metrics, sortBy, usageOfPod, ({ metadata: left }, { metadata: right }) => {
    const [one = '', other = ''] = [left.namespace, right.namespace];
    return isEverywhere && one !== other ? one < other : left.name < right.name;
  });
}

function usageOfPod({ containers }: PodMetrics): PodMetrics['containers'][number]['usage'] {
  return totalUsage(containers.map(({ usage }) => usage));
}

/** @upstream kubectl pkg/metricsutil PrintPodMetrics */
function tableOf(metrics: readonly PodMetrics[], flags: Flags, { sortBy }: TopRequest): string[][] {
  const [isEverywhere, hasContainers] = [flags.bool('all-namespaces'), flags.bool('containers')];
  const rows = metrics.flatMap((pod) => {
    const { name, namespace = '' } = pod.metadata;
    const where = isEverywhere ? [namespace] : [];
    if (!hasContainers) return [[...where, name, ...usageCells(usageOfPod(pod))]];
    const parts = sortMeasured(
      pod.containers,
      sortBy,
      ({ usage }) => usage,
      (left, right) => left.name < right.name,
    );
    return parts.map((part) => [...where, name, part.name, ...usageCells(part.usage)]);
  });
  const header = [...(isEverywhere ? ['NAMESPACE'] : []), ...(hasContainers ? ['POD'] : []), ...columns];
  // Without a header upstream counts three columns, whatever is shown.
  const width = flags.bool('no-headers') ? columns.length : header.length;
  return [...(flags.bool('no-headers') ? [] : [header]), ...rows, ...(flags.bool('sum') ? sumOf(metrics, width) : [])];
}

const columns = ['NAME', 'CPU(cores)', 'MEMORY(bytes)'];

function sumOf(metrics: readonly PodMetrics[], width: number): string[][] {
  const empty = Array.from({ length: width - 2 }, () => '');
  return [
    [...empty, '________', '________'],
    [...empty, ...usageCells(totalUsage(metrics.map(usageOfPod)))],
  ];
}
