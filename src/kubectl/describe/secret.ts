import { decodeBase64 } from '../../apimachinery/base64';
import { compareText } from '../../apimachinery/json';
import type { Secret } from '../../resources/core/secret';
import { base64Length } from './base64';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { writeText } from './writer';

const tokenType = 'kubernetes.io/service-account-token';

function valueText(key: string, value: string, { type }: Secret): string {
  return key === 'token' && type === tokenType ? decodeBase64(value) : `${base64Length(value)} bytes`;
}

/** Describes a Secret: sizes, not contents, but for a service account's token. @upstream describe.go describeSecret */
export function describeSecret(secret: Secret): Promise<string> {
  return writeText((w) => {
    writeName(w, secret);
    writeLabelsAndAnnotations(w, secret);
    w.write(0, `\nType:\t${secret.type ?? ''}\n`);
    w.write(0, '\nData\n====\n');
    // Sorted: upstream walks a Go map, whose order is random.
    const entries = Object.entries(secret.data ?? {}).sort(([left], [right]) => compareText(left, right));
    for (const [key, value] of entries) w.line(0, `${key}:`, valueText(key, value, secret));
  });
}
