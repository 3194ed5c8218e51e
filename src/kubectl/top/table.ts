import { milliValue, parseQuantity, quantityValue } from '../../apimachinery/quantity';
import { total, type Usage } from '../../resources/metrics/metrics-kind';
import { goSort } from '../printers/go-sort';
import { printTable } from '../printers/table';
import type { SortKey } from './request';

/** The resources that are measured, in the order of their columns. */
const measured = ['cpu', 'memory'] as const;

const MEBI = 2 ** 20;

/** Puts what is measured in order: what uses most comes first, or by name. @upstream kubectl pkg/metricsutil Sorter */
export function sortMeasured<T>(
  items: readonly T[],
  sortBy: SortKey,
  usageOf: (item: T) => Usage,
  isNameLess: (left: T, right: T) => boolean,
): T[] {
  const sorted = [...items];
  if (sortBy === '') goSort(sorted, isNameLess);
  else goSort(sorted, (left, right) => amount(sortBy, usageOf(left)) > amount(sortBy, usageOf(right)));
  return sorted;
}

function amount(resource: Exclude<SortKey, ''>, usage: Usage): number {
  const quantity = parseQuantity(usage[resource] ?? '0');
  return resource === 'cpu' ? milliValue(quantity) : quantityValue(quantity);
}

/** What several use together. */
export function totalUsage(usages: readonly Usage[]): Usage {
  return Object.fromEntries(measured.map((resource) => [resource, total(usages, resource)]));
}

/**
 * The cells of what is used: `3m`, `12Mi`, and of what is available how much that is.
 * @upstream kubectl pkg/metricsutil printAllResourceUsages
 */
export function usageCells(usage: Usage, available: Usage = {}): string[] {
  return measured.flatMap((resource) => {
    const used = parseQuantity(usage[resource] ?? '0');
    const cell = resource === 'cpu' ? `${milliValue(used)}m` : `${Math.trunc(quantityValue(used) / MEBI)}Mi`;
    const whole = available[resource];
    if (whole === undefined) return [cell];
    const milli = milliValue(parseQuantity(whole));
    return [cell, `${milli === 0 ? 0 : Math.trunc((milliValue(used) / milli) * 100)}%`];
  });
}

/** Rows as `top` prints them: its cells are padded at the end of a line as well. */
export function topTable(rows: readonly (readonly string[])[]): string {
  return printTable(rows.map((cells) => [...cells, '']));
}
