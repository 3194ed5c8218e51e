import { fileErrorOf } from '../files/file-error';
import { bytesOf, textOf } from './answer';
import { optionOf, portNumber } from './entrypoint';
import type { ServerContext, ServerSpec } from './server';

type Item = { flags: string; value: string };
type Items = { [key: string]: Item };

/** What it keeps; in truth in memory, here in a file of the container, which goes when the container does. */
const PLACE = '/tmp/memcached.json';

function load({ world }: ServerContext): Items {
  return world.files.find(PLACE)?.type === 'file' ? JSON.parse(world.files.readText(PLACE)) : {};
}

function store(items: Items, { world }: ServerContext): void {
  fileErrorOf(() => world.files.write(PLACE, bytesOf(JSON.stringify(items))));
}

function found(keys: readonly string[], items: Items): string {
  const values = keys.flatMap((key) => {
    const item = Object.hasOwn(items, key) ? items[key] : undefined;
    return item === undefined ? [] : [`VALUE ${key} ${item.flags} ${bytesOf(item.value).length}\r\n${item.value}\r\n`];
  });
  return `${values.join('')}END\r\n`;
}

/** @upstream memcached doc/protocol.txt */
function answer(words: readonly string[], data: string, context: ServerContext, version: string): string | undefined {
  const [verb = '', key = '', flags = '0'] = words;
  const items = load(context);
  const keep = (next: Items, reply: string): string => {
    store(next, context);
    return reply;
  };
  const isThere = Object.hasOwn(items, key);
  switch (verb) {
    case 'version':
      return `VERSION ${version}\r\n`;
    case 'get':
    case 'gets':
      return found(words.slice(1), items);
    case 'set':
      return keep({ ...items, [key]: { flags, value: data } }, 'STORED\r\n');
    case 'add':
      return isThere ? 'NOT_STORED\r\n' : keep({ ...items, [key]: { flags, value: data } }, 'STORED\r\n');
    case 'delete':
      if (!isThere) return 'NOT_FOUND\r\n';
      return keep(Object.fromEntries(Object.entries(items).filter(([name]) => name !== key)), 'DELETED\r\n');
    case 'flush_all':
      return keep({}, 'OK\r\n');
    case 'stats':
      return `STAT pid 1\r\nSTAT version ${version}\r\nSTAT curr_connections 1\r\nSTAT curr_items ${Object.keys(items).length}\r\nEND\r\n`;
    case 'quit':
      return undefined;
    default:
      return 'ERROR\r\n';
  }
}

/** Cuts one command off what was sent; a value follows those that keep one. */
function cut(text: string): { readonly words: string[]; readonly data: string; readonly rest: string } | undefined {
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  const words = text.slice(0, end).trim().split(/\s+/);
  if (words[0] !== 'set' && words[0] !== 'add') return { words, data: '', rest: text.slice(end + 1) };
  const after = end + 1 + (Number(words[4]) || 0);
  const close = text.indexOf('\n', after);
  return close < 0 ? undefined : { words, data: text.slice(end + 1, after), rest: text.slice(close + 1) };
}

/** memcached: says nothing when it starts. */
export function memcachedServer(version: string): ServerSpec {
  return {
    ports: ({ argv }) => [portNumber(optionOf(argv, '-p', '--port'), 11211)],
    problem: ({ argv }) =>
      argv.includes('-V') || argv.includes('--version') ? { log: `memcached ${version}\n`, exitCode: 0 } : undefined,
    isDaemon: ({ argv }) => argv.includes('-d'),
    listener(context) {
      let unread = '';
      return {
        reply(sent) {
          unread += textOf(sent);
          const replies: string[] = [];
          for (let next = cut(unread); next !== undefined; next = cut(unread)) {
            unread = next.rest;
            replies.push(answer(next.words, next.data, context, version) ?? '');
          }
          return replies.length === 0 ? undefined : bytesOf(replies.join(''));
        },
      };
    },
  };
}
