import { type HttpRequest, type HttpResponse, reasons } from '../network/http';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of bytes. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The path of a request, as it was sent, and what stands behind its question mark. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** A text without its percent signs' meaning; one that is wrong stays as it is. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The parameters of a query. */
export function queryOf({ target }: HttpRequest): ReadonlyMap<string, string> {
  const pairs = splitTarget(target)
    .query.split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.replaceAll('+', ' ').split('=');
      return [unescaped(name), unescaped(value.join('='))] as const;
    });
  return new Map(pairs);
}

/** Whether a connection ends with the answer to a request. */
export function isLast({ version, headers }: HttpRequest): boolean {
  const connection = headers.get('connection')?.toLowerCase();
  return version === '1.0' ? connection !== 'keep-alive' : connection === 'close';
}

/** An answer; to HEAD it keeps its length and loses its body. */
export function answer(
  request: HttpRequest,
  status: number,
  headers: HttpResponse['headers'],
  body: string | Uint8Array,
  reason = reasons[status] ?? '',
): HttpResponse {
  const bytes = typeof body === 'string' ? bytesOf(body) : body;
  const isSized = headers.some(([name]) => name.toLowerCase() === 'content-length');
  const sized: HttpResponse['headers'] =
    isSized || status === 204 || status === 304 ? headers : [...headers, ['Content-Length', String(bytes.length)]];
  return { status, reason, headers: sized, body: request.method === 'HEAD' ? new Uint8Array() : bytes };
}
