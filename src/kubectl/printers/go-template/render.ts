import { goQuote, goText } from '../../../apimachinery/go-value';
import type { Json } from '../../../apimachinery/json';
import { compactJson } from '../json';
import { PrintError } from '../print-error';
import { executeGoTemplate } from './execute';
import { type GoTemplate, GoTemplateError } from './node';
import { parseGoTemplate } from './parser';

/**
 * What a template makes of a value.
 * @param templateName what errors call it
 * @throws GoTemplateError where the template cannot be read, PrintError where it cannot be run; both with Go's words
 */
export function renderGoTemplate(template: string, data: Json, templateName = 'output'): string {
  return executeGoTemplate(parseGoTemplate(template, templateName), data);
}

/**
 * Reads a template given on the command line.
 * @throws GoTemplateError `error parsing template …`
 * @upstream cli-runtime genericclioptions/template_flags.go ToPrinter
 */
export function goTemplateFromFlag(template: string): GoTemplate {
  try {
    return parseGoTemplate(template);
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    throw new GoTemplateError(`error parsing template ${template}, ${error.message}`);
  }
}

/**
 * What `-o go-template` prints of an object.
 * @throws PrintError `error executing template …`, after help for finding the error on stdout
 * @upstream cli-runtime printers/template.go PrintObj
 */
export function printGoTemplate(template: GoTemplate, data: Json): string {
  try {
    return executeGoTemplate(template, data);
  } catch (error) {
    if (!(error instanceof PrintError)) throw error;
    const help = [
      `Error executing template: ${error.message}. Printing more information for debugging the template:\n`,
      `\ttemplate was:\n\t\t${template.text}\n`,
      `\traw data was:\n\t\t${compactJson(data)}\n`,
      `\tobject given to template engine was:\n\t\t${goText(data)}\n\n`,
    ];
    const message = `error executing template ${goQuote(template.text)}: ${error.message}`;
    throw new PrintError(message, error.output + help.join(''));
  }
}
