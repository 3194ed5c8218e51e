import { isObject, type Json, type JsonObject } from '../../../apimachinery/json';
import { type Kind, type KubeObject, qualifiedKind } from '../../../apimachinery/meta';
import type { CommandSpec, FlagSpec, Invocation } from '../../command';
import { CommandError, UsageError } from '../../command-error';
import { dryRunFlag, fieldManagerFlag, printFlags, validateFlag } from '../../common-flags';
import { dryRunOf, dryRunSuffix, validationOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { withGenerated } from '../../last-applied';
import { printerFor } from '../../printers/printer';
import { writeOptions } from '../../write-options';

/** A command that makes one object out of its name and its flags: `create configmap NAME --from-literal=…`. */
export type Generator = {
  /** As it is typed: `create configmap`. */
  readonly name: string;
  readonly usage: string;
  readonly examples: readonly string[];
  /** Beside those that all of them have. */
  readonly flags: readonly FlagSpec[];
  readonly kind: Pick<Kind, 'group' | 'version' | 'kind' | 'plural' | 'namespaced'>;
  /**
   * The object, with its fields in the order of Go's structs, `creationTimestamp: null` and an empty status where the
   * struct has one included. The namespace and the annotation of --save-config are put in by the command.
   * @throws CommandError, UsageError
   */
  readonly generate: (name: string, invocation: Invocation, kubectl: Kubectl) => JsonObject | Promise<JsonObject>;
};

/** The command of a generator. @upstream kubectl pkg/cmd/create */
export function generatorCommand(generator: Generator): CommandSpec {
  return {
    name: generator.name,
    usage: generator.usage,
    examples: generator.examples,
    flags: [
      ...printFlags,
      dryRunFlag,
      validateFlag,
      fieldManagerFlag('kubectl-create'),
      { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
      ...generator.flags,
    ],
    run: (invocation, kubectl) => run(generator, invocation, kubectl),
  };
}

async function run(generator: Generator, invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags } = invocation;
  const { kind } = generator;
  const name = nameOf(generator, invocation);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const generated = placed(await generator.generate(name, invocation, kubectl), kind.namespaced, kubectl);
  const planned = flags.bool('save-config') ? withGenerated(generated as KubeObject) : generated;
  const created = dryRun === 'client' ? planned : await submit(generator, planned, invocation, kubectl);
  const { metadata } = created as KubeObject;
  const answer = `${qualifiedKind(kind)}/${metadata.name} created${dryRunSuffix(dryRun)}\n`;
  kubectl.streams.out(print?.(created, kind as Kind, true) ?? answer);
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

async function submit(
  { kind }: Generator,
  planned: JsonObject,
  { flags }: Invocation,
  kubectl: Kubectl,
): Promise<JsonObject> {
  const held = (await kubectl.client.kinds()).find(
    ({ group, version, plural }) => group === kind.group && version === kind.version && plural === kind.plural,
  );
  if (held === undefined) throw new CommandError(`the server doesn't have a resource type "${kind.plural}"`);
  const { creationTimestamp: _, ...metadata } = planned.metadata as JsonObject;
  const dryRun = dryRunOf(flags, () => {});
  const options = {
    ...writeOptions(kubectl, flags, dryRun, kind.namespaced ? kubectl.namespace : undefined),
    fieldValidation: validationOf(flags),
  };
  const created = await kubectl.client.create<KubeObject>(held, { ...planned, metadata } as KubeObject, options);
  return ordered(created, planned) as JsonObject;
}

/** The fields of metadata in their struct's order. @upstream apimachinery meta/v1 ObjectMeta */
const metadataOrder = Object.fromEntries(
  ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'labels', 'annotations'].map(
    (field) => [field, null],
  ),
);

/** What the server answers, with its fields in the order of what was sent. */
function ordered(created: Json, planned: Json | undefined): Json {
  if (Array.isArray(created)) {
    return created.map((item, index) => ordered(item, Array.isArray(planned) ? planned[index] : undefined));
  }
  if (!isObject(created)) return created;
  const order = isObject(planned) ? planned : {};
  const fields = new Set([...Object.keys(order), ...Object.keys(created)]);
  const entries = [...fields].flatMap((field) => {
    const value = created[field];
    const below = field === 'metadata' && 'metadata' in order ? { ...metadataOrder } : order[field];
    return value === undefined ? [] : [[field, ordered(value, below)] as const];
  });
  return Object.fromEntries(entries);
}
