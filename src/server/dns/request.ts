import { endOfName, readName } from './wire-name';

/** The bytes before a message's first section. */
export const HEADER_SIZE = 12;

const OPT = 41;
const flag = { response: 0x8000, opcode: 0x7800, recursionDesired: 0x0100, checkingDisabled: 0x0010 };

/** The one question of a message; type and class by their numbers. */
export type WireQuestion = {
  /** The whole section, for the answer to repeat as it came. */
  readonly bytes: Buffer;
  /** The name's part of it. */
  readonly nameBytes: Buffer;
  readonly name: string;
  readonly type: number;
  readonly class: number;
};

/** What a client says about itself in its OPT record. @see RFC 6891 */
export type Edns = {
  readonly version: number;
  /** The largest UDP answer that it takes, in bytes. */
  readonly udpSize: number;
  readonly dnssecOk: boolean;
};

/** A message that must be answered. */
export type Request = {
  readonly id: number;
  /** The opcode and the flags that an answer repeats, at their places in the header. */
  readonly flags: number;
} & (
  | { readonly problem: 'FORMERR' | 'NOTIMP'; readonly question?: undefined; readonly edns?: undefined }
  | { readonly problem?: undefined; readonly question: WireQuestion; readonly edns: Edns | undefined }
);

function readQuestion(message: Buffer): WireQuestion {
  const { bytes, text } = readName(message, HEADER_SIZE);
  const end = HEADER_SIZE + bytes.length;
  return {
    bytes: message.subarray(HEADER_SIZE, end + 4),
    nameBytes: bytes,
    name: text,
    type: message.readUInt16BE(end),
    class: message.readUInt16BE(end + 2),
  };
}

type WireRecord = { readonly type: number; readonly isRoot: boolean; readonly at: number; readonly end: number };

/** A record's type, and where that and its end are. */
function readRecord(message: Buffer, start: number): WireRecord {
  const at = endOfName(message, start);
  const end = at + 10 + message.readUInt16BE(at + 8);
  if (end > message.length) throw new RangeError('record too long');
  return { type: message.readUInt16BE(at), isRoot: at === start + 1, at, end };
}

function readOpt(message: Buffer, { isRoot, at, end }: WireRecord): Edns {
  if (!isRoot) throw new RangeError('an OPT record belongs to the root');
  let option = at + 10;
  while (option < end) option += 4 + message.readUInt16BE(option + 2);
  if (option !== end) throw new RangeError('option too long');
  return {
    udpSize: message.readUInt16BE(at + 2),
    version: message.readUInt8(at + 5),
    dnssecOk: (message.readUInt16BE(at + 6) & 0x8000) !== 0,
  };
}

/** Reads the sections behind the question. */
function readEdns(message: Buffer, start: number, before: number, additional: number): Edns | undefined {
  let offset = start;
  let edns: Edns | undefined;
  for (let index = 0; index < before + additional; index += 1) {
    const record = readRecord(message, offset);
    offset = record.end;
    if (record.type !== OPT || index < before) continue;
    if (edns !== undefined) throw new RangeError('more than one OPT record');
    edns = readOpt(message, record);
  }
  return edns;
}

function readBody(message: Buffer): Pick<Request & { problem?: undefined }, 'question' | 'edns'> {
  const [questions, answers, authorities, additional] = [4, 6, 8, 10].map((offset) => message.readUInt16BE(offset));
  if (questions !== 1 || answers === undefined || authorities === undefined || additional === undefined) {
    throw new RangeError('not one question');
  }
  if (answers > 1 || authorities > 1 || additional > 2) throw new RangeError('too many records');
  const question = readQuestion(message);
  const start = HEADER_SIZE + question.bytes.length;
  return { question, edns: readEdns(message, start, answers + authorities, additional) };
}

/**
 * Reads a client's message. Undefined where it must not be answered: it has no id, or is an answer itself.
 * What it says is FORMERR where it is broken, has not exactly one question, or more records than any client sends.
 * @upstream miekg/dns acceptfunc.go defaultMsgAcceptFunc
 */
export function readRequest(message: Buffer): Request | undefined {
  if (message.length < 2) return undefined;
  const bits = message.length < 4 ? (message[2] ?? 0) << 8 : message.readUInt16BE(2);
  if ((bits & flag.response) !== 0) return undefined;
  const head = { id: message.readUInt16BE(0), flags: bits & (flag.opcode | flag.recursionDesired) };
  if ((bits & flag.opcode) !== 0) return { ...head, problem: 'NOTIMP' };
  try {
    return { ...head, flags: head.flags | (bits & flag.checkingDisabled), ...readBody(message) };
  } catch (error) {
    if (error instanceof RangeError) return { ...head, problem: 'FORMERR' };
    throw error;
  }
}
