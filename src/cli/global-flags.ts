import type { FlagSpec } from '../kubectl/command';

/** The flags that every command takes. */
export const globalFlags: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'string', usage: 'If present, the namespace scope for this CLI request.' },
  { name: 'context', type: 'string', usage: 'The name of the kubeconfig context to use.' },
  { name: 'state', type: 'string', usage: "The file that holds the cluster's state (instead of the context's)." },
  { name: 'kubeconfig', type: 'string', usage: 'Path to the kubeconfig file to use for CLI requests.' },
  { name: 'cluster', type: 'string', usage: 'The name of the kubeconfig cluster to use.' },
  { name: 'user', type: 'string', usage: 'The name of the kubeconfig user to use.' },
  {
    name: 'server',
    short: 's',
    type: 'string',
    usage: 'The address and port of the Kubernetes API server, instead of a simulated cluster.',
  },
  {
    name: 'token',
    type: 'string',
    usage: 'Bearer token for authentication to the API server.',
  },
  { name: 'as', type: 'string', usage: 'Username to impersonate for the operation.' },
  { name: 'as-group', type: 'stringArray', usage: 'Group to impersonate for the operation.' },
  { name: 'as-uid', type: 'string', usage: 'UID to impersonate for the operation.' },
  { name: 'cache-dir', type: 'string', usage: 'Default cache directory. (Accepted and ignored.)' },
  {
    name: 'certificate-authority',
    type: 'string',
    usage: 'Path to a cert file for the certificate authority.',
  },
  {
    name: 'client-certificate',
    type: 'string',
    usage: 'Path to a client certificate file for TLS.',
  },
  { name: 'client-key', type: 'string', usage: 'Path to a client key file for TLS.' },
  {
    name: 'disable-compression',
    type: 'bool',
    usage: 'If true, opt-out of response compression. (Accepted and ignored.)',
  },
  {
    name: 'insecure-skip-tls-verify',
    type: 'bool',
    usage: "If true, the server's certificate will not be checked.",
  },
  { name: 'match-server-version', type: 'bool', usage: 'Require server version to match client version.' },
  {
    name: 'request-timeout',
    type: 'string',
    default: '0',
    usage: 'The length of time to wait before giving up on a single server request. (Accepted and ignored.)',
  },
  {
    name: 'tls-server-name',
    type: 'string',
    usage: 'Server name to use for server certificate validation.',
  },
  { name: 'username', type: 'string', usage: 'Username for basic authentication.' },
  { name: 'password', type: 'string', usage: 'Password for basic authentication.' },
  { name: 'warnings-as-errors', type: 'bool', usage: 'Treat warnings received from the server as errors.' },
  {
    name: 'v',
    short: 'v',
    type: 'int',
    default: '0',
    usage: 'Number for the log level verbosity. (Accepted and ignored.)',
  },
  { name: 'help', short: 'h', type: 'bool', usage: 'Help for the command.' },
];
