import { randomSuffix } from '../../apimachinery/random';
import type { Node } from '../../resources/core/node';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { Kubectl } from '../kubectl';
import { asTyped } from '../typed/as-typed';
import { customized } from './custom-profile';
import { type Debugged, debuggerContainer } from './debugger';
import type { DebugOptions } from './options';
import { applyProfile } from './profiles';

/**
 * Makes a pod that looks at a node from within.
 * @throws StatusError
 * @upstream kubectl pkg/cmd/debug visitNode
 */
export async function debugOnNode(kubectl: Kubectl, { metadata }: Node, options: DebugOptions): Promise<Debugged> {
  const { client, namespace, random, streams } = kubectl;
  const container = options.container || 'debugger';
  const name = `node-debugger-${metadata.name}-${randomSuffix(random)}`;
  if (!options.quiet) {
    streams.out(`Creating debugging pod ${name} with container ${container} on node ${metadata.name}.\n`);
  }
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      containers: [debuggerContainer(container, options)],
      nodeName: metadata.name,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
    status: {},
  };
  applyProfile(options.profile, 'node', pod, container, options.keep);
  const { custom } = options;
  if (custom !== undefined) pod.spec.containers = pod.spec.containers.map((only) => customized(only, custom));
  return { pod: await client.create(pods, asTyped(pod), { namespace }), container };
}
