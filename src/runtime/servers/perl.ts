import type { ServerSpec } from './server';

/** The digits of pi, by Machin's formula. */
function pi(digits: number): string {
  const scale = 10n ** BigInt(digits + 10);
  const arctangent = (inverse: bigint): bigint => {
    let term = scale / inverse;
    let sum = term;
    for (let odd = 3n, sign = -1n; term !== 0n; odd += 2n, sign = -sign) {
      term /= inverse * inverse;
      sum += (sign * term) / odd;
    }
    return sum;
  };
  const value = 4n * (4n * arctangent(5n) - arctangent(239n));
  const rounded = (value + 5n * 10n ** 10n) / 10n ** 11n;
  const text = String(rounded);
  return `${text[0]}.${text.slice(1)}`;
}

const MOST_DIGITS = 10_000;

function digitsOf(argv: readonly string[]): number | undefined {
  const [, digits] = /^print bpi\((\d+)\);?$/.exec(argv.at(-1)?.trim() ?? '') ?? [];
  return digits === undefined || !argv.includes('-Mbignum=bpi') ? undefined : Math.min(Number(digits), MOST_DIGITS);
}

/** perl, as far as the documentation's Job uses it: `perl -Mbignum=bpi -wle 'print bpi(2000)'`. */
export const perl: ServerSpec = {
  starts: (argv) => digitsOf(argv) !== undefined,
  ports: () => [],
  problem({ argv }) {
    const digits = digitsOf(argv);
    return digits === undefined ? undefined : { log: `${pi(digits)}\n`, exitCode: 0 };
  },
};
