import type { IntOrString } from '../../apimachinery/int-or-string';
import type { JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';

/** What `expose` knows of the Service it makes. */
export type ServicePlan = {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: StringMap;
  readonly selector: StringMap;
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
  readonly targetPort: string;
  readonly type: string;
  readonly clusterIP: string;
  readonly externalIP: string;
  readonly loadBalancerIP: string;
  readonly sessionAffinity: string;
};

/** Text of digits is a number, other text a port's name. */
export function intOrString(text: string): IntOrString {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The Service that `expose` makes, with its fields in upstream's order. @upstream kubectl pkg/cmd/expose createService */
export function generateService(plan: ServicePlan): JsonObject {
  const several = plan.ports.length > 1;
  const ports = plan.ports.map(({ port, protocol }, index) => ({
    name: several ? `port-${index + 1}` : undefined,
    protocol,
    port,
    targetPort: plan.targetPort === '' ? port : intOrString(plan.targetPort),
  }));
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: plan.name, namespace: plan.namespace, creationTimestamp: null, labels: plan.labels },
    spec: {
      ports,
      selector: plan.selector,
      clusterIP: clusterIP(plan),
      type: plan.type || undefined,
      externalIPs: plan.externalIP === '' ? undefined : [plan.externalIP],
      sessionAffinity: plan.sessionAffinity || undefined,
      loadBalancerIP: plan.type === 'LoadBalancer' && plan.loadBalancerIP !== '' ? plan.loadBalancerIP : undefined,
    },
    status: { loadBalancer: {} },
  };
}

/** `none` is what people type for `None`: the API server of their day took both. */
function clusterIP({ clusterIP: text }: ServicePlan): string | undefined {
  if (text === '') return undefined;
  return text.toLowerCase() === 'none' ? 'None' : text;
}
