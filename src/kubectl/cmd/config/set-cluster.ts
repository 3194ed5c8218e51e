import { goQuote } from '../../../apimachinery/go-value';
import { deepEqual } from '../../../apimachinery/json';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Cluster } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';
import { exactly } from './help-error';
import { checkFile, readData } from './local-file';
import { absolutePath, withStoredPath } from './local-path';
import { findEntry, save, withEntry } from './save';

export const command: CommandSpec = {
  name: 'config set-cluster',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  examples: [
    'config set-cluster e2e --server=https://1.2.3.4',
    'config set-cluster e2e --embed-certs --certificate-authority=~/.kube/e2e/kubernetes.ca.crt',
    'config set-cluster e2e --insecure-skip-tls-verify=true',
  ],
  flags: [
    { name: 'server', type: 'string', usage: 'server for the cluster entry in kubeconfig' },
    { name: 'tls-server-name', type: 'string', usage: 'tls-server-name for the cluster entry in kubeconfig' },
    {
      name: 'insecure-skip-tls-verify',
      type: 'bool',
      usage: 'insecure-skip-tls-verify for the cluster entry in kubeconfig',
    },
    {
      name: 'certificate-authority',
      type: 'string',
      usage: 'Path to certificate-authority file for the cluster entry in kubeconfig',
    },
    { name: 'embed-certs', type: 'bool', usage: 'embed-certs for the cluster entry in kubeconfig' },
    { name: 'proxy-url', type: 'string', usage: 'proxy-url for the cluster entry in kubeconfig' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name = ''] = exactly(1, args, command.name);
  validate(name, flags, kubectl);
  const { kubeconfig } = kubectl;
  const config = kubeconfig.read();
  const existing = findEntry(config.clusters, name)?.cluster ?? { server: '' };
  const changed = modified(existing, flags, kubectl);
  const cluster = deepEqual(changed, existing) ? existing : withStoredPath(changed, kubeconfig);
  save(kubectl, config, { ...config, clusters: withEntry(config.clusters, { name, cluster }) });
  kubectl.streams.out(`Cluster ${goQuote(name)} set.\n`);
}

/** @upstream kubectl pkg/cmd/config/set_cluster.go validate */
function validate(name: string, flags: Flags, { files }: Kubectl): void {
  const path = flags.text('certificate-authority');
  if (name === '') throw new CommandError('you must specify a non-empty cluster name');
  if (flags.bool('insecure-skip-tls-verify') && path !== '') {
    throw new CommandError('you cannot specify a certificate authority and insecure mode at the same time');
  }
  if (!flags.bool('embed-certs')) return;
  if (path === '') throw new CommandError('you must specify a --certificate-authority to embed');
  checkFile(files, 'certificate-authority', path);
}

const noAuthority = { 'certificate-authority': undefined, 'certificate-authority-data': undefined };

/** @upstream kubectl pkg/cmd/config/set_cluster.go modifyCluster */
function modified(existing: Cluster, flags: Flags, kubectl: Kubectl): Cluster {
  const cluster = { ...existing };
  // The name that the old server's certificate bears is not the new one's.
  if (flags.has('server')) Object.assign(cluster, { server: flags.text('server'), 'tls-server-name': undefined });
  if (flags.has('tls-server-name')) cluster['tls-server-name'] = flags.text('tls-server-name');
  // Upstream's flag has a default, so that even a call without it sets the field.
  const isInsecure = flags.bool('insecure-skip-tls-verify');
  Object.assign(cluster, { 'insecure-skip-tls-verify': isInsecure || undefined }, isInsecure ? noAuthority : {});
  if (flags.has('certificate-authority')) Object.assign(cluster, authority(flags, kubectl));
  if (flags.has('proxy-url')) cluster['proxy-url'] = flags.text('proxy-url');
  return cluster;
}

function authority(flags: Flags, { files, kubeconfig }: Kubectl): Partial<Cluster> {
  const path = flags.text('certificate-authority');
  const fields = flags.bool('embed-certs')
    ? { 'certificate-authority-data': readData(files, path) }
    : { 'certificate-authority': absolutePath(path, kubeconfig.workingFolder) };
  return { ...noAuthority, 'insecure-skip-tls-verify': undefined, ...fields };
}
