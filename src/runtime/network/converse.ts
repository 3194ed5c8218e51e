import type { ContainerWorld } from '../container-world';
import type { Input, Output } from '../streams';
import { ownAddress } from './attempt';
import type { Connected } from './network';
import { serveHttp } from './serve-http';

/** How a conversation ended: the other end closed, this one did and the other followed, or it would stay open. */
export type ConversationEnd = 'closed' | 'ended' | 'open';

/** What `peer` waits for ended with the input. */
async function* untilEnd(input: Input, onEnd: () => void): AsyncIterable<Uint8Array> {
  for (;;) {
    const bytes = await input.read();
    if (bytes === undefined) break;
    yield bytes;
  }
  onEnd();
}

/**
 * Sends what comes in to a server, and writes what it says, until one of them ends.
 * @param address the address that was connected to
 */
export async function converse(
  world: ContainerWorld,
  { listener }: Connected,
  address: string,
  input: Input,
  output: Output,
): Promise<ConversationEnd> {
  if (listener.greeting !== undefined) output.write(listener.greeting);
  let hasEnded = false;
  const sent = untilEnd(input, () => {
    hasEnded = true;
  });
  if (listener.http !== undefined) {
    const serve = serveHttp(listener.http, ownAddress(world, address), world.clock.now);
    for await (const bytes of serve(sent)) output.write(bytes);
    return hasEnded ? 'ended' : 'closed';
  }
  for await (const bytes of sent) {
    const answer = listener.reply?.(bytes);
    if (answer?.length === 0) return 'closed';
    if (answer !== undefined) output.write(answer);
  }
  return listener.reply === undefined && listener.greeting === undefined ? 'open' : 'ended';
}
