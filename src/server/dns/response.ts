import type { DnsAnswer, DnsRecord } from '../../dns/records';
import { optBytes, recordBytes } from './record-bytes';
import { HEADER_SIZE, type Request, type WireQuestion } from './request';
import { shortenOwner } from './wire-name';

const flag = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionAvailable: 0x0080 };

const codes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 };

/** An answer, or why there is none. */
export type Reply = Omit<DnsAnswer, 'status'> & { readonly status: keyof typeof codes };

/** A reply without records. */
export function emptyReply(status: Reply['status']): Reply {
  return { status, authoritative: false, answers: [], authority: [], additional: [] };
}

/** The records of a message's three sections. */
type Sections = readonly (readonly Buffer[])[];

/** The records as bytes; those of the asked name have it as it was asked, with its capitals. */
function sectionsOf(reply: Reply, asked: string): Sections {
  const inOwnCase = (record: DnsRecord): DnsRecord =>
    record.name.toLowerCase() === asked.toLowerCase() ? { ...record, name: asked } : record;
  return [reply.answers, reply.authority, reply.additional].map((records) =>
    records.map((record) => recordBytes(inOwnCase(record))),
  );
}

function sizeOf(sections: Sections): number {
  return sections.flat().reduce((sum, { length }) => sum + length, 0);
}

/** The same records in fewer bytes, and as many of them as there is room for: the first one too many ends them all. */
function squeezed(sections: Sections, room: number, { nameBytes }: WireQuestion): Sections {
  let used = 0;
  return sections.map((records) =>
    records
      .map((record) => shortenOwner(record, nameBytes, HEADER_SIZE))
      .filter(({ length }) => {
        used += length;
        return used <= room;
      }),
  );
}

/**
 * The message that answers a request. Names are shortened, and then records left out, only where it would become
 * too large; it is marked as truncated where answers are missing.
 * @param limit bytes
 * @throws Error where a record cannot be written
 * @upstream miekg/dns msg_truncate.go Truncate
 */
export function writeResponse(request: Request, reply: Reply, limit: number): Buffer {
  const { question, edns } = request;
  const code = codes[reply.status];
  const opt = edns === undefined ? [] : [optBytes(edns, code >> 4)];
  const asked = question === undefined ? [] : [question.bytes];
  const room = limit - HEADER_SIZE - sizeOf([asked, opt]);
  let sections = sectionsOf(reply, question?.name ?? '');
  if (question !== undefined && sizeOf(sections) > room) sections = squeezed(sections, room, question);
  const [answers = [], authority = [], additional = []] = sections;
  const flags =
    request.flags |
    flag.response |
    flag.recursionAvailable |
    (reply.authoritative ? flag.authoritative : 0) |
    (answers.length < reply.answers.length ? flag.truncated : 0) |
    (code & 0xf);
  const header = Buffer.alloc(HEADER_SIZE);
  const counts = [asked.length, answers.length, authority.length, additional.length + opt.length];
  for (const [index, value] of [request.id, flags, ...counts].entries()) header.writeUInt16BE(value, 2 * index);
  return Buffer.concat([header, ...asked, ...answers, ...authority, ...additional, ...opt]);
}
