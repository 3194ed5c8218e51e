/** What was typed at a terminal, once it is complete. */
export type Typed = { readonly type: 'line'; readonly text: string } | { readonly type: 'interrupt' | 'end' };

/** A line as it is typed: keys come in, what the terminal shows goes out. */
export type Terminal = {
  /** Takes the next bytes, and answers what they complete. */
  readonly feed: (bytes: Uint8Array) => readonly Typed[];
  /** Takes what was typed and not completed, if anything was. */
  readonly takeRest: () => string | undefined;
};

const ERASE = '\b \b';

/**
 * A terminal's line discipline, for clients that send each key as it is pressed: echo, backspace, ^U, ^W, ^C, ^D, and
 * the lines typed before by the arrow keys.
 * @param show what the client's terminal is to show
 */
export function createTerminal(show: (text: string) => void): Terminal {
  const decoder = new TextDecoder();
  const history: string[] = [];
  let recalled = 0;
  let line: string[] = [];
  let sequence = '';

  function erase(count: number): void {
    show(ERASE.repeat(line.splice(line.length - count).length));
  }

  function replace(text: string): void {
    erase(line.length);
    line = [...text];
    show(text);
  }

  function recall(step: -1 | 1): void {
    recalled = Math.min(Math.max(recalled + step, 0), history.length);
    replace(history[recalled] ?? '');
  }

  function complete(): Typed {
    const text = line.join('');
    if (text !== '') history.push(text);
    recalled = history.length;
    line = [];
    show('\r\n');
    return { type: 'line', text };
  }

  function interrupt(): Typed {
    line = [];
    show('^C\r\n');
    return { type: 'interrupt' };
  }

  function word(): number {
    return /\S*\s*$/.exec(line.join(''))?.[0].length ?? 0;
  }

  /** Arrow keys come as ESC [ A; other sequences are swallowed. */
  function continueEscape(key: string): void {
    sequence += key;
    if (sequence === '\x1b[A') recall(-1);
    else if (sequence === '\x1b[B') recall(1);
    if (sequence.length > 1 && !(sequence.length === 2 && /[[O]/.test(key)) && !/[\d;]/.test(key)) sequence = '';
  }

  function press(key: string): Typed | undefined {
    if (sequence !== '') continueEscape(key);
    else if (key === '\r' || key === '\n') return complete();
    else if (key === '\x03') return interrupt();
    else if (key === '\x04') return line.length === 0 ? { type: 'end' } : undefined;
    else if (key === '\x7f' || key === '\b') erase(Math.min(1, line.length));
    else if (key === '\x15') erase(line.length);
    else if (key === '\x17') erase(word());
    else if (key === '\x1b') sequence = key;
    else if (key >= ' ') {
      line.push(key);
      show(key);
    }
    return undefined;
  }

  return {
    takeRest: () => line.splice(0).join('') || undefined,
    feed: (bytes) => [...decoder.decode(bytes, { stream: true })].flatMap((key) => press(key) ?? []),
  };
}
