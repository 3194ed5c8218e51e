import schema from './messages.json';

const kinds: ReadonlySet<string> = new Set(schema.kinds);
const versions: ReadonlySet<string> = new Set(schema.kinds.map((name) => name.slice(0, name.lastIndexOf('/'))));

/**
 * The name of the message that carries a kind; undefined where there is none.
 * Options are kinds of every version; Status has no version of its own.
 * @upstream apimachinery meta/v1/register.go AddToGroupVersion, runtime/scheme.go Scheme.New
 */
export function messageOfKind(apiVersion: string, kind: string): string | undefined {
  const name = `${apiVersion}/${kind}`;
  if (kinds.has(name)) return name;
  const isShared = kind === 'Status' || (kind === 'DeleteOptions' && versions.has(apiVersion));
  return isShared ? `meta.k8s.io/v1/${kind}` : undefined;
}
