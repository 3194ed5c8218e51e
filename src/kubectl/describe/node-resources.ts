import { compareText } from '../../apimachinery/json';
import {
  formatQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
  quantityValue,
  zeroQuantity,
} from '../../apimachinery/quantity';
import { age } from '../../apimachinery/time';
import type { Node } from '../../resources/core/node';
import type { Pod } from '../../resources/core/pod-types';
import { podTotals, sumTotals, type Totals } from './pod-resources';
import type { Writer } from './writer';

type Share = { readonly name: string; readonly allocatable: Quantity };

/** What Go makes of a division by zero that is cast to an integer. */
const UNDEFINED_PERCENT = '-9223372036854775808';

function percent(amount: Quantity, { name, allocatable }: Share, ofNothing: string): string {
  const measure = name === 'cpu' ? milliValue : quantityValue;
  if (measure(allocatable) === 0) return ofNothing;
  return String(Math.trunc((measure(amount) / measure(allocatable)) * 100));
}

/** `250m (6%)` */
function shareText(totals: Totals, share: Share, ofNothing: string): string {
  const amount = totals.get(share.name) ?? zeroQuantity;
  return `${formatQuantity(amount)} (${percent(amount, share, ofNothing)}%)`;
}

function shareOf({ status }: Node, name: string): Share {
  const text = allocatableOf(status)[name];
  return { name, allocatable: text === undefined ? zeroQuantity : parseQuantity(text) };
}

function allocatableOf({ allocatable, capacity }: Node['status']) {
  return (Object.keys(allocatable ?? {}).length > 0 ? allocatable : capacity) ?? {};
}

function writePods(w: Writer, pods: readonly Pod[], node: Node, now: number): void {
  const shares = [shareOf(node, 'cpu'), shareOf(node, 'memory')];
  w.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  const heads = ['CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age'];
  w.line(1, 'Namespace', 'Name', '', ...heads);
  w.line(1, '---------', '----', '', ...heads.map((head) => '-'.repeat(head.length)));
  for (const pod of pods) {
    const sides = [podTotals(pod, 'requests'), podTotals(pod, 'limits')];
    const cells = shares.flatMap((share) => sides.map((totals) => shareText(totals, share, UNDEFINED_PERCENT)));
    const { namespace = '', name, creationTimestamp } = pod.metadata;
    w.line(1, namespace, name, '', ...cells, age(creationTimestamp, now));
  }
}

const standard = ['cpu', 'memory', 'ephemeral-storage'];

/** The resources to sum up: the standard ones, huge pages, and then what the node has besides. */
function summedResources(status: Node['status']): { shared: string[]; counted: string[] } {
  const names = Object.keys(allocatableOf(status)).sort(compareText);
  const hugePages = names.filter((name) => name.startsWith('hugepages-'));
  const others = names.filter((name) => ![...standard, ...hugePages, 'pods'].includes(name));
  return { shared: [...standard, ...hugePages], counted: others };
}

function writeSums(w: Writer, pods: readonly Pod[], node: Node): void {
  const sides = (['requests', 'limits'] as const).map((side) =>
    pods.map((pod) => podTotals(pod, side)).reduce(sumTotals, new Map()),
  );
  const { shared, counted } = summedResources(node.status);
  w.line(0, 'Allocated resources:');
  w.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource', 'Requests', 'Limits');
  w.line(1, '--------', '--------', '------');
  for (const name of shared) {
    w.line(1, name, ...sides.map((totals) => shareText(totals, shareOf(node, name), '0')));
  }
  for (const name of counted) {
    w.line(1, name, ...sides.map((totals) => formatQuantity(totals.get(name) ?? zeroQuantity)));
  }
}

/** Writes a node's pods and what they take of it. @upstream describe.go describeNodeResource */
export function writeNodeResources(w: Writer, pods: readonly Pod[], node: Node, now: number): void {
  writePods(w, pods, node, now);
  writeSums(w, pods, node);
}
