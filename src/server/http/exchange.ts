import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Json } from '../../apimachinery/json';
import type { Backend } from './backend';
import type { Metrics } from './metrics';
import type { WatchHub } from './watch-hub';

/** A request, as far as the API looks at it. */
export type ApiRequest = {
  readonly method: string;
  /** Without the query; percent signs are still there. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** @throws StatusError RequestEntityTooLarge */
  readonly readBody: () => Promise<Buffer>;
};

/** What is answered: a JSON document, a text, or a stream that writes itself and resolves when it has ended. */
export type Answer = {
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts of `Warning` headers. */
  readonly warnings?: readonly string[];
} & (
  | { readonly json: Json; readonly contentType?: string }
  | { readonly text: string | Uint8Array; readonly contentType?: string }
  | { readonly stream: (response: ServerResponse) => Promise<void>; readonly contentType?: string }
);

/** What the handlers of requests share. */
export type Api = { readonly backend: Backend; readonly hub: WatchHub; readonly metrics: Metrics };
