import type { Connected } from '../../network/network';
import type { ProgramIo } from '../program';
import { barMeter, type Meter, type Progress, silentMeter, tableMeter } from './meter';
import type { CurlOptions } from './option';
import type { CurlUrl } from './url';

/** A connection that later requests to the same place use. */
export type OpenConnection = {
  readonly number: number;
  readonly connected: Connected;
  /** The address that was connected to. */
  readonly address: string;
};

/** What the transfers of one command share. */
export type CurlSession = {
  readonly io: ProgramIo;
  readonly options: CurlOptions;
  /** By scheme, host and port. */
  readonly open: Map<string, OpenConnection>;
  /** The names that were looked up. */
  readonly known: Set<string>;
  /** The addresses of `--resolve`, by host and port. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  /** How many connections were begun. */
  begun: number;
};

/** Makes what the transfers of a command share. */
export function createSession(io: ProgramIo, options: CurlOptions): CurlSession {
  const given = options.all('resolve').map(({ value }): [string, string[]] => {
    const [, host = '', port = '', addresses = ''] = /^\+?(\[[^\]]*\]|[^:]*):(\d+):(.*)$/.exec(value) ?? [];
    return [`${host.toLowerCase()}:${port}`, addresses.split(',').map((address) => address.replace(/^\[|\]$/g, ''))];
  });
  return { io, options, open: new Map(), known: new Set(), given: new Map(given), begun: 0 };
}

/** Whether what is received goes to a terminal, which then is left alone. */
function isOnTerminal({ io, options }: CurlSession): boolean {
  const isFile = options.all('output', 'remote-name').some(({ value }) => value !== '-');
  return io.stdout.isTerminal === true && !isFile;
}

/** The lines that `-v` adds. */
export type Talk = {
  /** `* text` */
  readonly info: (text: string) => void;
  /** The head of a request or of a response, line by line. */
  readonly head: (sign: '>' | '<', text: string) => void;
  /** So many bytes were sent or received. */
  readonly data: (sign: '}' | '{', size: number) => void;
};

/** What a request knows of its way. */
export type Way = { readonly url: CurlUrl; readonly talk: Talk; readonly meter: Meter };

/** What `-v` says, or nothing. */
export function talkOf(session: CurlSession): Talk {
  const { io, options } = session;
  if (!options.has('verbose')) return { info: () => undefined, head: () => undefined, data: () => undefined };
  const hidesData = isOnTerminal(session);
  return {
    info: (text) => io.stderr.write(`* ${text}\n`),
    head: (sign, text) => io.stderr.write(text.replace(/[^\n]*\n/g, (line) => `${sign} ${line}`)),
    data(sign, size) {
      if (size > 0 && !hidesData) io.stderr.write(`${sign} [${size} bytes data]\n`);
    },
  };
}

/** Says what is odd, in lines of 79 letters, unless told to be silent. @upstream curl src/tool_msgs.c voutf */
export function warn({ io, options }: Pick<CurlSession, 'io' | 'options'>, text: string): void {
  if (options.has('silent')) return;
  const width = 79 - 'Warning: '.length;
  let rest = `${text}\n`;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width - 1);
    const cut = space > 0 ? space + 1 : width;
    io.stderr.write(`Warning: ${rest.slice(0, cut)}\n`);
    rest = rest.slice(cut);
  }
  io.stderr.write(`Warning: ${rest}`);
}

/** The meter that the command line asks for. */
export function meterOf(session: CurlSession): Meter {
  const { io, options } = session;
  const isHidden = options.last('progress-meter') === 'no';
  if (options.has('silent') || isHidden || isOnTerminal(session)) return silentMeter;
  return options.has('progress-bar') ? barMeter(io.stderr) : tableMeter(io.stderr);
}

/** Waits, while the meter shows each second. @param waited the milliseconds that were waited before */
export async function wait(
  session: CurlSession,
  meter: Meter,
  milliseconds: number | undefined,
  waited = 0,
): Promise<void> {
  const { clock } = session.io.world;
  if (milliseconds === undefined || meter === silentMeter) return await clock.sleep(milliseconds);
  const idle: Progress = { received: 0, toReceive: undefined, sent: 0, toSend: 0, waited: 0 };
  for (let passed = 0; passed < milliseconds; passed += 1000) {
    if (passed > 0) meter.update({ ...idle, waited: waited + passed });
    await clock.sleep(Math.min(1000, milliseconds - passed));
  }
}
