import { goQuote } from '../../apimachinery/go-value';
import type { Flags, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { manifestPaths } from '../resource/manifest-paths';

/**
 * Refuses words and flags of `get` that do not go together, and warns of those that are not heeded.
 * @throws CommandError, UsageError with upstream's words
 * @upstream kubectl pkg/cmd/get GetOptions.Complete, GetOptions.Validate
 */
export function validateGet({ flags, args }: Invocation, { program, streams }: Kubectl): void {
  if (flags.has('raw')) {
    if (args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified');
    return validateRaw(flags);
  }
  warnOfSorting(flags, streams.err);
  if (args.length === 0 && manifestPaths(flags).length === 0) {
    streams.err(
      `You must specify the type of resource to get. Use "${program} api-resources" for a complete list of supported resources.\n\n`,
    );
    throw new UsageError(
      `Required resource not specified.\nUse "${program} explain <resource>" for a detailed description of that resource (e.g. ${program} explain pods).`,
      'get',
    );
  }
  const output = flags.text('output');
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
    throw new CommandError(`--show-labels option cannot be used with ${output} printer`);
  }
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only')) {
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
  }
}

function validateRaw(flags: Flags): void {
  if (flags.bool('watch') || flags.bool('watch-only') || flags.text('selector') !== '') {
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (flags.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  const path = flags.text('raw');
  if (!path.startsWith('/') && !URL.canParse(path)) {
    throw new CommandError(`--raw must be a valid URL path: parse ${goQuote(path)}: invalid URI for request`);
  }
}

function warnOfSorting(flags: Flags, warn: (text: string) => void): void {
  if (flags.text('sort-by') === '') return;
  if (flags.bool('watch')) {
    warn('warning: --watch requested, --sort-by will be ignored for watch events received\n');
  } else if (flags.bool('watch-only')) warn('warning: --watch-only requested, --sort-by will be ignored\n');
}
