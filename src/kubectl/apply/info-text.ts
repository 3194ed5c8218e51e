import { goQuote } from '../../apimachinery/go-value';
import { apiVersionOf, type Kind, type KubeObject } from '../../apimachinery/meta';

/** What an object is, in errors. @upstream cli-runtime pkg/resource Info.String */
export function infoText(kind: Kind, { metadata }: Pick<KubeObject, 'metadata'>): string {
  const apiVersion = apiVersionOf(kind);
  const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  return [
    `Resource: "${group}, Resource=${kind.plural}", GroupVersionKind: "${group}, Kind=${kind.kind}"`,
    `Name: ${goQuote(metadata.name)}, Namespace: ${goQuote(metadata.namespace ?? '')}`,
  ].join('\n');
}
