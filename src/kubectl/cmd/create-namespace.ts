import type { JsonObject } from '../../apimachinery/json';
import { type Namespace, names as namespaces } from '../../resources/core/namespace';
import type { CommandSpec, Invocation } from '../command';
import { UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, printFlags, validateFlag } from '../common-flags';
import { dryRunOf, dryRunSuffix, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { printerFor } from '../printers/printer';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'create namespace',
  usage: 'NAME [--dry-run=server|client|none]',
  examples: ['create namespace dev'],
  flags: [
    ...printFlags,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-create'),
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name] = args;
  if (name === undefined || args.length > 1) {
    throw new UsageError(`exactly one NAME is required, got ${args.length}`, 'create namespace');
  }
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} };
  const planned = {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    spec: {},
    status: {},
  };
  const options = { ...writeOptions(kubectl, flags, dryRun), fieldValidation: validationOf(flags) };
  const created = dryRun === 'client' ? planned : typed(await kubectl.client.create(namespaces, namespace, options));
  kubectl.streams.out(print?.(created, namespaces, true) ?? `namespace/${name} created${dryRunSuffix(dryRun)}\n`);
}

/** The fields of metadata in their struct's order. @upstream apimachinery meta/v1 ObjectMeta */
const metadataFields = ['name', 'uid', 'resourceVersion', 'creationTimestamp', 'labels', 'annotations'] as const;

/** An object with its fields in the order of Go's struct. */
function typed({ kind, apiVersion, metadata, spec, status }: Namespace): JsonObject {
  const ordered = Object.fromEntries(metadataFields.map((field) => [field, metadata[field]]));
  return { kind, apiVersion, metadata: { ...ordered, ...metadata }, spec, status };
}
