import { StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import type { KubeObject } from '../../apimachinery/meta';
import { CommandError } from '../command-error';

/**
 * A server's error with what kubectl was doing when it came: `error when creating "web.yaml": …`.
 * @upstream kubectl pkg/cmd/util AddSourceToErr
 */
export function addSource(error: unknown, verb: string, source: string): unknown {
  if (error instanceof StatusError) {
    return new StatusError(error.reason, `error when ${verb} ${goQuote(source)}: ${error.message}`, error.causes);
  }
  if (error instanceof CommandError || !(error instanceof Error) || isFault(error)) return error;
  return new CommandError(`error when ${verb} ${goQuote(source)}: ${error.message}`);
}

/** The object as it is to be sent: in its namespace. */
export function placed(object: KubeObject, namespace: string | undefined): KubeObject {
  return namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };
}

/** What the language itself throws is a fault of ours, nothing to tell of an object. */
function isFault(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}
