import type { Output } from '../../streams';

/** How far a transfer is; sizes in bytes, undefined where the whole is not known. */
export type Progress = {
  readonly received: number;
  readonly toReceive: number | undefined;
  readonly sent: number;
  readonly toSend: number;
  /** Milliseconds that were waited. */
  readonly waited: number;
};

/** A transfer whose time stands still takes so many microseconds. */
export const SHORTEST = 1333;

/** What curl shows of its progress. */
export type Meter = {
  readonly start: () => void;
  readonly update: (progress: Progress) => void;
  readonly finish: (progress: Progress) => void;
};

const header = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;

const nothing: Progress = { received: 0, toReceive: undefined, sent: 0, toSend: 0, waited: 0 };

/** A size in five letters. @upstream curl lib/progress.c max5data */
function fiveLetters(bytes: number): string {
  const size = Math.floor(bytes);
  const kilo = 1024;
  const mega = kilo * kilo;
  if (size < 100_000) return String(size).padStart(5);
  if (size < 10_000 * kilo) return `${Math.floor(size / kilo)}k`.padStart(5);
  if (size < 100 * mega) return `${Math.floor(size / mega)}.${Math.floor((size % mega) / (mega / 10))}M`.padStart(5);
  if (size < 10_000 * mega) return `${Math.floor(size / mega)}M`.padStart(5);
  return `${Math.floor(size / mega / kilo)}G`.padStart(5);
}

function time(seconds: number): string {
  if (seconds <= 0) return '--:--:--';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function percent(part: number, whole: number): string {
  return String(whole === 0 ? 0 : Math.floor((part * 100) / whole)).padStart(3);
}

/** One state of the table. @upstream curl lib/progress.c progress_meter */
function meterLine({ received, toReceive, sent, toSend, waited }: Progress): string {
  const expected = toReceive ?? 0;
  const whole = (toReceive ?? received) + toSend;
  const micros = SHORTEST + waited * 1000;
  const speed = (bytes: number): string => fiveLetters((bytes * 1_000_000) / micros);
  const seconds = Math.floor(waited / 1000);
  const current = (received + sent) * (seconds > 0 ? 1_000_000 / micros : 1000);
  const done = percent(received + sent, expected + toSend === 0 ? 0 : whole);
  return [
    `\r${done} ${fiveLetters(whole)}  ${percent(received, expected)} ${fiveLetters(received)}  `,
    `${percent(sent, toSend)} ${fiveLetters(sent)}  ${speed(received)}  ${speed(sent)} `,
    `--:--:-- ${time(seconds)} --:--:-- ${fiveLetters(current)}`,
  ].join('');
}

/** The table that curl draws where it is not told to be silent. */
export function tableMeter(stderr: Output): Meter {
  let isStarted = false;
  return {
    start() {
      stderr.write(`${isStarted ? '' : header}${meterLine(nothing)}`);
      isStarted = true;
    },
    update: (progress) => stderr.write(meterLine(progress)),
    finish: (progress) => stderr.write(`${meterLine(progress)}\n`),
  };
}

/** The bar of `-#`. */
export function barMeter(stderr: Output): Meter {
  const bar = `\r${'#'.repeat(72)} 100.0%`;
  return {
    start: () => undefined,
    update: () => undefined,
    finish: ({ received, toReceive }) => stderr.write(received > 0 && received === toReceive ? `${bar}\n` : '\n'),
  };
}

/** No meter at all. */
export const silentMeter: Meter = { start: () => undefined, update: () => undefined, finish: () => undefined };
