import { fileErrorOf } from '../files/file-error';
import { bytesOf } from './answer';
import { hasEntrypoint, optionOf, portNumber } from './entrypoint';
import type { ServerSpec, ServerStart } from './server';
import { isoTime } from './time';

function portOf({ argv }: ServerStart): number {
  return portNumber(optionOf(argv, '--port'), 27017);
}

function dataOf({ argv }: ServerStart): string {
  return optionOf(argv, '--dbpath') ?? '/data/db';
}

type Line = readonly [part: string, id: number, context: string, text: string, attributes?: object];

/** A line of the log, with its columns. @upstream src/mongo/logv2/plain_formatter */
function line(time: string, [part, id, context, text, attributes]: Line): string {
  const attr = attributes === undefined ? '' : `,"attr":${JSON.stringify(attributes)}`;
  const component = `"${part}",`.padEnd(12);
  const number = `${id},`.padEnd(9);
  return `{"t":{"$date":"${time}"},"s":"I",  "c":${component}"id":${number}"ctx":"${context}","msg":"${text}"${attr}}\n`;
}

const incomplete = `
error: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'
       both must be specified for a user to be created

`;

/** MongoDB. @upstream docker-library/mongo */
export function mongoServer(version: string): ServerSpec {
  return {
    ports: (start) => [portOf(start)],
    problem(start) {
      const { world, argv } = start;
      if (argv.includes('--version')) return { log: `db version v${version}\n`, exitCode: 0 };
      const has = (name: string): boolean => Boolean(world.env.get(name) || world.env.get(`${name}_FILE`));
      const isHalf = has('MONGO_INITDB_ROOT_USERNAME') !== has('MONGO_INITDB_ROOT_PASSWORD');
      return hasEntrypoint(world) && isHalf ? { log: incomplete, exitCode: 1 } : undefined;
    },
    startLog(start) {
      const { world } = start;
      const time = isoTime(world.clock.now(), 3).replace('Z', '+00:00');
      const host = world.hostname.hostname;
      const system = { name: 'Ubuntu', version: '22.04' };
      const lines: Line[] = [
        [
          'CONTROL',
          23285,
          '-',
          "Automatically disabling TLS 1.0, to force-enable TLS 1.0 specify --sslDisabledProtocols 'none'",
        ],
        [
          'CONTROL',
          4615611,
          'initandlisten',
          'MongoDB starting',
          { pid: 1, port: portOf(start), dbPath: dataOf(start), architecture: '64-bit', host },
        ],
        ['CONTROL', 23403, 'initandlisten', 'Build Info', { buildInfo: { version } }],
        ['CONTROL', 51765, 'initandlisten', 'Operating System', { os: system }],
        ['STORAGE', 22315, 'initandlisten', 'Opening WiredTiger', { config: 'create,cache_size=1536M' }],
        ['NETWORK', 23015, 'listener', 'Listening on', { address: `/tmp/mongodb-${portOf(start)}.sock` }],
        ['NETWORK', 23015, 'listener', 'Listening on', { address: '0.0.0.0' }],
        ['NETWORK', 23016, 'listener', 'Waiting for connections', { port: portOf(start), ssl: 'off' }],
      ];
      return lines.map((one) => line(time, one)).join('');
    },
    prepare(start) {
      const { files } = start.world;
      fileErrorOf(() => {
        files.makeFolders(dataOf(start));
        for (const name of ['WiredTiger', 'WiredTiger.wt', 'storage.bson', 'mongod.lock', '_mdb_catalog.wt']) {
          files.write(`${dataOf(start)}/${name}`, bytesOf('\n'));
        }
      });
    },
    /** Browsers and curl are told that they have come to the wrong place. */
    listener: () => ({
      reply(sent) {
        const isHttp = /^(GET|POST|HEAD|PUT|OPTIONS) /.test(new TextDecoder().decode(sent.slice(0, 8)));
        const text = 'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';
        const head = `HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n`;
        return isHttp ? bytesOf(`${head}${text}`) : undefined;
      },
    }),
  };
}
