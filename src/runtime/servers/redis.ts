import { BoundedRegExp } from '../bounded-reg-exp';
import { bytesOf } from './answer';
import { folderOf } from './entrypoint';
import { dataCommands } from './redis/commands';
import { CommandReader, type Reply, written } from './redis/resp';
import { RedisStore } from './redis/store';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { redisTime } from './time';

type Settings = { readonly [name: string]: string };

const defaults: Settings = {
  port: '6379',
  maxmemory: '0',
  'maxmemory-policy': 'noeviction',
  appendonly: 'no',
  save: '3600 1 300 100 60 10000',
  requirepass: '',
  replicaof: '',
  dbfilename: 'dump.rdb',
  'protected-mode': 'yes',
  bind: '* -::*',
  databases: '16',
  timeout: '0',
  loglevel: 'notice',
  daemonize: 'no',
};

/** `100mb` in bytes. @upstream src/util.c memtoull */
function memory(text: string): string {
  const [, number, unit = ''] = /^(\d+)([kmg]?b?)$/i.exec(text) ?? [];
  const factors: Readonly<Record<string, number>> = { k: 1e3, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3 };
  return number === undefined ? text : String(Number(number) * (factors[unit.toLowerCase()] ?? 1));
}

/** The settings: those of the configuration file, then those of the command line. */
function settingsOf(start: ServerStart): Settings {
  const { world, argv } = start;
  const [first = ''] = argv.slice(1);
  const lines: string[] = [];
  if (first !== '' && !first.startsWith('-') && world.files.find(first, folderOf(start))?.type === 'file') {
    lines.push(...world.files.readText(first, folderOf(start)).split('\n'));
  }
  lines.push(
    ...argv
      .slice(1)
      .join(' ')
      .split(/(?:^|\s)--/)
      .slice(1),
  );
  const found: { [name: string]: string } = { ...defaults, dir: folderOf(start) };
  for (const line of lines) {
    const [name = '', ...values] = line.trim().split(/\s+/);
    if (name === '' || name.startsWith('#')) continue;
    const key = name.toLowerCase() === 'slaveof' ? 'replicaof' : name.toLowerCase();
    const value = values.join(' ').replace(/^(["'])(.*)\1$/, '$2');
    found[key] = key === 'maxmemory' ? memory(value) : value;
  }
  return found;
}

function info(settings: Settings, store: RedisStore, version: string): string {
  const [host, port] = settings.replicaof?.split(' ') ?? [];
  const role = host ? `role:slave\r\nmaster_host:${host}\r\nmaster_port:${port}\r\n` : 'role:master\r\n';
  const count = Object.keys(store.data.keys).length;
  const expiring = Object.values(store.data.keys).filter(({ expires }) => expires !== undefined).length;
  return [
    `# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\nos:Linux 6.8.0-60-generic x86_64\r\ntcp_port:${settings.port}\r\n`,
    '\r\n# Clients\r\nconnected_clients:1\r\n',
    `\r\n# Memory\r\nused_memory:1056768\r\nused_memory_human:1.01M\r\nmaxmemory:${settings.maxmemory}\r\nmaxmemory_policy:${settings['maxmemory-policy']}\r\n`,
    `\r\n# Replication\r\n${role}connected_slaves:0\r\n`,
    `\r\n# Keyspace\r\n${count === 0 ? '' : `db0:keys=${count},expires=${expiring},avg_ttl=0\r\n`}`,
  ].join('');
}

function config(args: readonly string[], settings: Settings, store: RedisStore): Reply {
  const [verb = '', name = '', value = ''] = args;
  const all: Settings = { ...settings, ...store.data.settings };
  if (verb.toUpperCase() === 'SET') {
    store.data.settings[name.toLowerCase()] = name.toLowerCase() === 'maxmemory' ? memory(value) : value;
    store.save();
    return { ok: 'OK' };
  }
  if (verb.toUpperCase() !== 'GET') return { ok: 'OK' };
  const glob = new BoundedRegExp(`^${name.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
  return Object.entries(all)
    .filter(([key]) => glob.test(key))
    .flat();
}

/** A client's connection: what it has sent, and whether it has said the password. */
class Connection {
  private readonly reader = new CommandReader();
  private isKnown = false;

  constructor(
    private readonly context: ServerContext,
    private readonly version: string,
  ) {}

  reply(sent: Uint8Array): Uint8Array | undefined {
    const replies = this.reader.read(sent).map((words) => written(this.answer(words)));
    return replies.length === 0 ? undefined : bytesOf(replies.join(''));
  }

  private answer([word = '', ...args]: readonly string[]): Reply {
    const settings = settingsOf(this.context);
    const store = new RedisStore(this.context.world, settings.dir ?? '/data');
    const name = word.toUpperCase();
    const password = store.data.settings.requirepass ?? settings.requirepass ?? '';
    if (name === 'AUTH') return this.authenticate(args, password);
    if (password !== '' && !this.isKnown && name !== 'QUIT') return { error: 'NOAUTH Authentication required.' };
    const own = this.serverCommand(name, args, settings, store);
    if (own !== undefined) return own;
    const command = Object.hasOwn(dataCommands, name) ? dataCommands[name] : undefined;
    if (command === undefined) {
      const shown = args.map((arg) => `'${arg}' `).join('');
      return { error: `ERR unknown command '${word}', with args beginning with: ${shown}` };
    }
    if (args.length < command.least || args.length > (command.most ?? Number.POSITIVE_INFINITY))
      return wrongNumber(name);
    if (command.isWrite && settings.replicaof !== '') {
      return { error: "READONLY You can't write against a read only replica." };
    }
    const reply = command.run(args, store);
    if (!command.isWrite || store.save()) return reply;
    return {
      error: 'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
    };
  }

  private authenticate(args: readonly string[], password: string): Reply {
    if (password === '') {
      return {
        error:
          'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      };
    }
    this.isKnown = args.at(-1) === password;
    return this.isKnown ? { ok: 'OK' } : { error: 'WRONGPASS invalid username-password pair or user is disabled.' };
  }

  private serverCommand(
    name: string,
    args: readonly string[],
    settings: Settings,
    store: RedisStore,
  ): Reply | undefined {
    const [first] = args;
    const [host, port] = settings.replicaof?.split(' ') ?? [];
    const commands: Readonly<Record<string, () => Reply>> = {
      PING: () => (args.length > 1 ? wrongNumber(name) : (first ?? { ok: 'PONG' })),
      ECHO: () => (args.length === 1 ? (first ?? '') : wrongNumber(name)),
      QUIT: () => ({ ok: 'OK' }),
      SELECT: () => ({ ok: 'OK' }),
      CLIENT: () => ({ ok: 'OK' }),
      HELLO: () => ({ error: 'NOPROTO unsupported protocol version' }),
      COMMAND: () => [],
      INFO: () => info({ ...settings, ...store.data.settings }, store, this.version),
      CONFIG: () => config(args, settings, store),
      ROLE: () => (host ? ['slave', host, Number(port), 'connected', 0] : ['master', 0, []]),
      SAVE: () => ({ ok: 'OK' }),
      BGSAVE: () => ({ ok: 'Background saving started' }),
      TIME: () => [String(Math.floor(store.now() / 1000)), '0'],
      LASTSAVE: () => Math.floor(store.now() / 1000),
    };
    return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
  }
}

function wrongNumber(name: string): Reply {
  return { error: `ERR wrong number of arguments for '${name.toLowerCase()}' command` };
}

/** What Redis logs when it starts, as it does where its output is no terminal. @upstream src/server.c */
function startLog(start: ServerStart, version: string): string {
  const settings = settingsOf(start);
  const time = redisTime(start.world.clock.now());
  const isOld = /^[1-6]\.|^7\.0/.test(version);
  const sign = isOld ? '#' : '*';
  const store = new RedisStore(start.world, settings.dir ?? '/data');
  const count = Object.keys(store.data.keys).length;
  const [host, port] = settings.replicaof?.split(' ') ?? [];
  const role = host ? 'S' : 'M';
  const hasFile = start.argv[1] !== undefined;
  const child = [
    `${sign} oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo`,
    `${sign} Redis version=${version}, bits=64, commit=00000000, modified=${version.startsWith('8') ? 1 : 0}, pid=1, just started`,
    hasFile || version.startsWith('8')
      ? `${sign} Configuration loaded`
      : '# Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
  ];
  const loaded = [
    `* Loading RDB produced by version ${version}`,
    '* RDB age 4 seconds',
    '* RDB memory usage when created 0.90 Mb',
    `* Done loading RDB, keys loaded: ${count}, keys expired: 0.`,
    '* DB loaded from disk: 0.000 seconds',
  ];
  const modules = ['redisbloom.so', 'redisearch.so', 'redistimeseries.so', 'rejson.so'];
  const names = ['bf', 'search', 'timeseries', 'ReJSON'];
  const main = [
    '* monotonic clock: POSIX clock_gettime',
    `* Running mode=standalone, port=${settings.port}.`,
    ...(version.startsWith('8')
      ? modules.map((file, index) => `* Module '${names[index]}' loaded from /usr/local/lib/redis/modules//${file}`)
      : []),
    `${sign} Server initialized`,
    ...(count > 0 ? loaded : []),
    isOld ? '* Ready to accept connections' : '* Ready to accept connections tcp',
    ...(host ? [`* Connecting to MASTER ${host}:${port}`, '* MASTER <-> REPLICA sync started'] : []),
  ];
  const banner =
    version.startsWith('8') && start.world.container.command === undefined ? 'Starting Redis Server\n' : '';
  const lines = [...child.map((line) => `1:C ${time} ${line}\n`), ...main.map((line) => `1:${role} ${time} ${line}\n`)];
  return `${banner}${lines.join('')}`;
}

function problem(start: ServerStart, version: string): { log: string; exitCode: number } | undefined {
  const { argv, world } = start;
  const [, first = ''] = argv;
  if (first === '--version' || first === '-v') {
    return { log: `Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`, exitCode: 0 };
  }
  if (first === '' || first.startsWith('-') || world.files.find(first, folderOf(start)) !== undefined) return undefined;
  const time = redisTime(world.clock.now());
  return {
    log: `1:C ${time} # Fatal error, can't open config file '${first}': No such file or directory\n`,
    exitCode: 1,
  };
}

/** Redis, of a version. */
export function redisServer(version: string): ServerSpec {
  return {
    ports: (start) => {
      const port = Number(settingsOf(start).port);
      return port > 0 ? [port] : [];
    },
    startLog: (start) => startLog(start, version),
    problem: (start) => problem(start, version),
    isDaemon: (start) => settingsOf(start).daemonize === 'yes',
    listener(context) {
      const connection = new Connection(context, version);
      return { reply: (sent) => connection.reply(sent) };
    },
  };
}
