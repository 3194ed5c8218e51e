import type { IntOrString } from '../../apimachinery/int-or-string';
import type { JsonObject } from '../../apimachinery/json';
import type { Condition, ObjectMeta, StringMap } from '../../apimachinery/meta';

export type ServicePort = {
  name?: string;
  protocol?: string;
  appProtocol?: string;
  port: number;
  targetPort?: IntOrString;
  nodePort?: number;
};

export type LoadBalancerIngress = { ip?: string; hostname?: string; ipMode?: string };

export type ServiceSpec = {
  ports?: ServicePort[];
  selector?: StringMap;
  clusterIP?: string;
  clusterIPs?: string[];
  type?: string;
  externalIPs?: string[];
  sessionAffinity?: string;
  sessionAffinityConfig?: JsonObject;
  loadBalancerIP?: string;
  loadBalancerSourceRanges?: string[];
  loadBalancerClass?: string;
  allocateLoadBalancerNodePorts?: boolean;
  externalName?: string;
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
  healthCheckNodePort?: number;
  publishNotReadyAddresses?: boolean;
  ipFamilies?: string[];
  ipFamilyPolicy?: string;
};

export type ServiceStatus = { loadBalancer?: { ingress?: LoadBalancerIngress[] }; conditions?: Condition[] };

export type Service = {
  apiVersion: 'v1';
  kind: 'Service';
  metadata: ObjectMeta;
  spec: ServiceSpec;
  status: ServiceStatus;
};
