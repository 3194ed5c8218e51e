import { badRequest, StatusError } from '../apimachinery/errors';
import { matchesFields, parseFieldSelector } from '../apimachinery/fields';
import { matchesSelector, parseSelector } from '../apimachinery/labels';
import type { Kind, KubeObject } from '../apimachinery/meta';
import type { ListOptions } from '../client/client';

/** A list's selectors as a test. @throws StatusError BadRequest */
export async function selects(
  kind: Kind,
  { labelSelector, fieldSelector }: ListOptions,
): Promise<(object: KubeObject) => boolean> {
  try {
    const labels = parseSelector(labelSelector ?? '');
    const fields = parseFieldSelector(fieldSelector ?? '');
    for (const { path } of fields) await refuseUnknownField(kind, path);
    return (object) => matchesSelector(labels, object.metadata.labels) && matchesFields(fields, object);
  } catch (error) {
    throw error instanceof StatusError ? error : badRequest(error instanceof Error ? error.message : String(error));
  }
}

const everyKindsFields = ['metadata.name', 'metadata.namespace'];

/** @upstream pkg/apis/core/v1/conversion.go AddFieldLabelConversions, apimachinery runtime DefaultMetaV1FieldSelectorConversion */
async function refuseUnknownField(kind: Kind, path: string): Promise<void> {
  if (everyKindsFields.includes(path)) return;
  const { strategyFor } = await import('../resources/strategies');
  const own = strategyFor(kind).selectableFields;
  if (own?.includes(path)) return;
  if (own !== undefined) throw badRequest(`field label not supported: ${path}`);
  throw badRequest(`${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
}
