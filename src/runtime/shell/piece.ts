/** A piece of a word after expansion. Only what is not quoted and came from an expansion is split into words. */
export type Piece = {
  readonly text: string;
  readonly origin: 'literal' | 'quoted' | 'expansion';
  /** As written, with backslashes: what a pattern is made of. */
  readonly raw?: string;
  /** Ends the word before this piece: between the parameters of "$@". */
  readonly breaksBefore?: boolean;
};

/** A word that a command is given, and the pattern that it is, where something of it stands for other texts. */
export type Field = { readonly text: string; readonly pattern: string };

/** A piece as a shell pattern: what was quoted stands for itself. */
export function piecePattern({ text, raw, origin }: Piece): string {
  return origin === 'quoted' ? text.replace(/[\\*?[\]]/g, '\\$&') : (raw ?? text);
}

/** Pieces as one text, without splitting. */
export function piecesText(pieces: readonly Piece[]): string {
  return pieces.map(({ text, breaksBefore }) => (breaksBefore ? ` ${text}` : text)).join('');
}

type Step = Field | 'break';

/** A piece as texts to append and breaks between words. */
function stepsOf(piece: Piece, separators: string): Step[] {
  const { text, origin, breaksBefore } = piece;
  const whole: Field = { text, pattern: piecePattern(piece) };
  if (origin === 'quoted') return breaksBefore ? ['break', whole] : [whole];
  if (origin === 'literal') return text === '' ? [] : [whole];
  const steps: Step[] = breaksBefore ? ['break'] : [];
  let run = '';
  const flush = (): void => {
    if (run !== '') steps.push({ text: run, pattern: run });
    run = '';
  };
  for (const [i, character] of [...text].entries()) {
    if (!separators.includes(character)) run += character;
    else {
      flush();
      // A separator that is no blank ends a word even where that is empty.
      const isBlank = ' \t\n'.includes(character);
      if (!isBlank && (steps.at(-1) === 'break' || i === 0)) steps.push({ text: '', pattern: '' });
      steps.push('break');
    }
  }
  flush();
  return steps;
}

/** Divides pieces into words, at "$@" and where unquoted expansions hold separators. */
export function splitPieces(pieces: readonly Piece[], separators: string): Field[] {
  const fields: Field[] = [];
  let open: Field | undefined;
  for (const step of pieces.flatMap((piece) => stepsOf(piece, separators))) {
    if (step === 'break') {
      if (open !== undefined) fields.push(open);
      open = undefined;
    } else open = { text: (open?.text ?? '') + step.text, pattern: (open?.pattern ?? '') + step.pattern };
  }
  return open === undefined ? fields : [...fields, open];
}
