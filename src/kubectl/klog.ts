/**
 * A line as kubectl's libraries log it: `E1121 14:10:37.303449       1 portforward.go:424] …`. A program's number is
 * not told: it stands as that of the first.
 * @upstream k8s.io/klog
 */
export function klogLine(severity: 'W' | 'E' | 'F', now: number, place: string, text: string): string {
  const [date = '', time = ''] = new Date(now).toISOString().replace('Z', '000').split('T');
  return `${severity}${date.slice(5).replace('-', '')} ${time} ${'1'.padStart(7)} ${place}] ${text}\n`;
}
