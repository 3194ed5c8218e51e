// biome-ignore lint/correctness/noNodejsModules: V8's own guard; what an expression matches depends on it and the text alone
import { setFlagsFromString } from 'node:v8';

const FLAG = 'enable-experimental-regexp-engine-on-excessive-backtracks';

/**
 * Does something with expressions that a container brings: where one backtracks without end, V8 goes on in linear time.
 * Node's own modules are kept compiled for the flag's default, which therefore is put back.
 * @param match makes its expression itself: what was compiled without the flag stays without it
 */
export function boundedMatch<T>(match: () => T): T {
  setFlagsFromString(`--${FLAG}`);
  try {
    return match();
  } finally {
    setFlagsFromString(`--no-${FLAG}`);
  }
}
