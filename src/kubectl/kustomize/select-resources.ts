import { matchesSelector, parseSelector } from '../../apimachinery/labels';
import { CommandError } from '../command-error';
import type { Selector } from './kustomization';
import type { Resource } from './resource';
import { effectiveNamespace } from './resource-id';
import type { ResourceMap } from './resource-map';

/**
 * The resources that a selector means, by what they are called or were called at first.
 * @throws CommandError for what is no regular expression
 * @upstream kustomize api/resmap/reswrangler.go Select
 */
export function selectResources({ resources }: ResourceMap, selector: Selector): Resource[] {
  const patterns = Object.fromEntries(
    (['group', 'version', 'kind', 'name', 'namespace'] as const).map((part) => [part, wholePattern(selector[part])]),
  );
  const matches = (part: keyof typeof patterns, ...texts: readonly string[]): boolean =>
    patterns[part] === undefined || texts.some((text) => patterns[part]?.test(text));
  return resources.filter((resource) => {
    const { id, originalId } = resource;
    return (
      matches('namespace', effectiveNamespace(originalId), effectiveNamespace(id)) &&
      matches('name', originalId.name, id.name) &&
      matches('group', id.group) &&
      matches('version', id.version) &&
      matches('kind', id.kind) &&
      isSelectedByLabels(resource, selector)
    );
  });
}

/** Whether the labels and the annotations of a resource are those of a selector. */
export function isSelectedByLabels({ labels, annotations }: Resource, selector: Selector): boolean {
  const { labelSelector = '', annotationSelector = '' } = selector;
  return (
    matchesSelector(parseSelector(labelSelector), labels) &&
    matchesSelector(parseSelector(annotationSelector), annotations)
  );
}

function wholePattern(text: string | undefined): RegExp | undefined {
  if (!text) return undefined;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    throw new CommandError(`error parsing regexp: invalid pattern: \`^(?:${text})$\``);
  }
}
