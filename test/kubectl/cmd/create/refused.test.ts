import { describe, expect, it } from 'vitest';
import { alreadyExists, notFound } from '../../../../src/apimachinery/errors';
import type { Kind } from '../../../../src/apimachinery/meta';
import { findCommand } from '../../../../src/cli/find-command';
import { errorText } from '../../../../src/cli/print-error';
import { readInvocation } from '../../../../src/cli/program';
import type { WriteOptions } from '../../../../src/client/client';
import type { CommandSpec } from '../../../../src/kubectl/command';
import type { Kubectl } from '../../../../src/kubectl/kubectl';

const kinds: Pick<Kind, 'group' | 'version' | 'plural'>[] = [
  { group: '', version: 'v1', plural: 'configmaps' },
  { group: '', version: 'v1', plural: 'secrets' },
  { group: '', version: 'v1', plural: 'serviceaccounts' },
  { group: '', version: 'v1', plural: 'resourcequotas' },
  { group: 'policy', version: 'v1', plural: 'poddisruptionbudgets' },
  { group: 'scheduling.k8s.io', version: 'v1', plural: 'priorityclasses' },
];

/** A server that holds whatever is to be created, and no service account. */
const client = {
  kinds: async () => kinds,
  create: async (kind: Kind, { metadata }: { metadata: { name: string } }, { subresource }: WriteOptions) => {
    if (subresource === 'token') throw notFound(kind, metadata.name);
    throw alreadyExists(kind, metadata.name);
  },
};

async function refusalOf(line: string): Promise<string> {
  const found = findCommand(line.split(' '));
  if (found === undefined) throw new Error('no command');
  const spec = (await found.entry.load()) as unknown as CommandSpec;
  const invocation = await readInvocation(spec, 'kubectl', found.words);
  const kubectl = { client, namespace: 'default', program: 'kubectl', streams: { out: () => {}, err: () => {} } };
  try {
    await spec.run(invocation, kubectl as unknown as Kubectl);
    return '';
  } catch (error) {
    return errorText(error, 'kubectl', found.entry.name).text;
  }
}

describe("what is said of the server's refusal", () => {
  // As kubectl 1.33.1 said it of our own server.
  it.each([
    ['create configmap a', 'failed to create configmap: configmaps "a" already exists'],
    ['create secret generic a', 'failed to create secret secrets "a" already exists'],
    ['create serviceaccount a', 'failed to create serviceaccount: serviceaccounts "a" already exists'],
    ['create quota a', 'failed to create quota: resourcequotas "a" already exists'],
    [
      'create pdb a --selector=a=b --min-available=1',
      'failed to create poddisruptionbudgets: poddisruptionbudgets.policy "a" already exists',
    ],
    ['create pc a', 'failed to create priorityclass: priorityclasses.scheduling.k8s.io "a" already exists'],
    ['create token a', 'failed to create token: serviceaccounts "a" not found'],
  ])('%s', async (line, message) => {
    expect(await refusalOf(line)).toBe(`error: ${message}\n`);
  });
});
