import { decodeBase64, decodeBytes } from '../../apimachinery/base64';
import { type FieldError, invalidValue, required } from '../../apimachinery/errors';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age, humanDuration } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

/** @upstream k8s.io/api/certificates/v1 CertificateSigningRequestCondition */
export type CertificateSigningRequestCondition = {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastUpdateTime?: string | null;
  lastTransitionTime?: string | null;
};

export type CertificateSigningRequest = {
  apiVersion: 'certificates.k8s.io/v1';
  kind: 'CertificateSigningRequest';
  metadata: ObjectMeta;
  spec: {
    /** Base64 of a request in PEM. */
    request: string;
    signerName: string;
    expirationSeconds?: number;
    usages?: string[];
    username?: string;
    uid?: string;
    groups?: string[];
    extra?: { [key: string]: string[] };
  };
  status: { conditions?: CertificateSigningRequestCondition[]; certificate?: string };
};

export const names: Kind<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  categories: [],
  namespaced: false,
};

export const strategy: Strategy<CertificateSigningRequest> = {
  prepareForCreate(csr) {
    csr.status = {};
  },
  prepareForUpdate(csr, old) {
    csr.spec = old.spec;
    csr.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
  selectableFields: ['spec.signerName'],
};

/** Shorter than this no certificate lives, in seconds. */
const SHORTEST = 600;

/** @upstream pkg/apis/certificates/validation/validation.go validateCertificateSigningRequest */
function validateSpec({
  request,
  signerName,
  expirationSeconds,
  usages,
}: CertificateSigningRequest['spec']): FieldError[] {
  const errors: FieldError[] = [];
  if (!isPemRequest(request)) {
    const detail = 'PEM block type must be CERTIFICATE REQUEST';
    errors.push({ ...invalidValue('spec.request', null, detail), valueText: goBytes(request) });
  }
  if (!usages?.length) errors.push(required('spec.usages'));
  if (!signerName) errors.push(required('spec.signerName'));
  if (expirationSeconds !== undefined && expirationSeconds < SHORTEST) {
    const detail = `may not specify a duration less than ${SHORTEST} seconds (10 minutes)`;
    errors.push(invalidValue('spec.expirationSeconds', expirationSeconds, detail));
  }
  return errors;
}

function isPemRequest(request = ''): boolean {
  return decodeBase64(request).includes('-----BEGIN CERTIFICATE REQUEST-----');
}

/** Bytes as Go prints them: `[]byte{0x61, 0x62}`. */
function goBytes(request = ''): string {
  const bytes = [...decodeBytes(request)].map((byte) => `0x${byte.toString(16)}`);
  return bytes.length === 0 ? '[]byte(nil)' : `[]byte{${bytes.join(', ')}}`;
}

/** `Approved,Issued`. @upstream printers.go extractCSRStatus */
export function requestStatus({ status }: Pick<CertificateSigningRequest, 'status'>): string {
  const types = new Set((status.conditions ?? []).map(({ type }) => type));
  const decision = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending';
  const parts = [decision, ...(types.has('Failed') ? ['Failed'] : []), ...(status.certificate ? ['Issued'] : [])];
  return parts.join(',');
}

/** @upstream printers.go printCertificateSigningRequest */
export const columns: readonly Column<CertificateSigningRequest>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'SignerName', cell: ({ spec }) => spec.signerName || '<none>' },
  { name: 'Requestor', cell: ({ spec }) => spec.username ?? '' },
  {
    name: 'RequestedDuration',
    cell: ({ spec: { expirationSeconds } }) =>
      expirationSeconds === undefined ? '<none>' : humanDuration(expirationSeconds * 1000),
  },
  { name: 'Condition', cell: (csr) => requestStatus(csr) },
];

/** Nothing signs: what is approved is never issued. */
export const notSimulated = ['spec.signerName', 'spec.usages'];
