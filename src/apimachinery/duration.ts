const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const whole = new RegExp(`^[-+]?(${part.source})+$`);

/**
 * A duration as Go writes them: `300ms`, `1h30m`, `-1.5s`, `0`.
 * @returns milliseconds; undefined for what is none
 * @upstream Go time.ParseDuration
 */
export function parseDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  if (!whole.test(text)) return undefined;
  const size = [...text.matchAll(part)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return text.startsWith('-') ? -size : size;
}
