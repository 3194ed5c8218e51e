/** What Go's sort.Sort needs of a collection: both take positions. */
type Sortable = { readonly less: (i: number, j: number) => boolean; readonly swap: (i: number, j: number) => void };

/**
 * Sorts a list in place exactly as Go's sort.Sort does, which is not stable: equal items, and items under an
 * order that contradicts itself, come out where Go puts them.
 * @upstream go src/sort zsortinterface.go pdqsort
 */
export function goSort<T>(items: T[], isLess: (left: T, right: T) => boolean): void {
  const at = (i: number): T => items[i] as T;
  const data: Sortable = {
    less: (i, j) => isLess(at(i), at(j)),
    swap: (i, j) => {
      const kept = at(i);
      items[i] = at(j);
      items[j] = kept;
    },
  };
  if (items.length > 1) patternDefeatingSort(data, 0, items.length, bitLength(items.length));
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

const longestInsertion = 12;

function patternDefeatingSort(data: Sortable, from: number, to: number, badPivots: number): void {
  let [a, b, limit] = [from, to, badPivots];
  let wasBalanced = true;
  let wasPartitioned = true;
  while (b - a > longestInsertion) {
    const length = b - a;
    if (limit === 0) {
      heapSort(data, a, b);
      return;
    }
    if (!wasBalanced) {
      breakPatterns(data, a, b);
      limit--;
    }
    const pivot = increasingPivot(data, a, b);
    if (wasBalanced && wasPartitioned && pivot.sorted && partialInsertionSort(data, a, b)) return;
    if (a > 0 && !data.less(a - 1, pivot.at)) {
      a = partitionEqual(data, a, b, pivot.at);
      continue;
    }
    const middle = partition(data, a, b, pivot.at);
    wasPartitioned = middle.already;
    const [left, right] = [middle.at - a, b - middle.at];
    wasBalanced = Math.min(left, right) >= Math.floor(length / 8);
    if (left < right) {
      patternDefeatingSort(data, a, middle.at, limit);
      a = middle.at + 1;
    } else {
      patternDefeatingSort(data, middle.at + 1, b, limit);
      b = middle.at;
    }
  }
  insertionSort(data, a, b);
}

function insertionSort(data: Sortable, a: number, b: number): void {
  for (let i = a + 1; i < b; i++) for (let j = i; j > a && data.less(j, j - 1); j--) data.swap(j, j - 1);
}

function heapSort(data: Sortable, a: number, b: number): void {
  const length = b - a;
  for (let i = Math.floor((length - 1) / 2); i >= 0; i--) siftDown(data, i, length, a);
  for (let i = length - 1; i >= 0; i--) {
    data.swap(a, a + i);
    siftDown(data, 0, i, a);
  }
}

function siftDown(data: Sortable, low: number, high: number, first: number): void {
  let root = low;
  for (;;) {
    let child = 2 * root + 1;
    if (child >= high) return;
    if (child + 1 < high && data.less(first + child, first + child + 1)) child++;
    if (!data.less(first + root, first + child)) return;
    data.swap(first + root, first + child);
    root = child;
  }
}

/** Items below the pivot to the left, all others to the right; answers the pivot's new place. */
function partition(data: Sortable, a: number, b: number, pivot: number): { at: number; already: boolean } {
  data.swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  for (let already = true; ; already = false) {
    while (i <= j && data.less(i, a)) i++;
    while (i <= j && !data.less(j, a)) j--;
    if (i > j) {
      data.swap(j, a);
      return { at: j, already };
    }
    data.swap(i++, j--);
  }
}

/** Items equal to the pivot to the left, greater ones to the right; there must be no smaller ones. */
function partitionEqual(data: Sortable, a: number, b: number, pivot: number): number {
  data.swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  for (;;) {
    while (i <= j && !data.less(a, i)) i++;
    while (i <= j && data.less(a, j)) j--;
    if (i > j) return i;
    data.swap(i++, j--);
  }
}

const mostShifts = 5;
const shortestShifting = 50;

/** Mends a few pairs in wrong order; answers whether the range is sorted then. */
function partialInsertionSort(data: Sortable, a: number, b: number): boolean {
  let i = a + 1;
  for (let shift = 0; shift < mostShifts; shift++) {
    while (i < b && !data.less(i, i - 1)) i++;
    if (i === b) return true;
    if (b - a < shortestShifting) return false;
    data.swap(i, i - 1);
    if (i - a >= 2) for (let j = i - 1; j >= 1 && data.less(j, j - 1); j--) data.swap(j, j - 1);
    if (b - i >= 2) for (let j = i + 1; j < b && data.less(j, j - 1); j++) data.swap(j, j - 1);
  }
  return false;
}

/** Scatters three items with upstream's fixed pseudo-random numbers. */
function breakPatterns(data: Sortable, a: number, b: number): void {
  const length = b - a;
  if (length < 8) return;
  let random = BigInt(length);
  const mask = (1n << BigInt(bitLength(length))) - 1n;
  const middle = a + Math.floor(length / 4) * 2;
  for (let at = middle - 1; at <= middle + 1; at++) {
    random ^= BigInt.asUintN(64, random << 13n);
    random ^= random >> 7n;
    random ^= BigInt.asUintN(64, random << 17n);
    const other = Number(random & mask);
    data.swap(at, a + (other >= length ? other - length : other));
  }
}

/** A pivot, and whether the range looks sorted; a range that looks descending is turned round first. */
function increasingPivot(data: Sortable, a: number, b: number): { at: number; sorted: boolean } {
  const { at, swaps } = choosePivot(data, a, b);
  if (swaps < mostPivotSwaps) return { at, sorted: swaps === 0 };
  for (let [i, j] = [a, b - 1]; i < j; i++, j--) data.swap(i, j);
  return { at: b - 1 - (at - a), sorted: true };
}

const shortestNinther = 50;
const mostPivotSwaps = 12;

/** The median of three, or the median of three medians in longer ranges. */
function choosePivot(data: Sortable, a: number, b: number): { at: number; swaps: number } {
  const quarter = Math.floor((b - a) / 4);
  let swaps = 0;
  const order = (i: number, j: number): [number, number] => {
    if (!data.less(j, i)) return [i, j];
    swaps++;
    return [j, i];
  };
  const median = (i: number, j: number, k: number): number => {
    const [low, middle] = order(i, j);
    const [next] = order(middle, k);
    return order(low, next)[1];
  };
  const candidates = [a + quarter, a + quarter * 2, a + quarter * 3];
  if (b - a >= shortestNinther) for (const [n, i] of candidates.entries()) candidates[n] = median(i - 1, i, i + 1);
  const [first = a, second = a, third = a] = candidates;
  return { at: median(first, second, third), swaps };
}
