const ipv4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** Whether a text is an IPv4 address in dotted notation. */
export function isIPv4(text: string): boolean {
  const match = ipv4.exec(text);
  return match?.slice(1).every((part) => Number(part) <= 255) ?? false;
}

/** Whether a text is an IPv6 address. */
export function isIPv6(text: string): boolean {
  return ipv6Groups(text) !== undefined;
}

/** The type of record that holds an address; undefined where the text is no address. */
export function addressType(text: string): 'A' | 'AAAA' | undefined {
  if (isIPv4(text)) return 'A';
  return isIPv6(text) ? 'AAAA' : undefined;
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}

/** The eight 16-bit groups of an IPv6 address. */
function ipv6Groups(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  return missing > 0 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Whether two texts are the same address, however an IPv6 address is shortened. */
export function sameAddress(left: string, right: string): boolean {
  if (left === right) return true;
  const groups = ipv6Groups(left);
  const others = ipv6Groups(right);
  return groups !== undefined && others !== undefined && groups.every((group, i) => group === others[i]);
}

/** The address as one label of a name: `172-17-0-5`, `5678-abcd--1`. */
export function dashedAddress(address: string): string {
  return address.replace(/[.:]/g, '-');
}

/** The address that a pod's label stands for. @upstream coredns plugin/kubernetes findPods */
export function undashedAddress(label: string): string | undefined {
  const isDotted = label.split('-').length === 4 && !label.includes('--');
  const address = label.replaceAll('-', isDotted ? '.' : ':');
  return addressType(address) === undefined ? undefined : address;
}

/** The name that is asked for an address' PTR record: `5.0.244.10.in-addr.arpa`; undefined where it is no address. */
export function reverseName(address: string): string | undefined {
  if (isIPv4(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const groups = ipv6Groups(address);
  if (groups === undefined) return undefined;
  const nibbles = groups.map((group) => group.toString(16).padStart(4, '0')).join('');
  return `${[...nibbles].reverse().join('.')}.ip6.arpa`;
}

/** The address of a name under in-addr.arpa or ip6.arpa; undefined for every other name. */
export function addressOfReverseName(name: string): string | undefined {
  const lower = name.toLowerCase();
  const dotted = /^(\d+\.\d+\.\d+\.\d+)\.in-addr\.arpa$/.exec(lower)?.[1];
  if (dotted !== undefined) {
    const address = dotted.split('.').reverse().join('.');
    return isIPv4(address) ? address : undefined;
  }
  const nibbles = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(lower)?.[1];
  const groups = nibbles?.replaceAll('.', '').split('').reverse().join('').match(/.{4}/g);
  return groups?.join(':');
}
