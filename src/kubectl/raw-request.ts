import { badRequest, methodNotAllowed, noSuchResource } from '../apimachinery/errors';
import { goQuote } from '../apimachinery/go-value';
import { isObject, parseJson } from '../apimachinery/json';
import { apiVersionOf, type Kind, type KubeObject } from '../apimachinery/meta';
import { jsonProblem } from '../apimachinery/yaml/diagnose-json';
import type { Flags } from './command';
import { CommandError } from './command-error';
import type { Kubectl } from './kubectl';

/** What --raw does not go with, in the order in which it is told. */
const others: readonly (readonly [flag: string, words: string])[] = [
  ['recursive', '--recursive'],
  ['selector', '--selector (-l)'],
  ['output', '--output'],
];

/** @throws CommandError where --raw does not go with the rest @upstream kubectl pkg/cmd/create CreateOptions.Validate */
export function refuseWithRaw(flags: Flags): void {
  const [file = '', ...more] = flags.list('filename');
  if (more.length > 0) throw new CommandError('--raw can only use a single local file or stdin');
  if (/^https?:\/\//.test(file)) throw new CommandError('--raw cannot read from a url');
  for (const [flag, words] of others) {
    if (flags.has(flag)) throw new CommandError(`--raw and ${words} are mutually exclusive`);
  }
  const path = flags.text('raw');
  if (/^(\/|\w+:)/.test(path)) return;
  throw new CommandError(`--raw must be a valid URL path: parse ${goQuote(path)}: invalid URI for request`);
}

/**
 * Sends a file's content to a path of the API, and prints what is answered as it stands.
 * @throws StatusError NotFound where the path means no kind of the server's
 * @upstream kubectl pkg/rawhttp RawPost, RawPut
 */
export async function sendRaw(kubectl: Kubectl, method: 'POST' | 'PUT', path: string, file: string): Promise<void> {
  const { client, streams, files } = kubectl;
  const body = file === '-' ? await streams.readInput() : files.read(file);
  const { kind, namespace, name } = addressOf(await client.kinds(), path);
  if ((name === undefined) !== (method === 'POST')) {
    throw methodNotAllowed();
  }
  const object = decode(body);
  const options = { namespace, warn: (message: string) => streams.err(`Warning: ${message}\n`) };
  const answer =
    name === undefined ? await client.create(kind, object, options) : await client.update(kind, object, options);
  streams.out(`${JSON.stringify(answer)}\n`);
}

type Address = { readonly kind: Kind; readonly namespace?: string; readonly name?: string };

/** `/api/v1/namespaces/default/pods/web`, `/apis/apps/v1/deployments`. */
function addressOf(kinds: readonly Kind[], path: string): Address {
  const [, core, group, rest = ''] = /^\/(?:api\/([^/]+)|apis\/([^/]+\/[^/]+))\/([^?]+)/.exec(path) ?? [];
  const parts = rest.split('/');
  const isNamespaced = parts[0] === 'namespaces' && parts.length > 2;
  const [plural, name, ...more] = isNamespaced ? parts.slice(2) : parts;
  const kind = kinds.find((one) => apiVersionOf(one) === (core ?? group) && one.plural === plural);
  if (kind === undefined || more.length > 0 || kind.namespaced !== isNamespaced) {
    throw noSuchResource();
  }
  return { kind, namespace: isNamespaced ? parts[1] : undefined, name };
}

function decode(body: string): KubeObject {
  const object = parseJson(body);
  if (isObject(object))
    return { ...object, metadata: { ...(object.metadata as KubeObject['metadata']) } } as KubeObject;
  throw badRequest(jsonProblem(body) ?? 'the object provided is unrecognized');
}
