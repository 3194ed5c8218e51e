import type { DeploymentSpec } from '../../src/resources/apps/deployment';
import type { StatefulSetSpec } from '../../src/resources/apps/statefulset';
import type { PodSpec } from '../../src/resources/core/pod-types';
import type { ServiceSpec } from '../../src/resources/core/service-types';

const labels = { app: 'nginx' };
const image = 'registry.k8s.io/nginx-slim:0.24';

/** The claim template of the tutorial. */
export const www = {
  metadata: { name: 'www' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** A pod's spec with one container that serves. */
export function podSpec(more: Partial<PodSpec> = {}): PodSpec {
  return { containers: [{ name: 'nginx', image, ports: [{ containerPort: 80, name: 'web' }] }], ...more };
}

/** The template of the tutorial's pods. */
export function template(more: Partial<PodSpec> = {}) {
  return { metadata: { labels }, spec: podSpec(more) };
}

/** The StatefulSet of the "StatefulSet Basics" tutorial, without its claims. */
export function statefulSet(name = 'web', spec: Partial<StatefulSetSpec> = {}) {
  return {
    metadata: { name },
    spec: { serviceName: 'nginx', replicas: 2, selector: { matchLabels: labels }, template: template(), ...spec },
  };
}

/** The same with its claims. */
export function statefulSetWithClaims(name = 'web', spec: object = {}) {
  const plain = statefulSet(name);
  return { ...plain, spec: { ...plain.spec, volumeClaimTemplates: [www], ...spec } };
}

/** The tutorial's headless Service. */
export function headless(name = 'nginx', spec: Partial<ServiceSpec> = {}) {
  return {
    metadata: { name, labels },
    spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80, name: 'web' }], ...spec },
  };
}

/** A Service with an address of its own. */
export function service(name: string, spec: Partial<ServiceSpec> = {}) {
  return { metadata: { name }, spec: { selector: labels, ports: [{ port: 80 }], ...spec } };
}

export function deployment(name = 'hello', spec: Partial<DeploymentSpec> = {}) {
  return {
    metadata: { name },
    spec: { replicas: 3, selector: { matchLabels: labels }, template: template(), ...spec },
  };
}

/** A patch of a workload that gives its container another image. */
export function withImage(tag: string) {
  return {
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'nginx', image: `registry.k8s.io/nginx-slim:${tag}`, ports: [{ containerPort: 80, name: 'web' }] },
          ],
        },
      },
    },
  };
}
