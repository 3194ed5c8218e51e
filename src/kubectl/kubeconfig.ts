import { isObject, type Json, type JsonObject, jsonType } from '../apimachinery/json';
import { diagnoseYaml } from '../apimachinery/yaml/diagnose';
import { readYamlDocuments } from '../apimachinery/yaml/read';
import { normalise } from './cmd/config/normalise';
import { printYaml } from './printers/yaml';

export type NamedExtension = { name: string; extension: Json };

export type Cluster = {
  server: string;
  'tls-server-name'?: string;
  'insecure-skip-tls-verify'?: boolean;
  /** A path; relative to the folder of the file. */
  'certificate-authority'?: string;
  /** Base64. */
  'certificate-authority-data'?: string;
  'proxy-url'?: string;
  'disable-compression'?: boolean;
  extensions?: NamedExtension[];
};

export type Context = { cluster: string; user: string; namespace?: string; extensions?: NamedExtension[] };

export type AuthProviderConfig = { name: string; config: { [key: string]: string } | null };

export type ExecEnvVar = { name: string; value: string };

export type ExecConfig = {
  command: string;
  args: string[] | null;
  env: ExecEnvVar[] | null;
  apiVersion?: string;
  installHint?: string;
  provideClusterInfo: boolean;
  interactiveMode?: string;
};

export type AuthInfo = {
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  token?: string;
  tokenFile?: string;
  as?: string;
  'as-uid'?: string;
  'as-groups'?: string[];
  'as-user-extra'?: { [key: string]: string[] | null };
  username?: string;
  password?: string;
  'auth-provider'?: AuthProviderConfig;
  exec?: ExecConfig;
  extensions?: NamedExtension[];
};

export type NamedCluster = { name: string; cluster: Cluster };
export type NamedContext = { name: string; context: Context };
export type NamedAuthInfo = { name: string; user: AuthInfo };

/** What a kubeconfig file says; lists are sorted by name, and empty fields that are not always written are absent. */
export type Kubeconfig = {
  kind: 'Config';
  apiVersion: 'v1';
  preferences: { colors?: boolean; extensions?: NamedExtension[] };
  clusters: NamedCluster[];
  users: NamedAuthInfo[];
  contexts: NamedContext[];
  'current-context': string;
  extensions?: NamedExtension[];
};

/** Where the kubeconfig is kept. */
export type KubeconfigStore = {
  /** An absent file is an empty kubeconfig. @throws Error `error loading config file "PATH": REASON` */
  readonly read: () => Kubeconfig;
  readonly write: (config: Kubeconfig) => void;
  /** As it was given: messages name it. */
  readonly path: string;
  /** Absolute; relative paths begin there. */
  readonly workingFolder: string;
};

export const emptyKubeconfig: Kubeconfig = {
  kind: 'Config',
  apiVersion: 'v1',
  preferences: {},
  clusters: [],
  users: [],
  contexts: [],
  'current-context': '',
};

/**
 * Reads a kubeconfig, in YAML or JSON. What kubectl does not know is left out.
 * @throws Error with kubectl's words for what stands behind `error loading config file "PATH": `
 * @upstream client-go tools/clientcmd/loader.go Load
 */
export function parseKubeconfig(text: string): Kubeconfig {
  const json = readFirst(text);
  if (json === undefined) return emptyKubeconfig;
  checkKind(json);
  const config = { ...normalise(json), kind: 'Config', apiVersion: 'v1' } as Kubeconfig;
  return { ...config, users: config.users.map(withInteractiveMode) };
}

function readFirst(text: string): Json | undefined {
  try {
    return readYamlDocuments(text).documents[0]?.json;
  } catch (error) {
    // What looks like JSON is read as YAML here, and refused in YAML's words.
    throw diagnoseYaml(text) ?? error;
  }
}

/** @upstream apimachinery runtime/serializer/json/meta.go Interpret */
function checkKind(json: Json): void {
  const problem = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (!isObject(json)) {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    throw new Error(`${problem} ${jsonType(json)} into Go value of type ${type}`);
  }
  for (const field of ['apiVersion', 'kind']) {
    const value = json[field] ?? '';
    if (typeof value !== 'string') {
      throw new Error(`${problem} ${jsonType(value)} into Go struct field .${field} of type string`);
    }
  }
  const [kind, version] = [json.kind || 'Config', json.apiVersion || 'v1'];
  if (kind === 'Config' && version === 'v1') return;
  const scheme = 'k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50';
  throw new Error(`no kind "${kind}" is registered for version "${version}" in scheme "${scheme}"`);
}

/** @upstream client-go tools/clientcmd/api/v1/defaults.go SetDefaults_ExecConfig */
function withInteractiveMode(entry: NamedAuthInfo): NamedAuthInfo {
  const { exec } = entry.user;
  if (exec === undefined || exec.interactiveMode !== undefined) return entry;
  if (!/^client\.authentication\.k8s\.io\/v1(alpha1|beta1)$/.test(exec.apiVersion ?? '')) return entry;
  return { ...entry, user: { ...entry.user, exec: { ...exec, interactiveMode: 'IfAvailable' } } };
}

/** A kubeconfig with its fields in kubectl's order, as `-o json` prints it. */
export function kubeconfigJson(config: Kubeconfig): JsonObject {
  const { clusters, users, contexts, ...rest } = config;
  const listed = users.map(({ name, user }) => ({
    name,
    user: { ...user, 'client-key-data': user['client-key-data'] || undefined },
  }));
  const json = normalise({ ...rest, clusters, users: listed, contexts });
  for (const list of ['clusters', 'users', 'contexts']) if ((json[list] as Json[]).length === 0) json[list] = null;
  return json;
}

/** The text of a kubeconfig file: YAML with its fields sorted. @upstream client-go tools/clientcmd/loader.go Write */
export function printKubeconfig(config: Kubeconfig): string {
  return printYaml(kubeconfigJson(config));
}
