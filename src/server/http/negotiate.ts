import { StatusError } from '../../apimachinery/errors';

/** What a client would rather have an object or a list as. */
export type Representation = 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList' | 'object';

export type Negotiated = { readonly as: Representation; readonly contentType: string };

type MediaRange = { readonly type: string; readonly parameters: ReadonlyMap<string, string> };

const representations: readonly string[] = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'];

/** JSON is YAML too, so who asks for YAML gets it. */
const served = new Map([
  ['application/json', 'application/json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
  ['application/yaml', 'application/yaml'],
]);

/**
 * The first of the client's wishes that this server can fulfil.
 * @throws StatusError NotAcceptable
 * @upstream apiserver endpoints/handlers/negotiation NegotiateMediaTypeOptions
 */
export function negotiate(accept: string | undefined): Negotiated {
  const ranges = parseAccept(accept);
  for (const { type, parameters } of ranges) {
    const contentType = served.get(type);
    if (contentType === undefined) continue;
    const as = parameters.get('as');
    if (as === undefined) return { as: 'object', contentType };
    const isServed = representations.includes(as) && parameters.get('g') === 'meta.k8s.io';
    if (isServed && parameters.get('v') === 'v1') return { as: as as Representation, contentType };
  }
  if (ranges.length === 0) return { as: 'object', contentType: 'application/json' };
  throw new StatusError(
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml',
  );
}

/** The version of aggregated discovery that a client asks for: `v2`, `v2beta1`, or undefined for none. */
export function discoveryVersion(accept: string | undefined): string | undefined {
  for (const { type, parameters } of parseAccept(accept)) {
    if (served.get(type) === undefined) continue;
    if (parameters.get('as') !== 'APIGroupDiscoveryList') return undefined;
    const version = parameters.get('v');
    if (version === 'v2' || version === 'v2beta1') return version;
  }
  return undefined;
}

function parseAccept(accept = ''): MediaRange[] {
  const ranges = accept.split(',').flatMap((range) => {
    const [type = '', ...rest] = range.split(';').map((part) => part.trim());
    if (type === '') return [];
    const parameters = new Map(rest.map((part) => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]));
    return [{ type: type.toLowerCase(), parameters, quality: Number(parameters.get('q') ?? 1) }];
  });
  return ranges.filter(({ quality }) => quality > 0).sort((left, right) => right.quality - left.quality);
}
