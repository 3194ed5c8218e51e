import { StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { qualifiedKind } from '../../apimachinery/meta';
import { formatTime } from '../../apimachinery/time';
import { names as requests } from '../../resources/certificates/certificatesigningrequest';
import type { FlagSpec, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { filenameFlags, printFlags } from '../common-flags';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, selectObjects } from '../resource/select';

/** What is decided of requests. */
export type CertificateDecision = {
  readonly type: 'Approved' | 'Denied';
  /** The decision that stands in the way. */
  readonly opposite: 'Approved' | 'Denied';
  readonly reason: string;
  readonly message: string;
  /** What is answered: `approved`. */
  readonly done: string;
};

/** The flags of approve and deny. */
export function certificateFlags(done: string): FlagSpec[] {
  const force: FlagSpec = { name: 'force', type: 'bool', usage: `Update the CSR even if it is already ${done}.` };
  return [...printFlags, ...filenameFlags, force];
}

/** So often a request that others write is tried again. */
const ATTEMPTS = 11;

/**
 * Approves or denies the requests that are named.
 * @upstream kubectl pkg/cmd/certificates/certificates.go modifyCertificateCondition
 */
export async function decideRequests(
  { flags, args }: Invocation,
  kubectl: Kubectl,
  decision: CertificateDecision,
): Promise<void> {
  const print = await printerFor(flags, kubectl);
  const files = manifestPaths(flags);
  if (args.length === 0 && files.length === 0) {
    throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const named = args.map((arg) => (arg.includes('/') ? arg : `${requests.plural}/${arg}`));
  const groups = files.length > 0 ? [named] : named.map((arg) => [arg]);
  const errors: unknown[] = [];
  let found = 0;
  for (const group of groups) {
    const selected = await selectObjects(kubectl, { args: group, files, recursive: flags.bool('recursive') });
    errors.push(...selected.errors);
    for (const info of selected.infos) {
      found++;
      try {
        await decide(info, decision, flags.bool('force'), kubectl);
        const answer = `${qualifiedKind(info.kind)}/${info.name} ${decision.done}\n`;
        kubectl.streams.out(print?.(info.object, info.kind) ?? answer);
      } catch (error) {
        errors.push(error);
      }
    }
  }
  if (found === 0 && errors.length === 0) kubectl.streams.out('No resources found\n');
  throwAll(errors);
}

async function decide({ kind, name }: Info, decision: CertificateDecision, force: boolean, kubectl: Kubectl) {
  if (kind.kind !== requests.kind || kind.group !== requests.group) {
    throw new CommandError(`can only handle ${requests.kind}.${requests.group} objects, got ${goKind(kind)}`);
  }
  for (let tried = 1; ; tried++) {
    try {
      return await writeDecision(name, decision, force, kubectl);
    } catch (error) {
      const isConflict = error instanceof StatusError && error.reason === 'Conflict';
      if (!isConflict || tried === ATTEMPTS) throw error;
    }
  }
}

function goKind({ group, kind }: Info['kind']): string {
  return group === '' ? kind : `${kind}.${group}`;
}

async function writeDecision(name: string, decision: CertificateDecision, force: boolean, { client, now }: Kubectl) {
  const csr = await client.get(requests, name);
  const { type, opposite, reason, message } = decision;
  const conditions = csr.status.conditions ?? [];
  for (const condition of conditions) {
    if (condition.type !== opposite) continue;
    throw new CommandError(`certificate signing request ${goQuote(name)} is already ${opposite}`);
  }
  const isDecided = conditions.some((condition) => condition.type === type);
  if (isDecided && !force) return;
  const added = { type, status: 'True', reason, message, lastUpdateTime: formatTime(now()), lastTransitionTime: null };
  const status = { ...csr.status, conditions: isDecided ? conditions : [...conditions, added] };
  await client.update(requests, { ...csr, status }, { subresource: 'approval' });
}
