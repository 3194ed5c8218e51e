import { StatusError } from '../apimachinery/errors';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import { names as configmaps } from '../resources/core/configmap';
import { names as namespaces } from '../resources/core/namespace';
import { names as serviceaccounts } from '../resources/core/serviceaccount';

const ROOT_CA = 'kube-root-ca.crt';
const CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nsimulated: this cluster has no certificate authority\n-----END CERTIFICATE-----\n';

/** Gives every namespace its default service account and the cluster's certificate. @upstream pkg/controller/serviceaccount, certificates/rootcacertpublisher */
export const serviceAccountController: Controller = {
  name: 'service-account-controller',
  watches: {
    namespaces: ({ object, deleted }) => (deleted ? [] : [object.metadata.name]),
    serviceaccounts: ({ object }) => (object.metadata.name === 'default' ? [object.metadata.namespace ?? ''] : []),
    configmaps: ({ object }) => (object.metadata.name === ROOT_CA ? [object.metadata.namespace ?? ''] : []),
  },
  sync,
};

async function sync(key: string, { client }: ControllerContext): Promise<undefined> {
  const { name: namespace } = splitKey(key);
  const owner = await find(client, namespaces, namespace);
  if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) return;
  try {
    if ((await find(client, configmaps, ROOT_CA, namespace)) === undefined) {
      const annotations = {
        'kubernetes.io/description':
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
      };
      const metadata = { name: ROOT_CA, namespace, annotations };
      await client.create(
        configmaps,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'ca.crt': CERTIFICATE } },
        { namespace },
      );
    }
    if ((await find(client, serviceaccounts, 'default', namespace)) === undefined) {
      const metadata = { name: 'default', namespace };
      await client.create(serviceaccounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata }, { namespace });
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}
