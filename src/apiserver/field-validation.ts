import { badRequest } from '../apimachinery/errors';
import type { Kind, KubeObject } from '../apimachinery/meta';
import type { FieldValidation } from '../client/client';
import { isCustomKind } from '../resources/apiextensions/is-custom-kind';

/**
 * Refuses fields of the wrong type, and under Strict those that the kind does not have.
 * Under Warn these are told to `warn`. Requests without a level come from controllers, which are typed already: they are not checked.
 * @throws StatusError BadRequest with upstream's decoding error
 */
export async function checkFieldsOf(
  kind: Kind,
  object: KubeObject,
  level: FieldValidation | undefined,
  warn?: (message: string) => void,
): Promise<void> {
  if (level === undefined) return;
  const { checkFields, strictDecodingError, unknownFieldText } = await import('../resources/schema/validate-fields');
  const { typeError, unknown } = isCustomKind(kind)
    ? { unknown: kind.unknownFields(object), typeError: undefined }
    : checkFields(object);
  const prefix = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: `;
  if (typeError !== undefined) throw badRequest(prefix + typeError);
  if (level === 'Strict' && unknown.length > 0) {
    throw badRequest(prefix + strictDecodingError(unknown));
  }
  if (level === 'Warn') for (const path of unknown) warn?.(unknownFieldText(path));
}
