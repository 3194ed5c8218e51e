import { describe, expect, it } from 'vitest';
import { StatusError } from '../../../src/apimachinery/errors';
import type { Client } from '../../../src/client/client';
import { type Removal, removePods } from '../../../src/kubectl/drain/remove-pods';
import type { Kubectl } from '../../../src/kubectl/kubectl';
import type { Pod } from '../../../src/resources/core/pod-types';

const pod = (name: string, deletionTimestamp?: string): Pod =>
  ({ metadata: { name, namespace: 'default', uid: name, deletionTimestamp }, spec: {}, status: {} }) as unknown as Pod;

const usual: Removal = { node: 'n', evicts: true, timeout: 0, skipAfter: 0, isDryRun: false };

const over = AbortSignal.abort();
const never = new AbortController().signal;

/** A server whose pods stay, and where waiting takes no time: signals end at once, or never. */
function world(client: Partial<Client>, options: { isSettled?: boolean; after?: (ms: number) => AbortSignal } = {}) {
  const told: string[] = [];
  const tell = (text: string): void => void told.push(text);
  const kubectl = {
    isSettled: options.isSettled ?? false,
    now: () => Date.parse('2025-06-01T12:00:00Z'),
    commit: () => {},
    together: <T>(requests: () => Promise<T>) => requests(),
    streams: { out: tell, err: tell, flush: () => {}, interrupted: never, after: options.after ?? (() => over) },
    client: {
      list: async () => ({ items: [pod('a')], resourceVersion: '1' }),
      watch: async function* () {},
      create: async () => ({}),
      delete: async () => ({}),
      ...client,
    },
  } as unknown as Kubectl;
  return { kubectl, told };
}

const refusal = new StatusError('TooManyRequests', 'no');

describe('pods are removed', () => {
  it('by eviction, and each is told of when it is gone', async () => {
    const { kubectl, told } = world({ list: async () => ({ items: [], resourceVersion: '1' }) as never });
    await removePods([pod('a'), pod('b')], usual, kubectl);
    expect(told).toEqual([
      'evicting pod default/a\n',
      'evicting pod default/b\n',
      'pod/a evicted\n',
      'pod/b evicted\n',
    ]);
  });

  it('by deletion', async () => {
    const { kubectl, told } = world({}, { isSettled: true });
    await removePods([pod('a')], { ...usual, evicts: false }, kubectl);
    expect(told).toEqual(['pod/a deleted\n']);
  });

  it('by asking again after a refusal', async () => {
    let asked = 0;
    const create = async () => {
      if (asked++ === 0) throw refusal;
      return {} as never;
    };
    const { kubectl, told } = world({ create }, { isSettled: true });
    await removePods([pod('a')], usual, kubectl);
    expect(told).toEqual([
      'evicting pod default/a\n',
      'error when evicting pods/"a" -n "default" (will retry after 5s): no\n',
      'evicting pod default/a\n',
      'pod/a evicted\n',
    ]);
  });

  it('not at all in a dry run', async () => {
    const { kubectl, told } = world({});
    await removePods([pod('a')], { ...usual, isDryRun: true }, kubectl);
    expect(told).toEqual(['evicting pod default/a (server dry run)\n']);
  });
});

describe('what keeps a pod is told', () => {
  it('where the time is up while an evicted pod goes', async () => {
    const deadline = new AbortController();
    const create = async () => {
      deadline.abort();
      return {} as never;
    };
    const { kubectl } = world({ create }, { after: () => deadline.signal });
    await expect(removePods([pod('a')], { ...usual, timeout: 2000 }, kubectl)).rejects.toThrow(
      'error when waiting for pod "a" in namespace "default" to terminate: context deadline exceeded',
    );
  });

  it('where the time is up before an eviction is asked for', async () => {
    const { kubectl } = world({});
    await expect(removePods([pod('a')], { ...usual, timeout: 2000 }, kubectl)).rejects.toThrow(
      'error when evicting pods/"a" -n "default": global timeout reached: 2s',
    );
  });

  it('where the time is up while a deleted pod goes', async () => {
    const { kubectl } = world({});
    const removal = { ...usual, timeout: 2000, evicts: false };
    await expect(removePods([pod('a')], removal, kubectl)).rejects.toThrow('context deadline exceeded');
  });

  it('where the server refuses for other reasons', async () => {
    const { kubectl } = world({ create: () => Promise.reject(new Error('broken')) });
    await expect(removePods([pod('a')], usual, kubectl)).rejects.toThrow(
      'error when evicting pods/"a" -n "default": broken',
    );
  });

  it('unless it has been going away for long', async () => {
    const items = [pod('a', '2025-06-01T11:59:50Z')];
    const { kubectl, told } = world({ list: async () => ({ items, resourceVersion: '1' }) as never });
    await removePods(items, { ...usual, skipAfter: 5 }, kubectl);
    expect(told.at(-1)).toBe('pod "a" has DeletionTimestamp older than 5 seconds, skipping\n');
  });
});
