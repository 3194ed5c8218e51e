/** Random choices, handed in: the same seed gives the same choices. */
export type Random = {
  /** An integer of at least 0 and below `limit`. */
  readonly below: (limit: number) => number;
};

const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789';

/** Letters and digits that cannot spell words. @upstream apimachinery util/rand String */
export function randomSuffix(random: Random, length = 5): string {
  return Array.from({ length }, () => SUFFIX[random.below(SUFFIX.length)]).join('');
}

/** A text of digits in upstream's safe alphabet. @upstream apimachinery util/rand SafeEncodeString */
export function safeEncode(text: string): string {
  return Array.from(text, (character) => SUFFIX[character.charCodeAt(0) % SUFFIX.length]).join('');
}

/** A version 4 UUID. */
export function randomUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random.below(16));
  digits[12] = 4;
  digits[16] = 8 + ((digits[16] ?? 0) % 4);
  const hex = digits.map((digit) => digit.toString(16)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
