/** A request, as far as servers here look at it. */
export type HttpRequest = {
  readonly method: string;
  /** With its query: `/a?b=c`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** The address that it comes from. */
  readonly peer: string;
};

/** What is answered. Date, Content-Length and Connection are added where they lack. */
export type HttpResponse = {
  readonly status: number;
  readonly reason: string;
  /** In the order in which they are sent, with the letters that the server writes. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
};

/** The reasons of the statuses that servers here answer with. @upstream RFC 9110 */
export const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
