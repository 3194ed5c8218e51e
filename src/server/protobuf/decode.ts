import { badRequest, type StatusError } from '../../apimachinery/errors';
import { apiVersionOf, type Kind, type KubeObject } from '../../apimachinery/meta';
import { unrecognized } from '../unrecognized';
import { type Envelope, openEnvelope } from './envelope';
import { messageOfKind } from './kinds';
import { readMessage } from './message';
import { WireError, wireErrorText } from './wire';

/** The scheme that the API server looks kinds up in. */
const schemeName = 'pkg/api/legacyscheme/scheme.go:30';

/** The kind that a request's path asks for. */
type ExpectedKind = Pick<Kind, 'group' | 'version' | 'kind'>;

type TypeMeta = { readonly apiVersion: string; readonly kind: string };

/**
 * The object in a body of type application/vnd.kubernetes.protobuf, as it is in JSON; fields that would be null there
 * are absent.
 * @param expected the kind that the path asks for: it names what the body does not name, and errors name it
 * @throws StatusError BadRequest where the body is no such object
 * @upstream apimachinery runtime/serializer/protobuf/protobuf.go Serializer.Decode
 */
export function decodeProtobuf(body: Uint8Array, expected?: ExpectedKind): KubeObject {
  const envelope = orRefuse(
    () => openEnvelope(body),
    (text) => unrecognized(text, expected?.kind, body),
  );
  const type = typeOf(envelope, expected);
  return orRefuse(
    () => readObject(type, envelope),
    (text) => (type.kind === '' ? unrecognized(text, expected?.kind, body) : unhandled(text, type, expected)),
  );
}

function orRefuse<T>(read: () => T, refusal: (text: string) => StatusError): T {
  try {
    return read();
  } catch (error) {
    const text = wireErrorText(error);
    throw text === undefined ? error : refusal(text);
  }
}

/** @upstream apimachinery runtime/serializer/protobuf/protobuf.go copyKindDefaults */
function typeOf(envelope: Envelope, expected: ExpectedKind | undefined): TypeMeta {
  const isVersion = /^([^/]*\/)?[^/]+$/.test(envelope.apiVersion);
  const fallback = expected === undefined ? '' : apiVersionOf(expected);
  return {
    apiVersion: isVersion ? envelope.apiVersion : fallback,
    kind: envelope.kind === '' ? (expected?.kind ?? '') : envelope.kind,
  };
}

function readObject({ apiVersion, kind }: TypeMeta, envelope: Envelope): KubeObject {
  if (kind === '') throw new WireError(`Object 'Kind' is missing in '${goTypeMeta(envelope)}'`);
  if (apiVersion === '') throw new WireError(`Object 'apiVersion' is missing in '${goTypeMeta(envelope)}'`);
  const message = messageOfKind(apiVersion, kind);
  if (message === undefined) {
    const quoted = [kind, apiVersion, schemeName].map((text) => JSON.stringify(text));
    throw new WireError(`no kind ${quoted[0]} is registered for version ${quoted[1]} in scheme ${quoted[2]}`);
  }
  // What kinds have is up to messages.json: options have no metadata, as in JSON.
  return { apiVersion, kind, ...readMessage(message, envelope.raw) } as KubeObject;
}

function goTypeMeta({ apiVersion, kind }: Envelope): string {
  return `runtime.TypeMeta{APIVersion:${JSON.stringify(apiVersion)}, Kind:${JSON.stringify(kind)}}`;
}

/** @upstream apiserver endpoints/handlers/rest.go transformDecodeError */
function unhandled(text: string, { apiVersion, kind }: TypeMeta, expected: ExpectedKind | undefined): StatusError {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return badRequest(
    `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${expected?.kind ?? kind}: ${text}`,
  );
}
