import { isObject, jsonType } from '../../apimachinery/json';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { applyStrategicMergePatch } from '../../apimachinery/patch/strategic';
import { yamlDocument } from '../../apimachinery/yaml/read';
import type { Container, Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { asTyped } from '../typed/as-typed';

/**
 * What a file says of the container that debugs.
 * @throws CommandError where it cannot be read, or is no container
 * @upstream kubectl pkg/cmd/debug DebugOptions.Complete
 */
export function readCustomProfile({ files }: Pick<Kubectl, 'files'>, path: string): Container | undefined {
  if (files.kindOf(path) === 'none') {
    throw new CommandError(
      `must pass a container spec json file for custom profile: open ${path}: no such file or directory`,
    );
  }
  const fail = (reason: string): CommandError =>
    new CommandError(`${path} does not contain a valid container spec: ${reason}`);
  const custom = parse(files.read(path), fail);
  if (custom === null) return undefined;
  if (isObject(custom)) return typedContainer(custom as Container);
  throw fail(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(custom)} into Go value of type v1.Container`,
  );
}

function parse(text: string, fail: (reason: string) => CommandError) {
  try {
    return yamlDocument(text);
  } catch (error) {
    throw fail(`error converting YAML to JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A container as kubectl's own types hold it. */
function typedContainer(container: Container): Container | undefined {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: '' },
    spec: { containers: [container] },
    status: {},
  };
  return asTyped(pod).spec.containers[0];
}

/** What a custom profile may not say is said by flags, or not at all. @throws CommandError */
export function refuseCustomFields({ name, command, image, lifecycle, volumeDevices }: Container): void {
  const isSaid = name || command?.length || image || lifecycle || volumeDevices?.length;
  if (!isSaid) return;
  throw new CommandError('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
}

/** A container with what a custom profile says of it. @upstream kubectl pkg/cmd/debug applyCustomProfile */
export function customized<T extends Container>(container: T, custom: Container): T {
  const schema = schemaFor('v1', 'Pod')?.spec?.fields?.containers?.fields ?? {};
  const { name: _, image: __, ...fields } = custom;
  return applyStrategicMergePatch(container, fields, schema) as T;
}
