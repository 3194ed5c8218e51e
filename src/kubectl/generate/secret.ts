import { encodeBytes } from '../../apimachinery/base64';
import { goQuote } from '../../apimachinery/go-value';
import { compareText, type JsonObject } from '../../apimachinery/json';
import { configMapKeyProblems } from '../../apimachinery/names';
import { CommandError } from '../command-error';
import type { AddKey } from './key-values';
import { nameHash } from './name-hash';

/** The values of a Secret that is being made, by their keys. */
export type SecretData = Map<string, Uint8Array>;

/** Puts keys into a Secret. @upstream kubectl pkg/cmd/create addKeyFromLiteralToSecret */
export function secretAdder(data: SecretData): AddKey {
  return (key, value) => {
    const problems = configMapKeyProblems(key);
    if (problems.length > 0) {
      throw new CommandError(`${goQuote(key)} is not valid key name for a Secret ${problems.join(';')}`);
    }
    if (data.has(key)) throw new CommandError(`cannot add key ${key}, another key by that name already exists`);
    data.set(key, value);
  };
}

/** The Secret of these values. */
export async function generateSecret(
  name: string,
  type: string,
  data: SecretData,
  appendHash: boolean,
): Promise<JsonObject> {
  const encoded = sortedData(data, encodeBytes);
  const hash = appendHash ? await nameHash({ data: encoded, kind: 'Secret', name, type }) : '';
  return {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: appendHash ? `${name}-${hash}` : name, creationTimestamp: null },
    data: data.size > 0 ? encoded : undefined,
    type: type || undefined,
  };
}

/** Values by key, in the order of the keys. */
export function sortedData<T>(data: ReadonlyMap<string, T>, encode: (value: T) => string): JsonObject {
  const entries = [...data].sort(([left], [right]) => compareText(left, right));
  return Object.fromEntries(entries.map(([key, value]) => [key, encode(value)]));
}
