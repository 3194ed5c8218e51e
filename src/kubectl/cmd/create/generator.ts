import { StatusError } from '../../../apimachinery/errors';
import type { JsonObject } from '../../../apimachinery/json';
import { type Kind, type KubeObject, qualifiedKind } from '../../../apimachinery/meta';
import type { CommandSpec, FlagSpec, Flags, Invocation } from '../../command';
import { CommandError, UsageError } from '../../command-error';
import { dryRunFlag, fieldManagerFlag, printFlags, validateFlag } from '../../common-flags';
import { type DryRun, dryRunOf, dryRunSuffix, validationOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { withGenerated } from '../../last-applied';
import { printerFor } from '../../printers/printer';
import { asTyped } from '../../typed/as-typed';
import { writeOptions } from '../../write-options';

/** A command that makes one object out of its name and its flags: `create configmap NAME --from-literal=…`. */
export type Generator = {
  /** As it is typed: `create configmap`. */
  readonly name: string;
  readonly usage: string;
  readonly examples: readonly string[];
  /** Beside those that all of them have. */
  readonly flags: readonly FlagSpec[];
  /** Flags that must be typed, sorted. */
  readonly required?: readonly string[];
  /** Where --save-config is taken and never read. */
  readonly ignoresSaveConfig?: boolean;
  readonly kind: Kind;
  /** What stands before the server's refusal: `failed to create deployment: `; without it, it is told as it is. */
  readonly failure?: string;
  /**
   * The object, with its fields in the order of Go's structs, `creationTimestamp: null` and an empty status where the
   * struct has one included. The namespace and the annotation of --save-config are put in by the command.
   * @throws CommandError, UsageError
   */
  readonly generate: (name: string, invocation: Invocation, kubectl: Kubectl) => JsonObject | Promise<JsonObject>;
};

/** The command of a generator. @upstream kubectl pkg/cmd/create */
export function generatorCommand(generator: Generator): CommandSpec {
  const { name, usage, examples, flags, required = [], failure } = generator;
  return {
    name,
    usage,
    examples,
    flags: [
      ...printFlags,
      dryRunFlag,
      validateFlag,
      fieldManagerFlag('kubectl-create'),
      { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
      ...flags,
    ],
    async run(invocation, kubectl) {
      requireFlags(required, invocation.flags);
      try {
        await run(generator, invocation, kubectl);
      } catch (error) {
        if (failure === undefined || !(error instanceof StatusError)) throw error;
        throw new CommandError(`${failure}${error.message}`);
      }
    },
  };
}

/** @upstream spf13/cobra ValidateRequiredFlags */
function requireFlags(required: readonly string[], flags: Flags): void {
  const missing = required.filter((name) => !flags.has(name)).map((name) => JSON.stringify(name));
  if (missing.length > 0) throw new CommandError(`required flag(s) ${missing.join(', ')} not set`);
}

async function run(generator: Generator, invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const { kind, ignoresSaveConfig = false } = generator;
  const name = nameOf(generator, invocation);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  validationOf(flags);
  const generated = placed(await generator.generate(name, invocation, kubectl), kind.namespaced, kubectl);
  const isSaved = flags.bool('save-config') && !ignoresSaveConfig;
  const planned = (isSaved ? withGenerated(generated as KubeObject) : generated) as KubeObject;
  const created = dryRun === 'client' ? planned : await submit(kind, planned, dryRun, flags, kubectl);
  const answer = `${qualifiedKind(kind)}/${created.metadata.name} created${dryRunSuffix(dryRun)}\n`;
  kubectl.streams.out(print?.(created, kind, true) ?? answer);
}

/** @upstream kubectl pkg/cmd/create NameFromCommandArgs */
function nameOf({ name }: Generator, { args, dashAt }: Invocation): string {
  const words = args.slice(0, dashAt ?? args.length);
  const [only] = words;
  if (only !== undefined && words.length === 1) return only;
  throw new UsageError(`exactly one NAME is required, got ${words.length}`, name);
}

/** A namespace is written down only where it was asked for. @upstream EnforceNamespace */
function placed(object: JsonObject, isNamespaced: boolean, { namespace, isNamespaceGiven }: Kubectl): JsonObject {
  if (!isNamespaced || !isNamespaceGiven) return object;
  const { name, ...metadata } = object.metadata as JsonObject;
  return { ...object, metadata: { name, namespace, ...metadata } };
}

/** The object as the server made it, as kubectl's own types hold it. */
async function submit(
  kind: Kind,
  planned: KubeObject,
  dryRun: DryRun,
  flags: Flags,
  kubectl: Kubectl,
): Promise<KubeObject> {
  const { creationTimestamp: _, ...metadata } = planned.metadata;
  const options = {
    ...writeOptions(kubectl, flags, dryRun, kind.namespaced ? kubectl.namespace : undefined),
    fieldValidation: validationOf(flags),
  };
  return asTyped(await kubectl.client.create<KubeObject>(kind, { ...planned, metadata }, options));
}
