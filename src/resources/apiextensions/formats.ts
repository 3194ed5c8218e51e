import { isIPv4 } from '../../apimachinery/ip';

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: matches(/^\d{4}-\d\d-\d\d$/),
  'date-time': matches(/^\d{4}-\d\d-\d\d[tT ]\d\d:\d\d:\d\d(\.\d+)?([zZ]|[-+]\d\d:\d\d)$/),
  email: matches(/^[^\s@]+@[^\s@]+$/),
  hostname: matches(/^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$/),
  ipv4: isIPv4,
  ipv6: matches(/^(?=.*:.*:)[0-9a-fA-F:]+(\d+\.\d+\.\d+\.\d+)?$/),
  uuid: matches(/^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/),
};

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

/** Whether a text is of a schema's format; formats that are not known fit all. @upstream kube-openapi pkg/validation/strfmt */
export function isOfFormat(format: string | undefined, text: string): boolean {
  return formats[format ?? '']?.(text) ?? true;
}
