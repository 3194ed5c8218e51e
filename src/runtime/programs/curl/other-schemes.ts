import { FileError } from '../../files/file-error';
import { absolutePath } from '../../files/path';
import { maxTime, reach } from './connect';
import { CurlFailure } from './failure';
import { type Way, wait } from './session';
import type { Transfer } from './transfer';

function readFile({ session, outcome, destination }: Transfer, { url, meter, talk }: Way): void {
  const { files } = session.io.world;
  let bytes: Uint8Array;
  try {
    bytes = files.read(absolutePath(decodeURIComponent(url.path), '/'));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new CurlFailure(37, `Couldn't open file ${url.path}`);
  }
  if (!session.options.has('head')) destination.write(bytes);
  outcome.received = bytes.length;
  meter.finish({ received: bytes.length, toReceive: bytes.length, sent: 0, toSend: 0, waited: 0 });
  talk.info('Closing connection 0');
}

/** Sends what is typed, and shows what comes back, until the time is over. */
async function talkRaw(transfer: Transfer, way: Way): Promise<never> {
  const { session, outcome, destination } = transfer;
  const { stdin } = session.io;
  const reached = await reach(session, way);
  outcome.connects += 1;
  outcome.remoteAddress = reached.address;
  const { greeting, reply } = reached.connected.listener;
  if (greeting !== undefined) destination.write(greeting);
  for (;;) {
    const bytes = await stdin.read();
    if (bytes === undefined) break;
    const answer = reply?.(bytes);
    if (answer !== undefined) destination.write(answer);
  }
  const limit = maxTime(session);
  const left = limit === undefined ? undefined : limit - reached.waited;
  await wait(session, way.meter, left, reached.waited);
  outcome.waited = limit ?? 0;
  throw new CurlFailure(28, 'Time-out');
}

/** Fetches a URL of another scheme than HTTP's: a file, or a connection as telnet makes it. @throws CurlFailure */
export async function fetchOther(transfer: Transfer, way: Way): Promise<void> {
  transfer.outcome.effective = way.url.text;
  transfer.outcome.scheme = way.url.scheme;
  if (way.url.scheme === 'file') readFile(transfer, way);
  else await talkRaw(transfer, way);
}
