import { names as services } from '../../resources/core/service';
import type { Service } from '../../resources/core/service-types';
import type { CommandSpec, Invocation } from '../command';
import type { Kubectl } from '../kubectl';

export const command: CommandSpec = {
  name: 'cluster-info',
  usage: '[flags]',
  examples: ['cluster-info', 'cluster-info dump'],
  flags: [],
  run,
};

/** @upstream kubectl pkg/cmd/clusterinfo/clusterinfo.go */
async function run(_: Invocation, { client, streams, namespace, isNamespaceGiven, server }: Kubectl): Promise<void> {
  try {
    const list = await client.list(services, {
      namespace: isNamespaceGiven ? namespace : 'kube-system',
      labelSelector: 'kubernetes.io/cluster-service=true',
    });
    streams.out(`Kubernetes control plane is running at ${server}\n`);
    for (const service of list.items) {
      const name = service.metadata.labels?.['kubernetes.io/name'] || service.metadata.name;
      streams.out(`${name} is running at ${addressOf(service, server)}\n`);
    }
  } finally {
    streams.out(`\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`);
  }
}

/** Where a load balancer has no address, the API server's proxy leads to the service. */
function addressOf({ metadata, spec, status }: Service, server: string): string {
  const ports = spec.ports ?? [];
  const [ingress] = status?.loadBalancer?.ingress ?? [];
  if (ingress !== undefined) {
    return ports.map(({ port }) => `http://${ingress.ip || ingress.hostname || ''}:${port} `).join('');
  }
  const [first] = ports;
  const name = first === undefined ? metadata.name : schemeNamePort(metadata.name, first);
  return `${server}/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`;
}

/** @upstream apimachinery util/net JoinSchemeNamePort */
function schemeNamePort(service: string, { name = '', port }: { name?: string; port: number }): string {
  if (name === 'https' || port === 443) return `https:${service}:${name}`;
  return name === '' ? service : `${service}:${name}`;
}
