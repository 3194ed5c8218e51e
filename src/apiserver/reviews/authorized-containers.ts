import type { Containers } from '../../client/containers';
import type { Pod } from '../../resources/core/pod-types';
import type { Attributes } from './authorizer';

/**
 * The containers as one user reaches them: what the user may not do is refused.
 * @param require throws StatusError Forbidden
 */
export function authorizedContainers(containers: Containers, require: (asked: Attributes) => void): Containers {
  const check = (verb: string, subresource: string, { metadata: { name, namespace } }: Pod): void =>
    require({ resource: { group: '', version: 'v1', resource: 'pods', subresource, verb, name, namespace } });
  return {
    ...containers,
    async exec(pod, ...rest) {
      check('create', 'exec', pod);
      return await containers.exec(pod, ...rest);
    },
    async shell(pod, ...rest) {
      check('create', 'exec', pod);
      return await containers.shell(pod, ...rest);
    },
    async log(pod, ...rest) {
      check('get', 'log', pod);
      return await containers.log(pod, ...rest);
    },
    followLog(pod, ...rest) {
      check('get', 'log', pod);
      return containers.followLog(pod, ...rest);
    },
    async connect(pod, ...rest) {
      check('create', 'portforward', pod);
      return await containers.connect(pod, ...rest);
    },
  };
}
