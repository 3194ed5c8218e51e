/** Whether a text is an IPv4 address in dotted form. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** An IPv4 range such as 10.96.0.0/12. */
export type Cidr = { readonly first: number; readonly size: number };

/** @param text `10.96.0.0/12` */
export function parseCidr(text: string): Cidr {
  const [ip = '', bits = '32'] = text.split('/');
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(toNumber(ip) / size) * size, size };
}

/** The nth address of a range. */
export function addressAt({ first }: Cidr, index: number): string {
  return toText(first + index);
}

/** The place of an address in a range; undefined outside it. */
export function indexOf({ first, size }: Cidr, ip: string): number | undefined {
  if (!isIPv4(ip)) return undefined;
  const index = toNumber(ip) - first;
  return index >= 0 && index < size ? index : undefined;
}
