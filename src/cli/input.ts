import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** All of the standard input. */
export async function readAll(): Promise<string> {
  try {
    return readFileSync(0, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** Reads the standard input line by line; a terminal gets a prompt, editing and a history. */
export function lineReader(): (prompt: string) => Promise<string | undefined> {
  const isTerminal = process.stdin.isTTY === true;
  const reader = createInterface({
    input: process.stdin,
    output: isTerminal ? process.stdout : undefined,
    terminal: isTerminal,
  });
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let ended = false;
  reader.on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) lines.push(line);
    else next(line);
  });
  reader.on('SIGINT', () => {
    process.stdout.write('^C\n');
    reader.prompt();
  });
  reader.on('close', () => {
    ended = true;
    for (const next of waiting.splice(0)) next(undefined);
  });
  return (prompt) => {
    if (isTerminal && !ended) {
      reader.setPrompt(prompt);
      reader.prompt();
    }
    const line = lines.shift();
    if (line !== undefined || ended) return Promise.resolve(line);
    return new Promise((resolve) => waiting.push(resolve));
  };
}
