import { isAddressRecord } from '../../dns/records';
import { findReply } from './find-reply';
import { type Request, readRequest } from './request';
import { emptyReply, type Reply, writeResponse } from './response';
import { cachedWorld, type WorldSource } from './world-source';

export type Transport = 'udp' | 'tcp';

/** Answers one message; undefined: it must not be answered. It never fails. */
export type Responder = (message: Buffer, transport: Transport) => Promise<Buffer | undefined>;

/** What may be reported while serving: faults of ours or of the world's, never what clients send. */
export type ErrorListener = (error: unknown) => void;

/** Bytes: what a client without EDNS takes, and what any way between two hosts carries. */
const udpSizes = { least: 512, most: 4096 };
const TCP_SIZE = 65_535;

function sizeLimit({ edns }: Request, transport: Transport): number {
  if (transport === 'tcp') return TCP_SIZE;
  return Math.min(Math.max(edns?.udpSize ?? 0, udpSizes.least), udpSizes.most);
}

function hasSeveralAddresses({ answers }: Reply): boolean {
  return answers.filter(isAddressRecord).length > 1;
}

/** The name server without its sockets: each answer of several addresses turns the next one further. */
export function createResponder(source: WorldSource & { readonly onError: ErrorListener }): Responder {
  const world = cachedWorld(source);
  let turn = 0;

  async function answerRequest(request: Request, limit: number): Promise<Buffer> {
    const reply = await findReply(request, world, turn);
    if (hasSeveralAddresses(reply)) turn += 1;
    return writeResponse(request, reply, limit);
  }

  return async (message, transport) => {
    const request = readRequest(message);
    if (request === undefined) return undefined;
    const limit = sizeLimit(request, transport);
    try {
      return await answerRequest(request, limit);
    } catch (error) {
      source.onError(error);
      return writeResponse(request, emptyReply('SERVFAIL'), limit);
    }
  };
}
