import { StatusError } from '../../apimachinery/errors';
import { captured } from '../../client/captured';
import { createAsk } from '../../dns/ask';
import { dnsAddress, loadDnsWorld } from '../../dns/dns-world';
import { explainName } from '../../dns/explain';
import { nslookup } from '../../dns/print/bind';
import { podResolvConf } from '../../dns/resolv-conf';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { CommandSpec, Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { attachablePod, findPodOwner } from '../resource/attachable-pod';
import { chooseContainer } from './exec';

/** The simulator's own: asks the cluster's DNS as a pod would, without starting one. */
export const command: CommandSpec = {
  name: 'nslookup',
  usage: 'NAME [--from POD] [--type TYPE]',
  examples: [
    'nslookup nginx',
    'nslookup web-0.nginx',
    'nslookup --type SRV _web._tcp.nginx.default.svc.cluster.local',
    'nslookup nginx --from web-0',
  ],
  flags: [
    { name: 'from', type: 'string', usage: 'The pod that asks: its resolv.conf, and the nslookup of its image.' },
    { name: 'type', type: 'string', usage: 'The type of record to ask for: A, AAAA, SRV, PTR, CNAME, TXT, NS, SOA.' },
    { name: 'container', short: 'c', type: 'string', usage: 'The container of the pod that asks.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<number> {
  const [name, server, ...more] = args;
  if (name === undefined || more.length > 0)
    throw new CommandError('exactly one NAME is required, and at most one SERVER');
  const type = flags.text('type');
  const words = [...(type === '' ? [] : [`-type=${type}`]), name, ...(server === undefined ? [] : [server])];
  const from = flags.text('from');
  const asked =
    from === ''
      ? await askFromNamespace(kubectl, words)
      : await askFromPod(kubectl, from, flags.text('container'), words);
  kubectl.streams.out(asked.stdout);
  kubectl.streams.err(asked.stderr);
  if (asked.exitCode !== 0) await explain(kubectl, name);
  return asked.exitCode;
}

type Answer = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** Any pod of the namespace with the usual settings would be answered so. */
async function askFromNamespace({ client, namespace, now }: Kubectl, args: readonly string[]): Promise<Answer> {
  const world = await loadDnsWorld(client);
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'any', namespace },
    spec: { containers: [] },
    status: {},
  };
  const conf = podResolvConf(pod, { clusterDomain: world.clusterDomain, dnsAddress: dnsAddress(world) });
  return nslookup({ args, conf, ask: createAsk(world, Math.floor(now() / 1000)) });
}

async function askFromPod(kubectl: Kubectl, from: string, container: string, args: readonly string[]): Promise<Answer> {
  const pod = await attachablePod(kubectl, await findPodOwner(kubectl, from), 0);
  const { name } = chooseContainer(pod, container, true, kubectl);
  const own = await askWithItsOwn(kubectl, pod, name, args);
  if (own !== undefined) return own;
  const world = await loadDnsWorld(kubectl.client);
  const conf = podResolvConf(pod, { clusterDomain: world.clusterDomain, dnsAddress: dnsAddress(world) });
  return nslookup({ args, conf, ask: createAsk(world, Math.floor(kubectl.now() / 1000)) });
}

/** The answer of the image's own nslookup; undefined where it has none. */
async function askWithItsOwn(
  { containers }: Kubectl,
  pod: Pod,
  container: string,
  args: readonly string[],
): Promise<Answer | undefined> {
  if (containers.isRemote) return undefined;
  try {
    const { exitCode, ...output } = await captured(containers, pod, container, ['nslookup', ...args]);
    const [stdout, stderr] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
    const isThere = exitCode !== 126 || !stderr?.startsWith('OCI runtime');
    return isThere ? { stdout: stdout ?? '', stderr: stderr ?? '', exitCode } : undefined;
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

async function explain({ client, namespace, streams }: Kubectl, name: string): Promise<void> {
  const reasons = explainName(name, namespace, await loadDnsWorld(client), (await client.list(pods)).items);
  for (const reason of reasons) streams.err(`hint: ${reason}\n`);
}
