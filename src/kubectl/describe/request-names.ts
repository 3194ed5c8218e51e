import { decodeBase64 } from '../../apimachinery/base64';
import { CommandError } from '../command-error';
import { DerError, type DerValue, readDer, readSequence, valuesIn } from '../generate/der';
import { pemBlocks } from '../generate/pem';

/** Whom a certificate is asked for: names by what they are, each as often as it is there. */
export type RequestNames = {
  /** Of the subject, by the last number of their object identifiers: 3 is the common name. */
  readonly subject: ReadonlyMap<number, string[]>;
  /** The other names, by the tags of their types. */
  readonly alternatives: ReadonlyMap<number, string[]>;
};

/** Tags of DER that are not universal, and those of subjectAltName's types. @upstream RFC 2986, RFC 5280 */
export const tags = { attributes: 0xa0, email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;

/** 1.2.840.113549.1.9.14 and 2.5.29.17, as they stand in DER. */
const EXTENSION_REQUEST = '2a864886f70d01090e';
const SUBJECT_ALT_NAME = '551d11';
/** 2.5.4: what the attributes of a subject begin with. */
const ATTRIBUTE = '5504';

/** The names in a certificate request. @param request base64 of PEM @throws CommandError where it cannot be read */
export function readRequestNames(request: string): RequestNames {
  const block = pemBlocks(decodeBase64(request)).find(({ type }) => type === 'CERTIFICATE REQUEST');
  if (block === undefined) throw new CommandError('Error parsing CSR: PEM block type must be CERTIFICATE REQUEST');
  try {
    const [info] = readSequence(block.der);
    const [, subject, , attributes] = valuesIn(info);
    return { subject: subjectNames(subject), alternatives: alternativeNames(attributes) };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new CommandError(`Error parsing CSR: asn1: syntax error: ${error.message}`);
  }
}

function subjectNames(subject: DerValue | undefined): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const { content } of valuesIn(subject)) {
    for (const attribute of readDer(content)) {
      const [type, value] = valuesIn(attribute);
      if (type === undefined || value === undefined || !hex(type).startsWith(ATTRIBUTE)) continue;
      add(names, type.content[2] ?? 0, text(value));
    }
  }
  return names;
}

function alternativeNames(attributes: DerValue | undefined): Map<number, string[]> {
  const names = new Map<number, string[]>();
  if (attributes?.tag !== tags.attributes) return names;
  for (const extension of extensionsIn(attributes)) {
    const [type, ...rest] = valuesIn(extension);
    const value = rest.at(-1);
    if (type === undefined || value === undefined || hex(type) !== SUBJECT_ALT_NAME) continue;
    for (const name of readSequence(value.content)) {
      add(names, name.tag, name.tag === tags.ip ? addressText(name.content) : text(name));
    }
  }
  return names;
}

function extensionsIn(attributes: DerValue): DerValue[] {
  return readDer(attributes.content).flatMap((attribute) => {
    const [type, values] = valuesIn(attribute);
    if (type === undefined || values === undefined || hex(type) !== EXTENSION_REQUEST) return [];
    return readSequence(values.content);
  });
}

function add(names: Map<number, string[]>, key: number, name: string): void {
  names.set(key, [...(names.get(key) ?? []), name]);
}

function hex({ content }: DerValue): string {
  return Array.from(content, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function text({ content }: DerValue): string {
  return new TextDecoder().decode(content);
}

/** @upstream Go net IP.String */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: bytes.length / 2 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  const zeros = words.join(':').match(/\b0(:0)+\b/g) ?? [];
  const longest = zeros.reduce((one, other) => (other.length > one.length ? other : one), '');
  if (longest === '') return words.join(':');
  return words
    .join(':')
    .replace(longest, ':')
    .replace(/^:(?!:)|(?<!:):$/g, '::')
    .replace(/:{3,}/, '::');
}
