/**
 * A duration as Go prints it: `1h0m0s`, `1m30s`, `2.5s`, `300ms`.
 * @param milliseconds whole ones
 * @upstream Go time.Duration.String
 */
export function goDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '-' : '';
  if (size < 1000) return `${sign}${size}ms`;
  const minutes = Math.floor(size / 60_000);
  const seconds = `${(size % 60_000) / 1000}s`;
  if (minutes === 0) return sign + seconds;
  return `${sign}${minutes < 60 ? '' : `${Math.floor(minutes / 60)}h`}${minutes % 60}m${seconds}`;
}
