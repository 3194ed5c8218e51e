import { StatusError } from '../../apimachinery/errors';
import { type Secret, names as secrets } from '../../resources/core/secret';
import type { ServiceAccount } from '../../resources/core/serviceaccount';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { type Writer, writeText } from './writer';

/** Undefined where they cannot be listed: then nothing is called missing. */
async function secretsIn(namespace: string | undefined, { client }: DescribeContext): Promise<Secret[] | undefined> {
  try {
    return (await client.list(secrets, { namespace })).items;
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function isTokenOf({ type, metadata }: Secret, account: ServiceAccount): boolean {
  const { annotations } = metadata;
  return (
    type === 'kubernetes.io/service-account-token' &&
    annotations?.['kubernetes.io/service-account.name'] === account.metadata.name &&
    annotations['kubernetes.io/service-account.uid'] === account.metadata.uid
  );
}

function writeSecrets(w: Writer, title: string, texts: readonly string[]): void {
  // Upstream pads these titles itself, so that the longest sets the column.
  const header = title.padEnd('Image pull secrets:'.length);
  if (texts.length === 0) w.line(0, header, '<none>');
  for (const [index, text] of texts.entries()) w.line(0, index === 0 ? header : ' '.repeat(header.length), text);
}

/** Describes a ServiceAccount. @upstream describe.go describeServiceAccount */
export function describeServiceAccount(account: ServiceAccount, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    const existing = await secretsIn(account.metadata.namespace, context);
    const known = existing && new Set(existing.map(({ metadata }) => metadata.name));
    const text = ({ name = '' }: { name?: string }) => (known && !known.has(name) ? `${name} (not found)` : name);
    const tokens = (existing ?? []).filter((secret) => isTokenOf(secret, account));
    writeName(w, account);
    writeLabelsAndAnnotations(w, account);
    writeSecrets(w, 'Image pull secrets:', (account.imagePullSecrets ?? []).map(text));
    writeSecrets(w, 'Mountable secrets:', (account.secrets ?? []).map(text));
    writeSecrets(
      w,
      'Tokens:',
      tokens.map(({ metadata }) => metadata.name),
    );
    await writeEventsAbout(w, account, context);
  });
}
