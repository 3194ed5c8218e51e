import type { KubeObject } from '../apimachinery/meta';
import type { CommandSpec, FlagSpec, Flags, Invocation } from './command';
import type { Kubectl } from './kubectl';

/** The annotation that tells why a rollout was made. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

export const recordFlag: FlagSpec = {
  name: 'record',
  type: 'bool',
  usage: 'Record the command in the annotation that the history of rollouts shows. (Deprecated.)',
};

/** @upstream kubectl pkg/cmd/util AddRecordFlag, spf13/pflag MarkDeprecated */
export function warnOfRecord(flags: Flags, { streams }: Kubectl): void {
  if (flags.has('record')) streams.err('Flag --record has been deprecated, --record will be removed in the future\n');
}

/**
 * The object with the command that changes it, where --record asks for it.
 * @upstream cli-runtime pkg/genericclioptions RecordFlags.Complete; it tells the flags in the order they were typed in
 */
export function withChangeCause<T extends KubeObject>(
  object: T,
  { name, flags: specs }: Pick<CommandSpec, 'name' | 'flags'>,
  { flags, args }: Invocation,
  { program }: Kubectl,
): T {
  if (!flags.bool('record')) return object;
  const typed = [...specs.filter((spec) => spec.name !== 'record'), recordFlag, ...globalFlags].flatMap((spec) =>
    flags.has(spec.name) ? valuesOf(spec, flags).map((value) => `--${spec.name}=${value}`) : [],
  );
  const cause = [program, name, ...args, ...typed].join(' ');
  const annotations = { ...object.metadata.annotations, [CHANGE_CAUSE]: cause };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Of the flags that all commands have, those that are typed most. */
const globalFlags: readonly Pick<FlagSpec, 'name' | 'type'>[] = ['namespace', 'context', 'kubeconfig'].map((name) => ({
  name,
  type: 'string',
}));

function valuesOf({ name, type }: Pick<FlagSpec, 'name' | 'type'>, flags: Flags): string[] {
  switch (type) {
    case 'bool':
      return [String(flags.bool(name))];
    case 'stringArray':
    case 'stringSlice':
      return flags.list(name);
    default:
      return [flags.text(name)];
  }
}
