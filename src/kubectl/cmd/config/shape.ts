/** What may stand at a place of a kubeconfig. */
export type Shape =
  | { readonly is: 'string' | 'bool' | 'bytes' | 'raw' }
  | { readonly is: 'list' | 'map'; readonly of: Shape }
  | Entries
  | Struct;

export type Struct = {
  readonly is: 'struct';
  /** Go's name of the type, which messages mention. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** Go holds a pointer there: `config set` cannot follow it. */
  readonly isPointer?: true;
};

/** A list of `{ name, [value]: … }` that stands for a map. */
export type Entries = {
  readonly is: 'entries';
  readonly entry: Struct;
  /** The field beside `name`. */
  readonly value: string;
  readonly of: Shape;
  /** Go's type of the map. */
  readonly map: string;
};

export type Field = {
  readonly name: string;
  readonly shape: Shape;
  /** Written even where it is empty. */
  readonly always?: true;
  /** What `config set` calls it, where it has another name there. */
  readonly property?: string;
  /** An empty value differs from none: `config view` hides it. */
  readonly keepsEmpty?: true;
};

const text: Shape = { is: 'string' };
const bool: Shape = { is: 'bool' };
const bytes: Shape = { is: 'bytes' };
const texts: Shape = { is: 'list', of: text };

const struct = (name: string, fields: readonly Field[]): Struct => ({ is: 'struct', name, fields });

function entries(name: string, map: string, value: string, of: Shape): Entries {
  const fields: Field[] = [
    { name: 'name', shape: text, always: true },
    { name: value, shape: of, always: true },
  ];
  return { is: 'entries', entry: struct(name, fields), value, of, map };
}

const extensions: Field = {
  name: 'extensions',
  shape: entries('NamedExtension', 'map[string]runtime.Object', 'extension', { is: 'raw' }),
};

const preferences = struct('Preferences', [{ name: 'colors', shape: bool }, extensions]);

const cluster = struct('Cluster', [
  { name: 'server', shape: text, always: true },
  { name: 'tls-server-name', shape: text },
  { name: 'insecure-skip-tls-verify', shape: bool },
  { name: 'certificate-authority', shape: text },
  { name: 'certificate-authority-data', shape: bytes },
  { name: 'proxy-url', shape: text },
  { name: 'disable-compression', shape: bool },
  extensions,
]);

const context = struct('Context', [
  { name: 'cluster', shape: text, always: true },
  { name: 'user', shape: text, always: true },
  { name: 'namespace', shape: text },
  extensions,
]);

const authProvider: Struct = {
  ...struct('AuthProviderConfig', [
    { name: 'name', shape: text, always: true },
    { name: 'config', shape: { is: 'map', of: text }, always: true },
  ]),
  isPointer: true,
};

const variable = struct('ExecEnvVar', [
  { name: 'name', shape: text, always: true },
  { name: 'value', shape: text, always: true },
]);

const exec: Struct = {
  ...struct('ExecConfig', [
    { name: 'command', shape: text, always: true },
    { name: 'args', shape: texts, always: true },
    { name: 'env', shape: { is: 'list', of: variable }, always: true },
    { name: 'apiVersion', shape: text },
    { name: 'installHint', shape: text },
    { name: 'provideClusterInfo', shape: bool, always: true },
    { name: 'interactiveMode', shape: text },
  ]),
  isPointer: true,
};

const user = struct('AuthInfo', [
  { name: 'client-certificate', shape: text },
  { name: 'client-certificate-data', shape: bytes },
  { name: 'client-key', shape: text },
  { name: 'client-key-data', shape: bytes, keepsEmpty: true },
  { name: 'token', shape: text },
  { name: 'tokenFile', shape: text },
  { name: 'as', shape: text, property: 'act-as' },
  { name: 'as-uid', shape: text, property: 'act-as-uid' },
  { name: 'as-groups', shape: texts, property: 'act-as-groups' },
  { name: 'as-user-extra', shape: { is: 'map', of: texts }, property: 'act-as-user-extra' },
  { name: 'username', shape: text },
  { name: 'password', shape: text },
  { name: 'auth-provider', shape: authProvider },
  { name: 'exec', shape: exec },
  extensions,
]);

/**
 * What a kubeconfig holds, in the order in which `-o json` prints it.
 * @upstream client-go tools/clientcmd/api/v1/types.go Config
 */
export const kubeconfigShape: Struct = struct('Config', [
  { name: 'kind', shape: text },
  { name: 'apiVersion', shape: text },
  { name: 'preferences', shape: preferences, always: true },
  { name: 'clusters', shape: entries('NamedCluster', 'map[string]*api.Cluster', 'cluster', cluster), always: true },
  { name: 'users', shape: entries('NamedAuthInfo', 'map[string]*api.AuthInfo', 'user', user), always: true },
  { name: 'contexts', shape: entries('NamedContext', 'map[string]*api.Context', 'context', context), always: true },
  { name: 'current-context', shape: text, always: true },
  extensions,
]);

/** Go's name of a type, as its JSON decoder mentions it. */
export function goTypeOf(shape: Shape): string {
  switch (shape.is) {
    case 'bytes':
      return '[]uint8';
    case 'list':
      return `[]${goTypeOf(shape.of)}`;
    case 'map':
      return `map[string]${goTypeOf(shape.of)}`;
    case 'entries':
      return `[]${goTypeOf(shape.entry)}`;
    case 'struct':
      return `v1.${shape.name}`;
    default:
      return shape.is;
  }
}
