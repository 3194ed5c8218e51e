import { goQuote } from '../../apimachinery/go-value';
import type { ListNode } from '../../apimachinery/jsonpath/node';
import { parseJsonPath } from '../../apimachinery/jsonpath/parser';
import { type Kind, qualifiedResource } from '../../apimachinery/meta';
import { CommandError } from '../command-error';

/** A resource, and the path of a field in it. */
export type ResourceRequest = { readonly kind: Kind; readonly fieldPath: readonly string[] };

/**
 * Reads `sts.spec.template`, `statefulsets.apps.spec`: a resource, with its group or without, and a field's path.
 * @param mayHaveGroup false where the group is said elsewhere: all that stands behind the resource are fields then
 * @throws CommandError
 * @upstream kubectl pkg/explain SplitAndParseResourceRequestWithMatchingPrefix, SplitAndParseResourceRequest
 */
export function readResourceRequest(kinds: readonly Kind[], text: string, mayHaveGroup: boolean): ResourceRequest {
  const [word, fields] = readPath(text);
  const found = kindsNamed(kinds, word);
  const [first] = found;
  if (first === undefined) {
    throw new CommandError(`the server doesn't have a resource type ${goQuote(word)}`, 1, false);
  }
  const qualified = mayHaveGroup ? found.find((kind) => text.startsWith(qualifiedResource(kind))) : undefined;
  if (qualified === undefined) return { kind: first, fieldPath: fieldNames(fields) };
  const rest = text.slice(qualifiedResource(qualified).length);
  return { kind: qualified, fieldPath: rest === '' ? [] : fieldNames(pathNodes(rest).slice(1)) };
}

function readPath(text: string): [word: string, fields: ListNode['nodes']] {
  const [first, ...fields] = pathNodes(text);
  if (first?.type !== 'field') throw new CommandError('invalid jsonpath syntax, first node must be field node');
  return [first.name, fields];
}

function pathNodes(text: string): ListNode['nodes'] {
  const { nodes } = parseJsonPath(`{.${text.replace(/\.$/, '')}}`);
  const [list] = nodes;
  if (list?.type !== 'list' || nodes.length !== 1) throw new CommandError('must pass in 1 jsonpath string');
  return list.nodes;
}

function fieldNames(nodes: ListNode['nodes']): string[] {
  return nodes.map((node) => {
    if (node.type === 'field') return node.name;
    throw new CommandError('invalid jsonpath syntax, first node must be field node');
  });
}

/** @throws CommandError @upstream apimachinery runtime/schema ParseGroupVersion */
export function parseGroupVersion(text: string): Pick<Kind, 'group' | 'version'> {
  const parts = text === '/' ? [''] : text.split('/');
  if (parts.length > 2) throw new CommandError(`unexpected GroupVersion string: ${text}`);
  const version = parts.pop() ?? '';
  return { group: parts.pop() ?? '', version };
}

/** Short names are taken as they are; names of resources in any case. */
function kindsNamed(kinds: readonly Kind[], word: string): Kind[] {
  const name = word.toLowerCase();
  return kinds.filter(
    ({ plural, singular, shortNames }) => name === plural || name === singular || shortNames.includes(word),
  );
}
