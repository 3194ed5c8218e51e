import { clone } from '../../apimachinery/json';
import { containerOf, names as pods } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { asTyped } from '../typed/as-typed';
import { customized } from './custom-profile';
import { type Debugged, debuggerName, warnOfUser } from './debugger';
import type { DebugOptions } from './options';
import { applyProfile } from './profiles';

/**
 * Makes a copy of a pod with another container, or one that is changed.
 * @throws StatusError, CommandError where the container that is to be changed is missing
 * @upstream kubectl pkg/cmd/debug debugByCopy
 */
export async function debugInCopy(kubectl: Kubectl, original: Pod, options: DebugOptions): Promise<Debugged> {
  const { pod: copy, container } = copyOf(kubectl, original, options);
  warnOfUser(
    kubectl,
    copy,
    copy.spec.containers.find(({ name }) => name === container),
  );
  const { namespace } = copy.metadata;
  const pod = await kubectl.client.create(pods, asTyped(copy), { namespace });
  if (options.replace) await kubectl.client.delete(pods, original.metadata.name, { namespace, gracePeriodSeconds: 0 });
  return { pod, container };
}

/** @upstream kubectl pkg/cmd/debug generatePodCopyWithDebugContainer */
function copyOf(kubectl: Kubectl, original: Pod, options: DebugOptions): Debugged {
  const { copyTo, shareProcesses, sameNode, image, setImages, custom } = options;
  const { metadata, spec } = clone(original);
  const { namespace, annotations, labels } = metadata;
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: copyTo, namespace, annotations, labels },
    spec,
    status: {},
  };
  delete spec.ephemeralContainers;
  if (shareProcesses !== undefined) spec.shareProcessNamespace = shareProcesses;
  if (!sameNode) delete spec.nodeName;
  for (const container of spec.containers) {
    container.image = (setImages.get(container.name) ?? setImages.get('*')) || container.image;
  }
  if (containerOf(pod, options.container) === undefined && image === '') {
    if (setImages.size > 0) return { pod, container: '' };
    throw new CommandError('you must specify image when creating new container');
  }
  const container = chosenContainer(kubectl, pod, options);
  change(container, options);
  applyProfile(options.profile, 'copy', pod, container.name, options.keep);
  if (custom !== undefined) customize(pod, container.name, custom);
  return { pod, container: container.name };
}

/** The container of the copy that is to debug: one that it has, or a new one. */
function chosenContainer(kubectl: Kubectl, pod: Pod, options: DebugOptions): Container {
  const found = containerOf(pod, options.container);
  if (found !== undefined) return found;
  const name = debuggerName(kubectl, pod, options);
  const added: Container = { name, image: '', terminationMessagePolicy: 'File' };
  pod.spec.containers.push(added);
  return added;
}

function change(container: Container, { words, argsOnly, env, image, pullPolicy, stdin, tty }: DebugOptions): void {
  if (words.length > 0) {
    if (argsOnly) container.args = [...words];
    else {
      container.command = [...words];
      delete container.args;
    }
  }
  if (env.length > 0) container.env = [...env];
  if (image !== '') container.image = image;
  if (pullPolicy !== '') container.imagePullPolicy = pullPolicy;
  container.stdin = stdin;
  container.tty = tty;
}

/** @upstream kubectl pkg/cmd/debug applyCustomProfile */
function customize({ metadata, spec }: Pod, name: string, custom: Container): void {
  if (!spec.containers.some((container) => container.name === name)) {
    throw new CommandError(`unable to find the ${name} container in the pod ${metadata.name}`);
  }
  spec.containers = spec.containers.map((container) =>
    container.name === name ? customized(container, custom) : container,
  );
}
