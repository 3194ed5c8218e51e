// biome-ignore lint/correctness/noNodejsModules: V8's own guard; what an expression matches depends on it and the text alone
import { setFlagsFromString } from 'node:v8';

const FLAG = 'enable-experimental-regexp-engine-on-excessive-backtracks';

/**
 * An expression that a container brings: where it backtracks without end, V8 goes on in linear time.
 * V8 wants its flag both where an expression is made and where it is run. Node's own modules are kept compiled for
 * the flag's default, which therefore is put back each time.
 */
export class BoundedRegExp extends RegExp {
  /** @throws SyntaxError where there is no such expression */
  constructor(source: string, flags = '') {
    setFlagsFromString(`--${FLAG}`);
    try {
      super(source, flags);
    } finally {
      setFlagsFromString(`--no-${FLAG}`);
    }
  }

  override exec(text: string): RegExpExecArray | null {
    setFlagsFromString(`--${FLAG}`);
    try {
      return super.exec(text);
    } finally {
      setFlagsFromString(`--no-${FLAG}`);
    }
  }
}
