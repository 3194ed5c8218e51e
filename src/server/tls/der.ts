/** One value of ASN.1 in its distinguished encoding. @param contents bytes, or values inside */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(0x30, ...items);
export const setOf = (...items: readonly Uint8Array[]): Buffer => der(0x31, ...items);
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (...items: readonly Uint8Array[]): Buffer => der(0x04, ...items);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));

/** A positive integer, its most significant byte first. */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return der(0x02, Buffer.from(isNegative ? [0] : []), bytes);
}

/** @param unused how many bits at the end do not count */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.from([unused]), bytes);

/** A value with a tag of its context: one that holds others, or plain bytes. */
export const tagged = (number: number, ...items: readonly Uint8Array[]): Buffer => der(0xa0 | number, ...items);
export const taggedBytes = (number: number, bytes: Uint8Array): Buffer => der(0x80 | number, bytes);

/** @param text `1.2.840.10045.4.3.2` */
export function objectIdentifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

/** A moment before 2050. @param ms milliseconds since 1970 */
export function utcTime(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`));
}
