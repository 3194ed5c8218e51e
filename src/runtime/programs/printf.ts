import { isBusybox } from './complaint';
import { fromByteText, replaceEscapes, toByteText } from './escape';
import { badUsage, missingOperand } from './option';
import {
  floatDigits,
  type NumberProblem,
  type Read,
  readFloat,
  readInteger,
  signedDigits,
  unsignedDigits,
} from './printf-number';
import type { ProgramIo } from './program';
import { quoted, quotedIfOdd, quotedWord } from './quote';

/** Whose printf it is; they differ in what they say of numbers that are none. */
export type PrintfDialect = 'gnu' | 'busybox' | 'bash' | 'dash';

/** What `printf` comes to; each complaint is a line that begins with its name. */
export type PrintfResult = { readonly text: string; readonly error?: string; readonly exitCode: number };

const complaints: {
  readonly [dialect in PrintfDialect]: { readonly [problem in NumberProblem]: (text: string) => string };
} = {
  gnu: {
    none: (text) => `${quoted(text)}: expected a numeric value`,
    rest: (text) => `${quoted(text)}: value not completely converted`,
    range: (text) => `${quoted(text)}: Numerical result out of range`,
  },
  busybox: {
    none: (text) => `invalid number '${text}'`,
    rest: (text) => `invalid number '${text}'`,
    range: (text) => `invalid number '${text}'`,
  },
  bash: {
    none: (text) => `${text}: invalid number`,
    rest: (text) => `${text}: invalid number`,
    range: (text) => `warning: ${text}: Numerical result out of range`,
  },
  dash: {
    none: (text) => `${text}: expected numeric value`,
    rest: (text) => `${text}: not completely converted`,
    range: (text) => `${text}: Numerical result out of range`,
  },
};

const invalidFormat: { readonly [dialect in PrintfDialect]: (directive: string) => string } = {
  gnu: (directive) => `${directive}: invalid conversion specification`,
  busybox: (directive) => `${directive}: invalid format`,
  bash: (directive) => `\`${directive.slice(-1)}': invalid format character`,
  dash: (directive) => `${directive}: invalid directive`,
};

/** One run: what it has printed, and which arguments are left. */
type Run = {
  readonly dialect: PrintfDialect;
  readonly values: readonly string[];
  used: number;
  text: string;
  readonly errors: string[];
  exitCode: number;
  isEnded: boolean;
};

type Directive = { readonly flags: string; readonly width: number; readonly precision: number | undefined };

function nextValue(run: Run): string | undefined {
  const value = run.values[run.used];
  run.used += 1;
  return value;
}

function numberFrom<T>(run: Run, read: (text: string) => Read<T>): T {
  const text = nextValue(run) ?? '';
  const isBusy = run.dialect === 'busybox';
  const found = read(text);
  const problem = isBusy && text === '' ? 'none' : found.problem;
  const value = isBusy && problem !== undefined ? read('').value : found.value;
  if (problem !== undefined) {
    run.errors.push(complaints[run.dialect][problem](text));
    if (problem !== 'range' || run.dialect !== 'bash') run.exitCode = 1;
  }
  return value;
}

function padded(text: string, { flags, width }: Directive): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

/** A number with its sign in front, and zeros after it where asked. */
function numeric(sign: string, digits: string, directive: Directive, allowsZeros: boolean): string {
  const { flags, width } = directive;
  const isFilled = flags.includes('0') && !flags.includes('-') && allowsZeros;
  return padded(sign + (isFilled ? digits.padStart(width - sign.length, '0') : digits), directive);
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function integer(run: Run, conversion: string, directive: Directive): string {
  const value = numberFrom(run, readInteger);
  const { flags, precision } = directive;
  const isSigned = conversion === 'd' || conversion === 'i';
  const base = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16;
  const plain = isSigned ? signedDigits(value) : unsignedDigits(value, base);
  const digits = precision === 0 && value === 0n ? '' : plain.padStart(precision ?? 0, '0');
  const hasPrefix = flags.includes('#') && value !== 0n;
  const prefix =
    hasPrefix && base === 16 && !isSigned ? '0x' : hasPrefix && base === 8 && !digits.startsWith('0') ? '0' : '';
  const sign = isSigned ? signOf(value < 0n, flags) : prefix;
  const text = numeric(sign, digits, directive, precision === undefined);
  return conversion === 'X' ? text.toUpperCase() : text;
}

function float(run: Run, conversion: string, directive: Directive): string {
  const value = numberFrom(run, readFloat);
  const { flags, precision = 6 } = directive;
  const isNegative = value < 0 || Object.is(value, -0);
  const digits = floatDigits(Math.abs(value), conversion.toLowerCase(), precision, flags.includes('#'));
  const text = numeric(signOf(isNegative, flags), digits, directive, Number.isFinite(value));
  return conversion === conversion.toUpperCase() ? text.toUpperCase() : text;
}

function shellWord(value: string, dialect: PrintfDialect): string {
  if (dialect !== 'bash') return quotedIfOdd(value);
  if (value === '') return "''";
  if (/[^ -~]/.test(value)) return `$${quotedWord(value).replace(/"/g, '"')}`;
  return value.replace(/[^\w%+./:=@-]/g, '\\$&');
}

function argument(run: Run, conversion: string, directive: Directive): string {
  const { precision } = directive;
  const cut = (text: string): string => padded(precision === undefined ? text : text.slice(0, precision), directive);
  if ('diuxXo'.includes(conversion)) return integer(run, conversion, directive);
  if ('feEgGF'.includes(conversion)) return float(run, conversion, directive);
  const value = nextValue(run) ?? '';
  if (conversion === 'c') return padded(toByteText(value).slice(0, 1) || '\0', directive);
  if (conversion === 'q') return cut(toByteText(shellWord(value, run.dialect)));
  if (conversion !== 'b') return cut(toByteText(value));
  const { text, ended } = replaceEscapes(toByteText(value));
  run.isEnded ||= ended;
  return cut(text);
}

const directivePattern = /%([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d*))?(?:hh|h|ll|l|L|j|z|t|q(?=[diuxXo]))?(.?)/gs;

/** GNU's printf refuses flags that mean nothing to a conversion. */
function isAllowed({ dialect }: Run, [, flags = '', , precision, conversion = '']: RegExpExecArray): boolean {
  if (dialect !== 'gnu') return true;
  if (flags.includes('#') && 'diucsbq'.includes(conversion)) return false;
  if (flags.includes('0') && 'csbq'.includes(conversion)) return false;
  return precision === undefined || conversion !== 'c';
}

/** Goes through the format once; answers whether it can be gone on with. */
function runOnce(run: Run, format: string): boolean {
  let at = 0;
  const literal = (end: number): void => {
    const { text, ended } = replaceEscapes(format.slice(at, end), true);
    run.text += text;
    run.isEnded ||= ended;
  };
  for (const match of format.matchAll(directivePattern)) {
    const [whole, flags = '', width, precision, conversion = ''] = match;
    literal(match.index);
    at = match.index + whole.length;
    if (run.isEnded) return false;
    if (conversion === '%') {
      run.text += '%';
      continue;
    }
    if (conversion === '' || !'sdiuxXofFeEgGcbq'.includes(conversion) || !isAllowed(run, match)) {
      run.errors.push(invalidFormat[run.dialect](whole));
      run.exitCode = 1;
      return false;
    }
    const asked = width === '*' ? Number(numberFrom(run, readInteger)) : Number(width ?? 0);
    const limit = precision === '*' ? Number(numberFrom(run, readInteger)) : Number(precision ?? 0);
    const directive: Directive = {
      flags: asked < 0 ? `${flags}-` : flags,
      width: Math.abs(asked),
      precision: precision === undefined || limit < 0 ? undefined : limit,
    };
    run.text += argument(run, conversion, directive);
    if (run.isEnded) return false;
  }
  literal(format.length);
  return !run.isEnded;
}

function start(args: readonly string[], dialect: PrintfDialect): Run {
  const [format = '', ...values] = args;
  const run: Run = { dialect, values, used: 0, text: '', errors: [], exitCode: 0, isEnded: false };
  const bytes = toByteText(format);
  for (;;) {
    const before = run.used;
    const goesOn = runOnce(run, bytes);
    if (goesOn && run.used === before && run.used < values.length && dialect === 'gnu') {
      run.errors.push(`warning: ignoring excess arguments, starting with ${quoted(values[run.used] ?? '')}`);
    }
    if (!goesOn || run.used === before || run.used >= values.length) return run;
  }
}

const usages: { readonly [dialect in PrintfDialect]: string } = {
  gnu: 'missing operand',
  busybox: 'usage: printf FORMAT [ARG]...',
  bash: 'usage: printf [-v var] format [arguments]',
  dash: 'usage: printf format [arg ...]',
};

/** What `printf` prints by a format, which is used again while arguments remain; for a shell's own printf. */
export function printfText(args: readonly string[], dialect: PrintfDialect = 'bash'): PrintfResult {
  const given = args[0] === '--' ? args.slice(1) : args;
  if (given.length === 0) return { text: '', error: `printf: ${usages[dialect]}\n`, exitCode: 2 };
  const { text, errors, exitCode } = start(given, dialect);
  const decoded = new TextDecoder().decode(fromByteText(text));
  if (errors.length === 0) return { text: decoded, exitCode };
  return { text: decoded, error: errors.map((error) => `printf: ${error}\n`).join(''), exitCode };
}

/** Prints by a format: `%s %d %i %u %x %X %o %f %e %g %c %b %q %%`, with flags, width and precision. */
export function printf(args: readonly string[], io: ProgramIo): number {
  const given = args[0] === '--' ? args.slice(1) : args;
  if (given.length === 0) return isBusybox(io) ? missingOperand(io) : badUsage(io, 'missing operand');
  const { text, errors, exitCode } = start(given, isBusybox(io) ? 'busybox' : 'gnu');
  io.stdout.write(fromByteText(text));
  for (const error of errors) io.stderr.write(`printf: ${error}\n`);
  return exitCode;
}
