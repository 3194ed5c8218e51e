import { forbidden, notFound } from '../apimachinery/errors';
import { names as namespaces } from '../resources/core/namespace';
import type { AdmissionPlugin } from './plugin';

/** Objects are created in namespaces that exist and are not being deleted. @upstream plugin/namespace/lifecycle */
export const namespaceLifecycle: AdmissionPlugin = (object, { kind, operation, get }) => {
  const { name, namespace } = object.metadata;
  if (operation !== 'CREATE' || !kind.namespaced || namespace === undefined) return;
  const found = get(namespaces, undefined, namespace);
  if (found === undefined) throw notFound(namespaces, namespace);
  if (found.metadata.deletionTimestamp !== undefined) {
    throw forbidden(
      kind,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
};
