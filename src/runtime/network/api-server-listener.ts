import type { Pod } from '../../resources/core/pod-types';
import type { Listener } from './network';

/**
 * The API server as pods reach it: the simulator has no TLS inside, and refuses whoever comes without more ado, in the
 * words of a server that does not let anybody do this.
 */
export function apiServerListener({ metadata, spec }: Pod): Listener {
  return {
    http: async ({ headers, method, target }) => {
      const account = `system:serviceaccount:${metadata.namespace}:${spec.serviceAccountName ?? 'default'}`;
      const user = headers.get('authorization')?.startsWith('Bearer ') ? account : 'system:anonymous';
      const [path = '/'] = target.split('?');
      const verb = method === 'GET' ? 'get' : method.toLowerCase();
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: `forbidden: User "${user}" cannot ${verb} path "${path}"`,
        reason: 'Forbidden',
        details: {},
        code: 403,
      };
      return {
        status: 403,
        reason: 'Forbidden',
        headers: [
          ['Cache-Control', 'no-cache, private'],
          ['Content-Type', 'application/json'],
          ['X-Content-Type-Options', 'nosniff'],
        ],
        body: new TextEncoder().encode(JSON.stringify(status, null, 2)),
      };
    },
  };
}
