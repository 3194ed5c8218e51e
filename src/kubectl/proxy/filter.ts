import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { RequestFilter } from '../kubectl';

/** @throws CommandError for patterns that cannot be read. @upstream kubectl pkg/proxy FilterServer */
export function requestFilter(flags: Flags): RequestFilter {
  if (flags.bool('disable-filter')) return () => true;
  const [rejectedPaths, rejectedMethods, acceptedPaths, acceptedHosts] = [
    'reject-paths',
    'reject-methods',
    'accept-paths',
    'accept-hosts',
  ].map((name) => patternsOf(flags.text(name))) as [Test, Test, Test, Test];
  return (method, path, host) =>
    !rejectedPaths(path) && !rejectedMethods(method) && acceptedPaths(path) && acceptedHosts(withoutPort(host));
}

type Test = (text: string) => boolean;

function patternsOf(text: string): Test {
  const patterns = text.split(',').map((pattern) => {
    try {
      return new RegExp(pattern);
    } catch (error) {
      throw new CommandError(`error parsing regexp: ${error instanceof Error ? error.message : error}`);
    }
  });
  return (candidate) => patterns.some((pattern) => pattern.test(candidate));
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
