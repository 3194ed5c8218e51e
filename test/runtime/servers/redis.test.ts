import { describe, expect, it } from 'vitest';
import { runningOf, type Setting } from './fixture';

/** Says commands in a connection each, as `redis-cli` and `nc` do. */
function replies(commands: readonly string[], setting: Setting = {}): string[] {
  const running = runningOf('redis:7.4', setting);
  return commands.map((command) => running.say(`${command}\r\n`));
}

describe('redis', () => {
  // docker logs of redis:7.4.2, as published; time changed
  it('logs its start', () => {
    const time = '14 Nov 2023 22:13:20.000';
    expect(runningOf('redis:7.4.2').start()).toBe(`1:C ${time} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
1:C ${time} * Redis version=7.4.2, bits=64, commit=00000000, modified=0, pid=1, just started
1:C ${time} # Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf
1:M ${time} * monotonic clock: POSIX clock_gettime
1:M ${time} * Running mode=standalone, port=6379.
1:M ${time} * Server initialized
1:M ${time} * Ready to accept connections tcp
`);
  });

  // Redis 7.0.12's log has # where later ones have *
  it('logged otherwise before', () => {
    const log = runningOf('redis:7.0.12').start();
    expect(log).toContain(' # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n');
    expect(log.endsWith(' * Ready to accept connections\n')).toBe(true);
  });

  // redis.io/docs/latest/commands, in RESP2
  it.each([
    [['PING'], ['+PONG\r\n']],
    [['ping hello'], ['$5\r\nhello\r\n']],
    [['*1\r\n$4\r\nPING'], ['+PONG\r\n']],
    [['ECHO "a b"'], ['$3\r\na b\r\n']],
    [
      ['SET a 1', 'GET a', 'INCR a', 'INCRBY a 5', 'GET b'],
      ['+OK\r\n', '$1\r\n1\r\n', ':2\r\n', ':7\r\n', '$-1\r\n'],
    ],
    [
      ['SET a x', 'INCR a', 'DEL a b', 'EXISTS a'],
      ['+OK\r\n', '-ERR value is not an integer or out of range\r\n', ':1\r\n', ':0\r\n'],
    ],
    [
      ['*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\né', 'STRLEN k', '*2\r\n$3\r\nGET\r\n$1\r\nk'],
      ['+OK\r\n', ':1\r\n', '$2\r\né\r\n'],
    ],
    [
      ['RPUSH l a b c', 'LRANGE l 0 -1', 'LPOP l', 'GET l'],
      [
        ':3\r\n',
        '*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n',
        '$1\r\na\r\n',
        '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n',
      ],
    ],
    [
      ['SADD s a a b', 'SCARD s', 'HSET h f v', 'HGET h f', 'HGETALL h'],
      [':2\r\n', ':2\r\n', ':1\r\n', '$1\r\nv\r\n', '*2\r\n$1\r\nf\r\n$1\r\nv\r\n'],
    ],
    [
      ['SET a 1 EX 100', 'TTL a', 'PERSIST a', 'TTL a', 'TTL b'],
      ['+OK\r\n', ':100\r\n', ':1\r\n', ':-1\r\n', ':-2\r\n'],
    ],
    [
      ['SET a 1 NX', 'SET a 2 NX', 'KEYS *', 'DBSIZE', 'FLUSHALL', 'KEYS *'],
      ['+OK\r\n', '$-1\r\n', '*1\r\n$1\r\na\r\n', ':1\r\n', '+OK\r\n', '*0\r\n'],
    ],
    [['NOPE a b'], ["-ERR unknown command 'NOPE', with args beginning with: 'a' 'b' \r\n"]],
    [['GET'], ["-ERR wrong number of arguments for 'get' command\r\n"]],
    [['PING\r\nPING'], ['+PONG\r\n+PONG\r\n']],
    [
      ['TYPE a', 'SET a 1', 'TYPE a'],
      ['+none\r\n', '+OK\r\n', '+string\r\n'],
    ],
  ])('%j', (commands, expected) => {
    expect(replies(commands)).toEqual(expected);
  });

  it('waits for the rest of a command', () => {
    const running = runningOf('redis');
    const listener = running.spec.listener?.({ world: running.world, argv: running.argv, log: () => {} }, 6379);
    const say = (text: string): string | undefined => {
      const reply = listener?.reply?.(new TextEncoder().encode(text));
      return reply && new TextDecoder().decode(reply);
    };
    expect([say('*2\r\n$4\r\nEC'), say('HO\r\n$2\r\nhi\r\n')]).toEqual([undefined, '$2\r\nhi\r\n']);
  });

  // kubernetes.io/docs/tutorials/configuration/configure-redis-using-configmap: redis-server /redis-master/redis.conf
  it('reads its configuration file', () => {
    const setting = {
      command: ['redis-server', '/redis-master/redis.conf'],
      files: { '/redis-master/redis.conf': 'maxmemory 2mb\nmaxmemory-policy allkeys-lru\n' },
    };
    expect(replies(['CONFIG GET maxmemory', 'CONFIG GET maxmemory-policy'], setting)).toEqual([
      '*2\r\n$9\r\nmaxmemory\r\n$7\r\n2097152\r\n',
      '*2\r\n$16\r\nmaxmemory-policy\r\n$11\r\nallkeys-lru\r\n',
    ]);
    expect(replies(['CONFIG GET maxmemory'])).toEqual(['*2\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n']);
    expect(runningOf('redis', { command: ['redis-server', '/none.conf'] }).problem()).toEqual({
      log: "1:C 14 Nov 2023 22:13:20.000 # Fatal error, can't open config file '/none.conf': No such file or directory\n",
      exitCode: 1,
    });
  });

  it('wants its password', () => {
    const running = runningOf('redis', { args: ['redis-server', '--requirepass', 'secret'] });
    expect(running.say('GET a\r\nAUTH wrong\r\nAUTH secret\r\nGET a\r\n')).toBe(
      '-NOAUTH Authentication required.\r\n-WRONGPASS invalid username-password pair or user is disabled.\r\n+OK\r\n$-1\r\n',
    );
  });

  it('does not write what it only follows', () => {
    const running = runningOf('redis', { args: ['--replicaof', 'redis-leader', '6379', '--port', '7000'] });
    expect(running.ports()).toEqual([7000]);
    expect(running.say('SET a 1\r\n')).toBe("-READONLY You can't write against a read only replica.\r\n");
    expect(running.say('INFO\r\n')).toContain('role:slave\r\nmaster_host:redis-leader\r\nmaster_port:6379\r\n');
    expect(running.start()).toContain('1:S 14 Nov 2023 22:13:20.000 * Connecting to MASTER redis-leader:6379\n');
  });

  it('keeps its keys in its folder', () => {
    const running = runningOf('redis');
    running.say('SET a 1\r\n');
    expect(running.world.files.list('/data')).toEqual(['dump.json']);
    expect(running.start()).toContain('* Done loading RDB, keys loaded: 1, keys expired: 0.\n');
  });

  it('follows in the guestbook', () => {
    const running = runningOf('gcr.io/google_samples/gb-redisslave:v3', { command: ['/run.sh'] });
    expect(running.say('INFO\r\n')).toContain('master_host:redis-master\r\n');
  });
});

describe('memcached', () => {
  // memcached doc/protocol.txt
  it('keeps values', () => {
    const running = runningOf('memcached:1.6.38');
    expect(running.start()).toBe('');
    expect(running.say('set a 0 0 3\r\nxyz\r\nget a b\r\ndelete a\r\ndelete a\r\nversion\r\nnope\r\n')).toBe(
      'STORED\r\nVALUE a 0 3\r\nxyz\r\nEND\r\nDELETED\r\nNOT_FOUND\r\nVERSION 1.6.38\r\nERROR\r\n',
    );
  });
});

describe('zookeeper', () => {
  // the words of the administrator's guide; the official image allows srvr alone
  it('answers four letters', () => {
    const own = runningOf('gcr.io/google_containers/kubernetes-zookeeper:1.0-3.4.10', {
      command: ['start-zookeeper', '--servers=3', '--data_dir=/var/lib/zookeeper/data'],
    });
    expect(own.say('ruok')).toBe('imok');
    expect(own.ports()).toEqual([2181, 2888, 3888]);
    own.start();
    expect(own.world.files.readText('/var/lib/zookeeper/data/myid')).toBe('1\n');
    expect(own.world.files.readText('/opt/zookeeper/conf/zoo.cfg')).toContain(
      'server.1=web-0.nginx.default.svc.cluster.local:2888:3888\nserver.2=web-1.nginx.default.svc.cluster.local:2888:3888\n',
    );
    const official = runningOf('zookeeper:3.9');
    expect(official.say('ruok')).toBe('ruok is not executed because it is not in the whitelist.\n');
    expect(official.say('srvr')).toContain('Mode: standalone\n');
  });
});
