import { type DnsWorld, dnsAddress } from './dns-world';
import { sameAddress } from './ip-address';
import { type DnsAnswer, isAddressRecord, type Question } from './records';
import { answer } from './zone';

/** Sends a question to the name server at an address; undefined: nobody answers there. */
export type Ask = (question: Question, server: string) => DnsAnswer | undefined;

/**
 * A way to ask the cluster's name server; no other server can be reached. Each answer of several addresses turns
 * the next one further.
 */
export function createAsk(world: DnsWorld, turn = 0): Ask {
  const server = dnsAddress(world);
  let next = turn;
  return (question, address) => {
    if (!sameAddress(address, server)) return undefined;
    const reply = answer(question, world, next);
    if (reply.answers.filter(isAddressRecord).length > 1) next += 1;
    return reply;
  };
}
