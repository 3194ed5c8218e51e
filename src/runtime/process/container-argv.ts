import type { Container } from '../../resources/core/pod-types';
import { expandVariables } from '../environment';
import type { ImageFacts } from '../images/facts';

/**
 * The command line of a container's main process: its `command` stands for the image's entrypoint, its `args` for the
 * image's arguments, which count only with the image's own entrypoint.
 * @upstream pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs
 */
export function containerArgv(
  { command, args }: Container,
  image: ImageFacts,
  env: ReadonlyMap<string, string>,
): string[] {
  const expand = (words: readonly string[] = []): string[] =>
    words.map((word) => expandVariables(word, (name) => env.get(name)));
  if (command !== undefined) return [...expand(command), ...expand(args)];
  return [...(image.entrypoint ?? []), ...(args === undefined ? (image.cmd ?? []) : expand(args))];
}
