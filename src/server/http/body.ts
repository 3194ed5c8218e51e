import type { IncomingMessage } from 'node:http';
import { badRequest, StatusError } from '../../apimachinery/errors';
import { isObject, isTooDeep, type Json, jsonType, parseJson } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { jsonProblem } from '../../apimachinery/yaml/diagnose-json';
import type { Patch } from '../../client/client';
import { unrecognized } from '../unrecognized';
import type { ApiRequest } from './exchange';
import { flag, forbiddenOption } from './query';

/** @upstream apiserver server.Config MaxRequestBodyBytes */
const LIMIT = 3 * 1024 * 1024;

/** Reads a request's body to its end. @throws StatusError RequestEntityTooLarge */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) throw new StatusError('RequestEntityTooLarge', `Request entity too large: limit is ${LIMIT}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const mediaTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The media type of a request's body, without its parameters; JSON unless said otherwise. */
export function mediaTypeOf({ headers }: ApiRequest): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase() || 'application/json';
}

/** What a body must be. */
export type ExpectedKind = Pick<Kind, 'group' | 'version' | 'kind'>;

/**
 * The object in a request's body.
 * @throws StatusError BadRequest, UnsupportedMediaType
 */
export async function readObject(request: ApiRequest, expected: ExpectedKind): Promise<KubeObject> {
  const object = await readDocument(request, expected);
  if (!isObject(object))
    throw unrecognized("couldn't get version/kind; json parse error: json: cannot unmarshal", expected.kind);
  for (const field of ['apiVersion', 'kind']) {
    const value = object[field] ?? '';
    if (typeof value === 'string') continue;
    const problem = `json: cannot unmarshal ${jsonType(value)} into Go struct field .${field} of type string`;
    throw unrecognized(`couldn't get version/kind; json parse error: ${problem}`, expected.kind);
  }
  object.metadata ??= {};
  if (!isObject(object.metadata))
    throw unrecognized('json: cannot unmarshal into Go struct field .metadata', expected.kind);
  return object as KubeObject;
}

const deleteOptions = { group: '', version: 'v1', kind: 'DeleteOptions' };

/** Options in a request's body; none where the body is empty. */
export async function readOptions(request: ApiRequest): Promise<{ [field: string]: Json | undefined }> {
  const bytes = await request.readBody();
  if (bytes.length === 0) return {};
  const options = await readDocument({ ...request, readBody: async () => bytes }, deleteOptions);
  return isObject(options) ? options : {};
}

async function readDocument(request: ApiRequest, expected: ExpectedKind): Promise<Json> {
  const type = mediaTypeOf(request);
  if (!mediaTypes.includes(type)) throw unknownFormat(mediaTypes);
  const bytes = await request.readBody();
  if (type === 'application/vnd.kubernetes.protobuf') {
    const { decodeProtobuf } = await import('../protobuf/decode');
    return decodeProtobuf(bytes, expected);
  }
  return type === 'application/yaml' ? await readYaml(bytes, expected.kind) : readJson(bytes, expected.kind);
}

/** @throws StatusError UnsupportedMediaType */
export function unknownFormat(accepted: readonly string[]): StatusError {
  return new StatusError(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}

function readJson(bytes: Buffer, kind: string): Json {
  const text = bytes.toString('utf8');
  if (isTooDeep(text))
    throw unrecognized("couldn't get version/kind; json parse error: exceeded max depth", kind, bytes);
  const json = parseJson(text);
  if (json !== undefined) return json;
  throw unrecognized(`couldn't get version/kind; json parse error: ${jsonProblem(text)}`, kind, bytes);
}

async function readYaml(bytes: Buffer, kind: string): Promise<Json> {
  const { readYamlDocuments } = await import('../../apimachinery/yaml/read');
  try {
    return readYamlDocuments(bytes.toString('utf8')).documents[0]?.json ?? null;
  } catch (error) {
    throw unrecognized(error instanceof Error ? error.message : String(error), kind, bytes);
  }
}

const patchTypes: Readonly<Record<string, Exclude<Patch['type'], 'apply'>>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};

/** Server-side apply; JSON is YAML. */
const APPLY = 'application/apply-patch+yaml';

async function readConfiguration(request: ApiRequest): Promise<Json> {
  const { readYamlDocuments } = await import('../../apimachinery/yaml/read');
  const bytes = await request.readBody();
  try {
    return readYamlDocuments(bytes.toString('utf8')).documents[0]?.json ?? null;
  } catch (error) {
    throw badRequest(`error decoding YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The patch in a request's body.
 * @throws StatusError BadRequest, UnsupportedMediaType
 * @upstream apiserver endpoints/handlers/patch.go
 */
export async function readPatch(request: ApiRequest): Promise<Patch> {
  const force = flag(request.query, 'force');
  if (mediaTypeOf(request) === APPLY) return { type: 'apply', body: await readConfiguration(request), force };
  const type = patchTypes[mediaTypeOf(request)];
  if (type === undefined) throw unknownFormat([...Object.keys(patchTypes), APPLY]);
  if (request.query.has('force')) throw forbiddenOption('force', 'may not be specified for non-apply patch');
  const text = (await request.readBody()).toString('utf8');
  if (isTooDeep(text)) throw badRequest('exceeded max depth');
  const body = parseJson(text);
  if (body !== undefined) return { type, body };
  const problem = jsonProblem(text) ?? 'unexpected end of JSON input';
  throw badRequest(type === 'strategic' ? problem : `error decoding patch: ${problem}`);
}
