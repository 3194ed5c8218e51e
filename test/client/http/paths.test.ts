import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/client/http/errors';
import { type Address, requestUrl, resourcePath } from '../../../src/client/http/paths';
import { kinds } from '../../../src/resources/kinds';

describe('resourcePath', () => {
  it.each<[keyof typeof kinds, Address, string]>([
    ['pods', {}, '/api/v1/pods'],
    ['pods', { namespace: 'default' }, '/api/v1/namespaces/default/pods'],
    ['pods', { namespace: 'default', name: 'web-0' }, '/api/v1/namespaces/default/pods/web-0'],
    [
      'pods',
      { namespace: 'default', name: 'web-0', subresource: 'binding' },
      '/api/v1/namespaces/default/pods/web-0/binding',
    ],
    [
      'statefulsets',
      { namespace: 'a', name: 'b', subresource: 'scale' },
      '/apis/apps/v1/namespaces/a/statefulsets/b/scale',
    ],
    ['nodes', { namespace: 'default', name: 'minikube' }, '/api/v1/nodes/minikube'],
    ['namespaces', { name: 'dev', subresource: 'finalize' }, '/api/v1/namespaces/dev/finalize'],
    ['storageclasses', { name: 'a b?c#d' }, '/apis/storage.k8s.io/v1/storageclasses/a%20b%3Fc%23d'],
  ])('of %s %j is %s', (plural, address, path) => {
    expect(resourcePath(kinds[plural], address)).toBe(path);
  });

  it.each([
    ['..', `invalid resource name "..": [may not be '..']`],
    ['a/b', `invalid resource name "a/b": [may not contain '/']`],
    ['a%b', `invalid resource name "a%b": [may not contain '%']`],
  ])('refuses the name %s', (name, message) => {
    expect(() => resourcePath(kinds.nodes, { name })).toThrow(new RequestError(message));
  });
});

describe('requestUrl', () => {
  it.each([
    ['http://localhost:8001', {}, 'http://localhost:8001/api'],
    ['https://proxy/k8s/clusters/c-1/', {}, 'https://proxy/k8s/clusters/c-1/api'],
    [
      'http://a',
      { labelSelector: 'a in (b),!c', watch: true, limit: 500 },
      'http://a/api?labelSelector=a%20in%20(b)%2C!c&watch=true&limit=500',
    ],
    ['http://a', { labelSelector: '', fieldSelector: undefined, watch: false }, 'http://a/api'],
  ])('below %s with %j', (server, query, url) => {
    expect(requestUrl(server, '/api', query)).toBe(url);
  });
});
