import { describe, expect, it } from 'vitest';
import { claimsFor, ordinalOf, podFor } from '../../../src/controllers/statefulset/identity';
import { www } from '../../simulator/manifests';
import { pod, webSet } from './fixture';

const claimTemplate = { apiVersion: 'v1' as const, kind: 'PersistentVolumeClaim' as const, status: {}, ...www };

describe('ordinalOf', () => {
  it.each([
    ['web-0', 0],
    ['web-12', 12],
    ['web', undefined],
    ['web-', undefined],
    ['web-0-1', undefined],
    ['other-0', undefined],
    ['web-a', undefined],
  ])('%s: %s', (name, ordinal) => {
    const named = pod('0 ready new');
    named.metadata.name = name;
    expect(ordinalOf(webSet(), named)).toBe(ordinal);
  });
});

describe('podFor', () => {
  const set = webSet({ volumeClaimTemplates: [claimTemplate] });
  const made = podFor(set, set.spec.template, 'web-5d7b9c8f6d', 2);

  it('gives the pod its name, hostname and subdomain', () => {
    expect(made.metadata.name).toBe('web-2');
    expect(made.metadata.generateName).toBe('web-');
    expect({ hostname: made.spec.hostname, subdomain: made.spec.subdomain }).toEqual({
      hostname: 'web-2',
      subdomain: 'nginx',
    });
  });

  it('labels the pod with its revision, its name and its index', () => {
    expect(made.metadata.labels).toEqual({
      app: 'nginx',
      'controller-revision-hash': 'web-5d7b9c8f6d',
      'statefulset.kubernetes.io/pod-name': 'web-2',
      'apps.kubernetes.io/pod-index': '2',
    });
  });

  it('is controlled by the set', () => {
    expect(made.metadata.ownerReferences).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name: 'web',
        uid: 'set-uid',
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
  });

  it('mounts its own claims in the place of volumes of the same name', () => {
    const { spec } = podFor(
      set,
      {
        spec: {
          ...set.spec.template.spec,
          volumes: [
            { name: 'www', emptyDir: {} },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
      'web-1',
      2,
    );
    expect(spec.volumes).toEqual([
      { name: 'www', persistentVolumeClaim: { claimName: 'www-web-2' } },
      { name: 'tmp', emptyDir: {} },
    ]);
  });

  it('has no subdomain where the set has no serviceName', () => {
    const alone = webSet({ serviceName: undefined });
    expect(podFor(alone, alone.spec.template, 'web-1', 0).spec.subdomain).toBeUndefined();
  });
});

describe('claimsFor', () => {
  it('names claims after template, set and ordinal, with the selector’s labels', () => {
    const [claim] = claimsFor(
      webSet({ volumeClaimTemplates: [{ ...claimTemplate, metadata: { name: 'www', labels: { tier: 'web' } } }] }),
      1,
    );
    expect(claim?.metadata).toEqual({ name: 'www-web-1', namespace: 'default', labels: { tier: 'web', app: 'nginx' } });
    expect(claim?.spec).toEqual(www.spec);
  });
});
