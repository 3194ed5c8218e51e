import { fnv32a } from '../apimachinery/hash';
import type { Random } from '../apimachinery/random';
import type { Store } from '../store/store';

const RECORD = 'random';

/** A state of 32 bits made of any seed. */
export function seedState(seed: string): number {
  return fnv32a(seed);
}

/**
 * Random choices whose state is kept with the cluster: the same seed and the same commands give the same bytes.
 * The generator is Mulberry32.
 */
export function createRandom(store: Store): Random {
  return {
    below(limit) {
      const state = ((Number(store.getRecord(RECORD) ?? 0) | 0) + 0x6d2b79f5) | 0;
      // What was chosen for an object that is refused leaves no trace.
      store.setRecord(RECORD, state >>> 0, false);
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}

/** Starts the choices anew. */
export function seedRandom(store: Store, seed: string): void {
  store.setRecord(RECORD, seedState(seed));
}
