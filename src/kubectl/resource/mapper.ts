import { goQuote } from '../../apimachinery/go-value';
import { apiVersionOf, type Kind, qualifiedResource } from '../../apimachinery/meta';
import { CommandError } from '../command-error';

/**
 * The kind that a word means: `po`, `pods`, `Pod`, `statefulsets.apps`, `deploy.v1.apps`.
 * @throws CommandError where the server has no such type
 * @upstream cli-runtime pkg/resource mappingFor
 */
export function kindFor(kinds: readonly Kind[], word: string): Kind {
  const text = word.toLowerCase();
  const [name = '', ...rest] = text.split('.');
  const byName = kinds.filter(({ plural, singular, shortNames }) => [plural, singular, ...shortNames].includes(name));
  const found = byName.find((kind) => rest.length === 0 || fitsGroup(kind, name, rest.join('.')));
  if (found === undefined)
    throw new CommandError(`the server doesn't have a resource type ${goQuote(word.split('.')[0] ?? '')}`);
  return found;
}

/** Behind a short name the version is not looked at. @upstream client-go restmapper shortcutExpander */
function fitsGroup({ group, version, shortNames }: Kind, name: string, suffix: string): boolean {
  if (suffix === group || (group !== '' && group.startsWith(suffix))) return true;
  return suffix === `${shortNames.includes(name) ? suffix.split('.')[0] : version}.${group}`;
}

/** The kind of a manifest. @returns undefined where the server has no such kind */
export function kindOfObject(kinds: readonly Kind[], apiVersion: string, kind: string): Kind | undefined {
  return kinds.find((candidate) => apiVersionOf(candidate) === apiVersion && candidate.kind === kind);
}

/** The kinds of a comma list; a category such as `all` stands for several. */
export function kindsFor(kinds: readonly Kind[], words: string): Kind[] {
  const found = words.split(',').flatMap((word) => {
    const members = kinds.filter(({ categories }) => categories.includes(word));
    return members.length > 0 ? members : [kindFor(kinds, word)];
  });
  return preferredKinds(found);
}

/** Each resource in one version: the one that discovery names first. */
export function preferredKinds(kinds: readonly Kind[]): Kind[] {
  const preferred = new Map<string, Kind>();
  for (const kind of kinds) {
    const resource = qualifiedResource(kind);
    if (!preferred.has(resource)) preferred.set(resource, kind);
  }
  return [...preferred.values()];
}
