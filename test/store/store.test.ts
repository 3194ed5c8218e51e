import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { memoryAdapter } from '../../src/store/adapters/memory';
import { type Change, type StateAdapter, type StateDocument, Store } from '../../src/store/store';

const pod = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' } });

/** A memory that counts what the store asks of it. */
function counted(): {
  adapter: StateAdapter;
  calls: string[];
  written: () => { document: StateDocument; changes: readonly Change[] }[];
} {
  const calls: string[] = [];
  const writes: { document: StateDocument; changes: readonly Change[] }[] = [];
  const inner = memoryAdapter();
  const adapter: StateAdapter = {
    ...inner,
    write: (document, changes) => {
      calls.push('write');
      writes.push({ document: structuredClone(document), changes });
      inner.write(document, changes);
    },
    lock: () => calls.push('lock'),
    unlock: () => calls.push('unlock'),
  };
  return { adapter, calls, written: () => writes };
}

describe('a transaction', () => {
  it('locks at the first write, writes once and unlocks', () => {
    const { adapter, calls } = counted();
    const store = new Store(adapter);
    expect(store.get('pods/default/a')).toBeUndefined();
    expect(calls).toEqual([]);
    store.put('pods/default/a', pod('a'));
    store.put('pods/default/b', pod('b'));
    expect(calls).toEqual(['lock']);
    store.commit();
    expect(calls).toEqual(['lock', 'write', 'unlock']);
  });

  it('that changed nothing writes nothing', () => {
    const { adapter, calls } = counted();
    const store = new Store(adapter);
    store.begin();
    store.delete('pods/default/none');
    store.commit();
    expect(calls).toEqual(['lock', 'unlock']);
  });

  it('tells the adapter each step under its version', () => {
    const { adapter, written } = counted();
    const store = new Store(adapter);
    store.put('pods/default/a', pod('a'));
    store.put('pods/default/a', pod('a'));
    store.delete('pods/default/a');
    store.commit();
    const steps = written()[0]?.changes.map(
      ({ type, version, object }) => `${version} ${type} ${object.metadata.resourceVersion}`,
    );
    expect(steps).toEqual(['1 ADDED 1', '2 MODIFIED 2', '3 DELETED 3']);
  });

  it('that is abandoned leaves no trace', () => {
    const adapter = memoryAdapter();
    const store = new Store(adapter);
    store.put('pods/default/a', pod('a'));
    store.commit();
    store.put('pods/default/b', pod('b'));
    store.setRecord('clock', 5);
    store.abandon();
    store.refresh();
    expect(store.range('pods/').map(({ metadata }) => metadata.name)).toEqual(['a']);
    expect([store.version, store.getRecord('clock')]).toEqual([1, undefined]);
  });

  it('whose write fails is forgotten and unlocked', () => {
    const { adapter, calls } = counted();
    const store = new Store({
      ...adapter,
      write: () => {
        throw new Error('disk full');
      },
    });
    store.put('pods/default/a', pod('a'));
    expect(() => store.commit()).toThrow('disk full');
    expect(calls).toEqual(['lock', 'unlock']);
    store.refresh();
    expect(store.get('pods/default/a')).toBeUndefined();
  });

  it('sees what another store has committed meanwhile', () => {
    const adapter = memoryAdapter();
    const [mine, theirs] = [new Store(adapter), new Store(adapter)];
    mine.refresh();
    theirs.put('pods/default/a', pod('a'));
    theirs.commit();
    mine.put('pods/default/b', pod('b'));
    expect(mine.range('pods/').map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(mine.version).toBe(2);
  });
});

describe('range', () => {
  it('answers by key, whatever the order of writing, and only below the prefix', () => {
    const store = new Store(memoryAdapter());
    store.range('');
    for (const key of ['pods/default/b', 'pods/other/a', 'podsx/default/a', 'pods/default/a']) store.put(key, pod(key));
    store.delete('pods/other/a');
    expect(store.range('pods/').map(({ metadata }) => metadata.name)).toEqual(['pods/default/a', 'pods/default/b']);
  });
});
