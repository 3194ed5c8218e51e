import { describe, expect, it } from 'vitest';
import { alreadyExists, notFound } from '../../../../src/apimachinery/errors';
import type { Client } from '../../../../src/client/client';
import { fakeClient } from '../../describe/fake-client';
import { runCommand } from '../run-command';

/** A server that holds whatever is to be created, and no service account. */
const client: Client = {
  ...fakeClient([]),
  create: async (kind, { metadata }, options) => {
    if (options?.subresource === 'token') throw notFound(kind, metadata.name);
    throw alreadyExists(kind, metadata.name);
  },
};

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
    expect(await runCommand(line.split(' '), { client })).toEqual({
      stdout: '',
      stderr: `error: ${message}\n`,
      exit: 1,
    });
  });
});
