import { selfName } from './complaint';
import type { ProgramIo } from './program';

/** Asks on stderr whether to go on; yes is what begins with a y. */
export async function ask(io: ProgramIo, question: string): Promise<boolean> {
  io.stderr.write(`${selfName(io)}: ${question} `);
  const answer = await io.stdin.readLine();
  return answer !== undefined && /^[yY]/.test(answer);
}
