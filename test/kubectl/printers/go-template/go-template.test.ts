import { describe, expect, it } from 'vitest';
import {
  goTemplateFromFlag,
  printGoTemplate,
  renderGoTemplate,
} from '../../../../src/kubectl/printers/go-template/render';
import { PrintError } from '../../../../src/kubectl/printers/print-error';
import recorded from './recorded.json';

/** What a template writes, and the error after which it stopped. */
function run(template: string): { output: string; error?: string } {
  try {
    return { output: renderGoTemplate(template, recorded.data) };
  } catch (error) {
    const output = error instanceof PrintError ? error.output : '';
    return { output, error: error instanceof Error ? error.message : String(error) };
  }
}

describe('go-template', () => {
  it.each(recorded.rows.map((row) => [row.template, row] as const))('%j does what Go does', (template, row) => {
    expect(run(template)).toEqual({ output: row.output, error: row.error });
  });

  it('names what does not compare as kubectl 1.33 does', () => {
    expect(run('{{eq 1 "a"}}').error).toBe(
      'template: output:1:2: executing "output" at <eq 1 "a">: error calling eq: incompatible types for comparison',
    );
  });
});

describe('the words around errors', () => {
  it('quotes a template that does not parse', () => {
    expect(() => goTemplateFromFlag('{{.items')).toThrow(
      'error parsing template {{.items, template: output:1: unclosed action',
    );
  });

  it('prints help for finding an error after what was written', () => {
    const print = (): string => printGoTemplate(goTemplateFromFlag('a{{.k.x}}'), { k: 'v<' });
    const message = `template: output:1:5: executing "output" at <.k.x>: can't evaluate field x in type interface {}`;
    const help =
      `aError executing template: ${message}. Printing more information for debugging the template:\n` +
      '\ttemplate was:\n\t\ta{{.k.x}}\n\traw data was:\n\t\t{"k":"v\\u003c"}\n' +
      '\tobject given to template engine was:\n\t\tmap[k:v<]\n\n';
    expect(print).toThrow(new PrintError(`error executing template "a{{.k.x}}": ${message}`, help));
    try {
      print();
    } catch (error) {
      expect(error instanceof PrintError && error.output).toBe(help);
    }
  });
});
