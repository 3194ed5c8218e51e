import { goQuote } from '../../apimachinery/go-value';
import { apiVersionOf, type Kind } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { kindFor } from '../resource/mapper';

/**
 * The field selector of the events about an object, named as TYPE/NAME.
 * @throws CommandError where it is not named so, or the server has no such type
 * @upstream kubectl pkg/cmd/events decodeResourceTypeName
 */
export async function eventsAbout(text: string, { client }: Kubectl): Promise<string> {
  const [type = '', name, ...more] = text.split('/');
  if (name === undefined) throw new CommandError('--for must be in resource/name form');
  if (more.length > 0) throw new CommandError('arguments in resource/name form may not have more than one slash');
  if (type === '') throw new CommandError('a resource must be present, got: /, Resource=');
  const found = typeNamed(await client.kinds(), type.toLowerCase());
  if (name === '') return '';
  const terms = [`kind=${found.kind}`, `apiVersion=${apiVersionOf(found)}`, `name=${name}`];
  return terms.map((term) => `involvedObject.${term}`).join(',');
}

function typeNamed(kinds: readonly Kind[], word: string): Kind {
  try {
    return kindFor(kinds, word);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [, group = ''] = /\.(.*)$/.exec(word) ?? [];
    throw new CommandError(group === '' ? error.message : `${error.message} in group ${goQuote(group)}`, 1, false);
  }
}
