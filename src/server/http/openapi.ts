import { createHash } from 'node:crypto';
import type { Kind } from '../../apimachinery/meta';
import { release } from '../../apimachinery/version';
import {
  openApiV2 as documentV2,
  openApiV3 as documentV3,
  openApiPath,
  openApiPaths,
} from '../../resources/openapi/documents';
import type { Answer } from './exchange';
import { negotiate } from './negotiate';
import { encodeOpenApiV2 } from './openapi-protobuf';

/** The index of `/openapi/v3`. A document follows from its kinds: their hash is its own. @upstream kube-openapi pkg/handler3 */
export function openApiIndex(kinds: readonly Kind[]): Answer {
  const paths = openApiPaths(kinds).map((path) => {
    const held = kinds.filter((kind) => openApiPath(kind) === path);
    const text = JSON.stringify([release.gitVersion, held]);
    const hash = createHash('sha256').update(text).digest('hex').toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { json: { paths: Object.fromEntries(paths) } };
}

/** The document of a group version, `apis/apps/v1`; undefined for those that are not held. */
export function openApiGroupVersion(kinds: readonly Kind[], path: string): Answer | undefined {
  return openApiPaths(kinds).includes(path) ? { json: documentV3(kinds, path) } : undefined;
}

const PROTOBUF = 'application/com.github.proto-openapi.spec.v2';

/**
 * `/openapi/v2`: in protocol buffers for kubectl, which asks for nothing else, in JSON for all others.
 * @throws StatusError NotAcceptable
 */
export function openApiV2(kinds: readonly Kind[], accept: string | undefined): Answer {
  if (accept?.startsWith(PROTOBUF)) {
    return { text: encodeOpenApiV2(documentV2(kinds)), contentType: 'application/octet-stream' };
  }
  negotiate(accept);
  return { json: documentV2(kinds) };
}
