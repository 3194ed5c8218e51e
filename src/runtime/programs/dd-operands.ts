const units: { readonly [suffix: string]: number } = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  kB: 1000,
  k: 1024,
  K: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  GB: 1e9,
  G: 1024 ** 3,
  GiB: 1024 ** 3,
};

/** What `dd` is to do. */
export type Transfer = {
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly inSize: number;
  readonly outSize: number;
  /** In bytes. */
  readonly count: number | undefined;
  readonly skip: number;
  readonly seek: number;
  readonly conversions: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  readonly status: string;
};

/** What is wrong with a command line; `isUsage` where the program then explains itself. */
export type Mistake = { readonly mistake: string; readonly isUsage: boolean };

const names = [
  'if',
  'of',
  'bs',
  'ibs',
  'obs',
  'cbs',
  'count',
  'skip',
  'seek',
  'conv',
  'iflag',
  'oflag',
  'status',
  'iseek',
  'oseek',
];
const conversionNames = [
  'notrunc',
  'noerror',
  'sync',
  'fsync',
  'fdatasync',
  'ucase',
  'lcase',
  'swab',
  'excl',
  'nocreat',
  'sparse',
];
const busyboxConversions = ['notrunc', 'noerror', 'sync', 'fsync', 'swab'];
const sizeNames = ['bs', 'ibs', 'obs', 'count', 'skip', 'seek', 'iseek', 'oseek'];

/** `10`, `4k`, `1M`, `2x512`; undefined where it is none. */
function readSize(text: string, allowsProducts: boolean): number | undefined {
  const factors = allowsProducts ? text.split('x') : [text];
  let product = 1;
  for (const factor of factors) {
    const [, digits, suffix = ''] = /^(\d+)([a-zA-Z]*)$/.exec(factor) ?? [];
    const unit = Object.hasOwn(units, suffix) ? units[suffix] : undefined;
    if (digits === undefined || unit === undefined) return undefined;
    product *= Number(digits) * unit;
  }
  return product;
}

/** Reads `if=FILE of=FILE bs=N count=N skip=N seek=N conv=LIST status=none`. */
export function readTransfer(args: readonly string[], busybox: boolean): Transfer | Mistake {
  const values = new Map<string, string>();
  const sizes = new Map<string, number>();
  for (const arg of args) {
    const at = arg.indexOf('=');
    const name = arg.slice(0, Math.max(0, at));
    if (!names.includes(name)) return { mistake: `unrecognized operand '${arg}'`, isUsage: true };
    const value = arg.slice(at + 1);
    values.set(name, value);
    if (!sizeNames.includes(name)) continue;
    const size = readSize(value, !busybox);
    if (size === undefined || (size === 0 && name.endsWith('bs'))) {
      const range = size === 0 ? `number ${value} is not in 1..9223372036854775807 range` : `invalid number '${value}'`;
      return { mistake: busybox ? range : `invalid number: '${value}'`, isUsage: false };
    }
    sizes.set(name, size);
  }
  const listOf = (name: string): string[] => values.get(name)?.split(',') ?? [];
  const wrong = listOf('conv').find((one) => !(busybox ? busyboxConversions : conversionNames).includes(one));
  if (wrong !== undefined) {
    return busybox
      ? { mistake: `invalid argument '${wrong}' to 'conv'`, isUsage: false }
      : { mistake: `invalid conversion: '${wrong}'`, isUsage: true };
  }
  const flags = new Set([...listOf('iflag'), ...listOf('oflag')]);
  const inSize = sizes.get('bs') ?? sizes.get('ibs') ?? 512;
  const outSize = sizes.get('bs') ?? sizes.get('obs') ?? 512;
  const inBytes = (name: string, size: number): number | undefined => {
    const number = sizes.get(name);
    const isBytes = flags.has(`${name}_bytes`) || (!busybox && /B$/.test(values.get(name) ?? ''));
    return number === undefined ? undefined : number * (isBytes ? 1 : size);
  };
  return {
    input: values.get('if'),
    output: values.get('of'),
    inSize,
    outSize,
    count: inBytes('count', inSize),
    skip: inBytes('skip', inSize) ?? inBytes('iseek', inSize) ?? 0,
    seek: inBytes('seek', outSize) ?? inBytes('oseek', outSize) ?? 0,
    conversions: new Set(listOf('conv')),
    flags,
    status: values.get('status') ?? '',
  };
}
