import { Killed } from '../../signals';
import type { ProgramIo } from '../program';

/** How to ping; times in milliseconds. */
export type PingSettings = {
  readonly address: string;
  /** Without it for ever. */
  readonly count: number | undefined;
  readonly interval: number;
  /** When to end, whatever came back. */
  readonly deadline: number | undefined;
  /** How long the last answer is waited for. */
  readonly wait: number;
};

/** What came of it. */
export type PingResult = {
  readonly sent: number;
  /** The times of the answers, in milliseconds. */
  readonly times: readonly number[];
  /** Milliseconds from the first packet to the last. */
  readonly elapsed: number;
};

/** How long an answer takes, in milliseconds: the same for each run. */
function roundTrip(address: string, index: number): number {
  const isLocal = address.startsWith('127.') || address === '::1';
  const salt = Array.from(address).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return ((isLocal ? 31 : 62) + ((index * 37 + salt) % 29)) / 1000;
}

/**
 * Sends one packet after the other, until the settings end it, or Ctrl-C.
 * @param onAnswer told of each answer: its number from 0 on, and its time
 */
export async function runPing(
  { world }: ProgramIo,
  { address, count, interval, deadline, wait }: PingSettings,
  onAnswer: (index: number, time: number) => void,
): Promise<PingResult> {
  const { clock, network } = world;
  const times: number[] = [];
  let sent = 0;
  let elapsed = 0;
  try {
    for (;;) {
      const index = sent;
      sent += 1;
      if (await network.answersPing(address)) {
        const time = roundTrip(address, index);
        times.push(time);
        onAnswer(index, time);
      }
      const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - elapsed;
      if (sent === count) {
        if (times.length < sent) await clock.sleep(Math.min(wait, left));
        break;
      }
      await clock.sleep(Math.min(interval, left));
      if (interval >= left) break;
      elapsed += interval;
    }
  } catch (error) {
    if (!(error instanceof Killed && error.signal === 'SIGINT')) throw error;
  }
  return { sent, times, elapsed };
}

/** How many of a hundred packets were lost. */
export function loss({ sent, times }: PingResult): number {
  return sent === 0 ? 0 : Math.floor(((sent - times.length) * 100) / sent);
}
