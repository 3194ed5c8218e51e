import { goQuote } from '../../apimachinery/go-value';
import type { Container, EnvVar } from '../../resources/core/pod-types';
import type { Flags, Invocation } from '../command';
import { CommandError } from '../command-error';
import { imageReference } from '../image-reference';
import { keyValuesOf } from '../key-value-flag';
import type { Kubectl } from '../kubectl';
import { readCustomProfile, refuseCustomFields } from './custom-profile';
import { isProfile, type KeepFlags } from './profiles';

/** What the user asks of `debug`. */
export type DebugOptions = {
  readonly targets: readonly string[];
  readonly words: readonly string[];
  /** The words go to the image's own command. */
  readonly argsOnly: boolean;
  readonly attach: boolean;
  /** The name of the container; empty leaves it to the command. */
  readonly container: string;
  readonly copyTo: string;
  readonly replace: boolean;
  readonly env: readonly EnvVar[];
  readonly image: string;
  readonly keep: KeepFlags;
  readonly pullPolicy: string;
  readonly quiet: boolean;
  readonly sameNode: boolean;
  readonly setImages: ReadonlyMap<string, string>;
  /** Undefined leaves it to the profile. */
  readonly shareProcesses: boolean | undefined;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly targetContainer: string;
  readonly profile: string;
  readonly custom: Container | undefined;
};

/** @throws CommandError for a profile that there is not @upstream kubectl pkg/cmd/debug DebugOptions.Complete */
export function readOptions({ flags, args, dashAt }: Invocation, kubectl: Kubectl): DebugOptions {
  const profile = flags.text('profile');
  if (!isProfile(profile)) throw new CommandError(`unknown profile: ${profile}`);
  const hasWords = dashAt !== undefined && args.length > dashAt;
  const custom = flags.text('custom');
  const stdin = flags.bool('stdin');
  return {
    targets: hasWords ? args.slice(0, dashAt) : args,
    words: hasWords ? args.slice(dashAt) : [],
    argsOnly: flags.bool('arguments-only'),
    attach: flags.has('attach') ? flags.bool('attach') : stdin,
    container: flags.text('container'),
    copyTo: flags.text('copy-to'),
    replace: flags.bool('replace'),
    env: [...keyValuesOf(flags, 'env')].map(([name, value]) => (value === '' ? { name } : { name, value })),
    image: flags.text('image'),
    keep: {
      labels: flags.bool('keep-labels'),
      annotations: flags.bool('keep-annotations'),
      liveness: flags.bool('keep-liveness'),
      readiness: flags.bool('keep-readiness'),
      startup: flags.bool('keep-startup'),
      initContainers: flags.bool('keep-init-containers'),
    },
    pullPolicy: flags.text('image-pull-policy'),
    quiet: flags.bool('quiet'),
    sameNode: flags.bool('same-node'),
    setImages: keyValuesOf(flags, 'set-image'),
    shareProcesses: flags.has('share-processes') ? flags.bool('share-processes') : undefined,
    stdin,
    tty: flags.bool('tty'),
    targetContainer: flags.text('target'),
    profile,
    custom: custom === '' ? undefined : readCustomProfile(kubectl, custom),
  };
}

/**
 * Refuses what makes no sense, and tells of what will be different than it seems.
 * @throws CommandError
 * @upstream kubectl pkg/cmd/debug DebugOptions.Validate
 */
export function validateOptions(options: DebugOptions, flags: Flags, { streams }: Pick<Kubectl, 'streams'>): void {
  const { image, setImages, targets, pullPolicy, targetContainer } = options;
  if (options.attach && flags.has('attach') && image === '' && options.container === '') {
    throw new CommandError('you must specify --container or create a new container using --image in order to attach.');
  }
  validateCopy(options);
  if (image !== '' && !imageReference.test(image)) throw invalidImage(image);
  if (targets.length === 0 && flags.list('filename').length === 0) {
    throw new CommandError('NAME or filename is required for debug');
  }
  if (!['Always', 'IfNotPresent', 'Never', ''].includes(pullPolicy)) {
    throw new CommandError(`invalid image pull policy: ${pullPolicy}`);
  }
  for (const [name, other] of setImages) {
    if (!imageReference.test(other)) throw invalidImage(other, ` for container ${goQuote(name)}`);
  }
  if (targetContainer !== '') {
    if (options.copyTo !== '') {
      throw new CommandError('--target is incompatible with --copy-to. Use --share-processes instead.');
    }
    if (!options.quiet) {
      streams.out(
        `Targeting container ${goQuote(targetContainer)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
      );
    }
  }
  if (options.tty && !options.stdin) {
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (options.custom !== undefined) refuseCustomFields(options.custom);
  if (options.profile === 'legacy') {
    streams.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  }
}

function validateCopy({ copyTo, image, setImages, words, container, replace, sameNode }: DebugOptions): void {
  const refuse = (message: string): never => {
    throw new CommandError(message);
  };
  if (copyTo === '') {
    if (replace) refuse('--replace may only be used with --copy-to.');
    if (sameNode) refuse('--same-node may only be used with --copy-to.');
    if (setImages.size > 0) refuse('--set-image may only be used with --copy-to.');
    if (image === '') refuse('you must specify --image when not using --copy-to.');
    return;
  }
  if (image === '' && setImages.size === 0 && words.length === 0) {
    refuse('you must specify --image, --set-image or command arguments.');
  }
  if (words.length > 0 && container === '' && image === '') {
    refuse('you must specify an existing container or a new image when specifying args.');
  }
}

function invalidImage(image: string, where = ''): CommandError {
  return new CommandError(`invalid image name ${goQuote(image)}${where}: invalid reference format`);
}
