import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../command-error';

/** @throws CommandError for what names no environment variable @upstream apimachinery util/validation IsEnvVarName */
export function refuseNoVariable(name: string): void {
  const problems: string[] = [];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    problems.push(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    );
  }
  if (name === '.' || name === '..') problems.push(`must not be '${name}'`);
  else if (name.startsWith('..')) problems.push("must not start with '..'");
  if (problems.length > 0) {
    throw new CommandError(`${goQuote(name)} is not a valid key name: ${problems.join(';')}`);
  }
}
