import { noSuchResource } from '../apimachinery/errors';
import type { WriteOptions } from '../client/client';
import type { Flags } from './command';

/** The part of objects that --subresource names. @throws StatusError NotFound, as of a server, for all but the usual ones */
export function subresourceOf(flags: Flags): WriteOptions['subresource'] {
  const name = flags.text('subresource');
  if (name === '') return undefined;
  if (name === 'status' || name === 'scale') return name;
  throw noSuchResource();
}
