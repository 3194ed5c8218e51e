import { canonicalJson } from '../../apimachinery/hash';
import type { JsonObject } from '../../apimachinery/json';
import { goEscapes } from '../go-json';
import { hexOf } from './bytes';

/** Digits that would spell words are others. */
const consonants: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/**
 * What --append-hash puts behind a name: ten characters that tell what is in the ConfigMap or Secret.
 * @upstream kubectl pkg/util/hash
 */
export async function nameHash(content: JsonObject): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(goEscapes(canonicalJson(content))));
  const hex = hexOf(new Uint8Array(digest)).slice(0, 10);
  return hex.replace(/[013ae]/g, (digit) => consonants[digit] ?? digit);
}
