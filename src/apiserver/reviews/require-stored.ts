import { methodNotAllowed } from '../../apimachinery/errors';
import type { Kind } from '../../apimachinery/meta';
import { isReview } from '../../resources/reviews';

/** Kinds that are not stored can be created, and nothing else. @throws StatusError MethodNotAllowed */
export function requireStored(kind: Kind): void {
  if (!isReview(kind)) return;
  throw methodNotAllowed();
}
