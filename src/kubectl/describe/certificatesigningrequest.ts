import { humanDuration } from '../../apimachinery/time';
import { type CertificateSigningRequest, requestStatus } from '../../resources/certificates/certificatesigningrequest';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { readRequestNames, tags } from './request-names';
import { formatRfc1123z } from './rfc1123z';
import { formatLabels } from './selectors';
import { type Writer, writeText } from './writer';

/** Names of a subject that there may be several of, by the last number of their object identifiers. */
const subjectLists: readonly (readonly [number, string])[] = [
  [10, 'Organization'],
  [11, 'Organizational Unit'],
  [6, 'Country'],
  [7, 'Locality'],
  [8, 'Province'],
  [9, 'StreetAddress'],
  [17, 'PostalCode'],
];

const alternativeLists: readonly (readonly [number, string])[] = [
  [tags.dns, 'DNS Names'],
  [tags.email, 'Email Addresses'],
  [tags.uri, 'URIs'],
  [tags.ip, 'IP Addresses'],
];

/** Describes a certificate signing request. @upstream describe.go describeCertificateSigningRequest */
export function describeCertificateSigningRequest(
  csr: CertificateSigningRequest,
  context: DescribeContext,
): Promise<string> {
  const { metadata, spec } = csr;
  const { subject, alternatives } = readRequestNames(spec.request);
  return writeText(async (w) => {
    w.line(0, 'Name:', metadata.name);
    w.line(0, 'Labels:', formatLabels(metadata.labels));
    w.line(0, 'Annotations:', formatLabels(metadata.annotations));
    w.line(0, 'CreationTimestamp:', formatRfc1123z(metadata.creationTimestamp));
    w.line(0, 'Requesting User:', spec.username ?? '');
    if (spec.signerName) w.line(0, 'Signer:', spec.signerName);
    if (spec.expirationSeconds !== undefined) {
      w.line(0, 'Requested Duration:', humanDuration(spec.expirationSeconds * 1000));
    }
    w.line(0, 'Status:', requestStatus(csr));
    w.line(0, 'Subject:');
    w.line(0, '', 'Common Name:', subject.get(3)?.at(-1) ?? '');
    w.line(0, '', 'Serial Number:', subject.get(5)?.at(-1) ?? '');
    writeLists(w, subject, subjectLists);
    if (alternatives.size > 0) w.line(0, 'Subject Alternative Names:');
    writeLists(w, alternatives, alternativeLists);
    await writeEventsAbout(w, csr, context);
  });
}

function writeLists(
  w: Writer,
  names: ReadonlyMap<number, string[]>,
  lists: readonly (readonly [number, string])[],
): void {
  for (const [key, title] of lists) {
    for (const [index, name] of (names.get(key) ?? []).entries()) {
      w.line(0, '', index === 0 ? `${title}:` : '', name);
    }
  }
}
