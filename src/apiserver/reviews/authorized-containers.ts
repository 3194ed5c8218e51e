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
    async run(pod, container, argv, io) {
      check('create', argv === undefined ? 'attach' : 'exec', pod);
      return await containers.run(pod, container, argv, io);
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
