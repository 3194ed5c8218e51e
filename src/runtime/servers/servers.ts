import { baseOf } from '../files/path';
import type { ImageFacts } from '../images/facts';

/** Scripts that prepare a container and then start what they are given. */
const entrypoint = /^(docker-|docker-php-)?entrypoint(\.sh)?$|^docker-php-entrypoint$/;

/** How many words wrappers take for themselves, with their options. */
function wrapperLength([command = '', ...rest]: readonly string[]): number {
  const name = baseOf(command);
  if (entrypoint.test(name)) return 1;
  if (['exec', 'busybox', 'nohup', 'setsid', 'command'].includes(name)) return 1;
  if (/^tini(-static)?$/.test(name) || name === 'dumb-init' || name === 'catatonit') {
    let count = 0;
    while (rest[count]?.startsWith('-') && rest[count] !== '--')
      count += rest[count] === '-p' || rest[count] === '-e' ? 2 : 1;
    return 1 + count + (rest[count] === '--' ? 1 : 0);
  }
  if (['gosu', 'su-exec', 'setpriv'].includes(name)) return 2;
  if (['sh', 'bash', 'ash'].includes(name) && entrypoint.test(baseOf(rest[0] ?? ''))) return 1;
  return command === '--' ? 1 : 0;
}

/**
 * Finds the server that a command line starts: its program, behind entrypoint scripts and other wrappers.
 * @returns its name among the image's servers, and its own command line
 */
export function serverArgv(
  image: ImageFacts,
  argv: readonly string[],
): { readonly name: string; readonly argv: readonly string[] } | undefined {
  let line = argv;
  let isPrepared = false;
  for (let length = wrapperLength(line); length > 0; length = wrapperLength(line)) {
    isPrepared ||= entrypoint.test(baseOf(line[0] ?? ''));
    line = line.slice(length);
  }
  const [server] = image.cmd ?? [];
  if (isPrepared && line[0]?.startsWith('-') && server !== undefined) line = [server, ...line];
  const name = baseOf(line[0] ?? '');
  const { servers = {} } = image;
  const spec = Object.hasOwn(servers, name) ? servers[name] : undefined;
  return spec === undefined || spec.starts?.(line) === false ? undefined : { name, argv: line };
}
