import { BoundedRegExp } from '../../bounded-reg-exp';
import type { Reply } from './resp';
import type { RedisStore, Value } from './store';

type Args = readonly string[];

/** A command: how many arguments it takes at least, whether it changes something, and what it does. */
export type Command = {
  readonly least: number;
  readonly most?: number;
  readonly isWrite?: boolean;
  readonly run: (args: Args, store: RedisStore) => Reply;
};

const ok: Reply = { ok: 'OK' };
const wrongType: Reply = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' };
const notInteger: Reply = { error: 'ERR value is not an integer or out of range' };

type Holdings = { string: string; list: string[]; set: string[]; hash: { [field: string]: string } };

/** What a key of a type holds, or nothing; `wrong` where it is of another type. */
function typed<T extends Value['type']>(store: RedisStore, key: string, type: T): Holdings[T] | undefined | 'wrong' {
  const found = store.get(key);
  if (found === undefined) return undefined;
  return found.type === type ? (found.value as Holdings[T]) : 'wrong';
}

function isPlainWrong(store: RedisStore, key: string): boolean {
  const found = store.get(key);
  return found !== undefined && found.type !== 'string';
}

function text(store: RedisStore, key: string): string | undefined {
  const found = store.get(key);
  return found?.type === 'string' ? found.value : undefined;
}

function add(store: RedisStore, key: string, amount: string): Reply {
  if (isPlainWrong(store, key)) return wrongType;
  const before = text(store, key) ?? '0';
  if (!/^-?\d+$/.test(before) || !/^-?\d+$/.test(amount)) return notInteger;
  const value = Number(before) + Number(amount);
  store.set(key, { ...store.get(key), type: 'string', value: String(value) });
  return value;
}

function set(args: Args, store: RedisStore): Reply {
  const [key = '', value = '', ...rest] = args;
  const options = rest.map((word) => word.toUpperCase());
  const before = store.get(key);
  if (options.includes('NX') && before !== undefined) return null;
  if (options.includes('XX') && before === undefined) return null;
  const at = options.findIndex((word) => word === 'EX' || word === 'PX');
  const time = at < 0 ? undefined : Number(rest[at + 1]) * (options[at] === 'EX' ? 1000 : 1);
  if (time !== undefined && !(time > 0)) return { error: "ERR invalid expire time in 'set' command" };
  const kept = options.includes('KEEPTTL') ? before?.expires : undefined;
  const old = text(store, key) ?? null;
  store.set(key, { type: 'string', value, expires: time === undefined ? kept : store.now() + time });
  return options.includes('GET') ? old : ok;
}

function pattern(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new BoundedRegExp(`^${escaped}$`, 's');
}

function expire(key: string, milliseconds: number, store: RedisStore): Reply {
  const found = store.get(key);
  if (found === undefined) return 0;
  store.set(key, milliseconds <= 0 ? undefined : { ...found, expires: store.now() + milliseconds });
  return 1;
}

function timeLeft(key: string, unit: number, store: RedisStore): Reply {
  const found = store.get(key);
  if (found === undefined) return -2;
  return found.expires === undefined ? -1 : Math.round((found.expires - store.now()) / unit);
}

const strings: Readonly<Record<string, Command>> = {
  GET: {
    least: 1,
    most: 1,
    run: ([key = ''], store) => (isPlainWrong(store, key) ? wrongType : (text(store, key) ?? null)),
  },
  SET: { least: 2, isWrite: true, run: set },
  SETNX: {
    least: 2,
    most: 2,
    isWrite: true,
    run: ([key = '', value = ''], store) => (set([key, value, 'NX'], store) === null ? 0 : 1),
  },
  SETEX: {
    least: 3,
    most: 3,
    isWrite: true,
    run: ([key = '', time = '', value = ''], store) => set([key, value, 'EX', time], store),
  },
  GETSET: { least: 2, most: 2, isWrite: true, run: ([key = '', value = ''], store) => set([key, value, 'GET'], store) },
  GETDEL: {
    least: 1,
    most: 1,
    isWrite: true,
    run([key = ''], store) {
      const value = text(store, key) ?? null;
      store.set(key, undefined);
      return value;
    },
  },
  MGET: { least: 1, run: (keys, store) => keys.map((key) => text(store, key) ?? null) },
  MSET: {
    least: 2,
    isWrite: true,
    run(args, store) {
      for (let at = 0; at + 1 < args.length; at += 2) set([args[at] ?? '', args[at + 1] ?? ''], store);
      return ok;
    },
  },
  APPEND: {
    least: 2,
    most: 2,
    isWrite: true,
    run([key = '', more = ''], store) {
      if (isPlainWrong(store, key)) return wrongType;
      const value = `${text(store, key) ?? ''}${more}`;
      store.set(key, { ...store.get(key), type: 'string', value });
      return value.length;
    },
  },
  STRLEN: { least: 1, most: 1, run: ([key = ''], store) => text(store, key)?.length ?? 0 },
  INCR: { least: 1, most: 1, isWrite: true, run: ([key = ''], store) => add(store, key, '1') },
  DECR: { least: 1, most: 1, isWrite: true, run: ([key = ''], store) => add(store, key, '-1') },
  INCRBY: { least: 2, most: 2, isWrite: true, run: ([key = '', by = ''], store) => add(store, key, by) },
  DECRBY: {
    least: 2,
    most: 2,
    isWrite: true,
    run: ([key = '', by = ''], store) => add(store, key, by.startsWith('-') ? by.slice(1) : `-${by}`),
  },
};

function del(keys: Args, store: RedisStore): Reply {
  const there = keys.filter((key) => store.get(key) !== undefined);
  for (const key of there) store.set(key, undefined);
  return there.length;
}

function flush(_args: Args, store: RedisStore): Reply {
  store.data.keys = {};
  return ok;
}

const keys: Readonly<Record<string, Command>> = {
  DEL: { least: 1, isWrite: true, run: del },
  UNLINK: { least: 1, isWrite: true, run: del },
  EXISTS: { least: 1, run: (names, store) => names.filter((name) => store.get(name) !== undefined).length },
  KEYS: {
    least: 1,
    most: 1,
    run: ([glob = ''], store) => Object.keys(store.data.keys).filter((key) => pattern(glob).test(key)),
  },
  SCAN: { least: 1, run: (_args, store) => ['0', Object.keys(store.data.keys)] },
  TYPE: { least: 1, most: 1, run: ([key = ''], store) => ({ ok: store.get(key)?.type ?? 'none' }) },
  EXPIRE: { least: 2, isWrite: true, run: ([key = '', time], store) => expire(key, Number(time) * 1000, store) },
  PEXPIRE: { least: 2, isWrite: true, run: ([key = '', time], store) => expire(key, Number(time), store) },
  TTL: { least: 1, most: 1, run: ([key = ''], store) => timeLeft(key, 1000, store) },
  PTTL: { least: 1, most: 1, run: ([key = ''], store) => timeLeft(key, 1, store) },
  PERSIST: {
    least: 1,
    most: 1,
    isWrite: true,
    run([key = ''], store) {
      const found = store.get(key);
      if (found?.expires === undefined) return 0;
      store.set(key, { ...found, expires: undefined });
      return 1;
    },
  },
  RENAME: {
    least: 2,
    most: 2,
    isWrite: true,
    run([from = '', to = ''], store) {
      const found = store.get(from);
      if (found === undefined) return { error: 'ERR no such key' };
      store.set(from, undefined);
      store.set(to, found);
      return ok;
    },
  },
  DBSIZE: { least: 0, most: 0, run: (_args, store) => Object.keys(store.data.keys).length },
  FLUSHALL: { least: 0, isWrite: true, run: flush },
  FLUSHDB: { least: 0, isWrite: true, run: flush },
};

function push(args: Args, store: RedisStore, isLeft: boolean): Reply {
  const [key = '', ...values] = args;
  const list = typed(store, key, 'list');
  if (list === 'wrong') return wrongType;
  const value = isLeft ? [...values.reverse(), ...(list ?? [])] : [...(list ?? []), ...values];
  store.set(key, { ...store.get(key), type: 'list', value });
  return value.length;
}

function pop([key = '']: Args, store: RedisStore, isLeft: boolean): Reply {
  const list = typed(store, key, 'list');
  if (list === 'wrong') return wrongType;
  const value = (isLeft ? list?.[0] : list?.at(-1)) ?? null;
  const rest = isLeft ? list?.slice(1) : list?.slice(0, -1);
  store.set(key, rest === undefined || rest.length === 0 ? undefined : { type: 'list', value: rest });
  return value;
}

function range([key = '', from, to]: Args, store: RedisStore): Reply {
  const list = typed(store, key, 'list');
  if (list === 'wrong') return wrongType;
  const all = list ?? [];
  const place = (text: string | undefined): number => (Number(text) < 0 ? all.length + Number(text) : Number(text));
  return all.slice(Math.max(0, place(from)), place(to) + 1);
}

const collections: Readonly<Record<string, Command>> = {
  LPUSH: { least: 2, isWrite: true, run: (args, store) => push(args, store, true) },
  RPUSH: { least: 2, isWrite: true, run: (args, store) => push(args, store, false) },
  LPOP: { least: 1, isWrite: true, run: (args, store) => pop(args, store, true) },
  RPOP: { least: 1, isWrite: true, run: (args, store) => pop(args, store, false) },
  LRANGE: { least: 3, most: 3, run: range },
  LLEN: { least: 1, most: 1, run: ([key = ''], store) => typed(store, key, 'list')?.length ?? 0 },
  SADD: {
    least: 2,
    isWrite: true,
    run([key = '', ...members], store) {
      const before = typed(store, key, 'set');
      if (before === 'wrong') return wrongType;
      const value = [...new Set([...(before ?? []), ...members])];
      store.set(key, { ...store.get(key), type: 'set', value });
      return value.length - (before?.length ?? 0);
    },
  },
  SMEMBERS: {
    least: 1,
    most: 1,
    run([key = ''], store) {
      const found = typed(store, key, 'set');
      return found === 'wrong' ? wrongType : (found ?? []);
    },
  },
  SCARD: { least: 1, most: 1, run: ([key = ''], store) => typed(store, key, 'set')?.length ?? 0 },
  HSET: {
    least: 3,
    isWrite: true,
    run([key = '', ...pairs], store) {
      const before = typed(store, key, 'hash');
      if (before === 'wrong') return wrongType;
      const value = { ...before };
      for (let at = 0; at + 1 < pairs.length; at += 2) value[pairs[at] ?? ''] = pairs[at + 1] ?? '';
      store.set(key, { ...store.get(key), type: 'hash', value });
      return Object.keys(value).length - Object.keys(before ?? {}).length;
    },
  },
  HGET: {
    least: 2,
    most: 2,
    run([key = '', field = ''], store) {
      const found = typed(store, key, 'hash');
      if (found === 'wrong') return wrongType;
      return found !== undefined && Object.hasOwn(found, field) ? (found[field] ?? null) : null;
    },
  },
  HGETALL: {
    least: 1,
    most: 1,
    run([key = ''], store) {
      const found = typed(store, key, 'hash');
      return found === 'wrong' ? wrongType : Object.entries(found ?? {}).flat();
    },
  },
};

/** The commands that touch keys. */
export const dataCommands: Readonly<Record<string, Command>> = { ...strings, ...keys, ...collections };
