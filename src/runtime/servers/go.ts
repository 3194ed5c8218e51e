import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, bytesOf } from './answer';
import type { ServerStart } from './server';
import { httpDate, slashedTime } from './time';

/** A line as Go's package log writes it. */
export function goLog({ world }: ServerStart, text: string): string {
  return `${slashedTime(world.clock.now())} ${text}\n`;
}

/** The address that a request comes from, with a port. */
export function remoteAddress({ peer }: HttpRequest): string {
  return peer.includes(':') ? `[${peer}]:40000` : `${peer}:40000`;
}

/** A header's name as Go writes it: `User-Agent`. */
export function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);
}

/** The headers beside Host, by their names in Go's form, sorted. */
export function sortedHeaders({ headers }: HttpRequest): [name: string, value: string][] {
  return [...headers]
    .filter(([name]) => name !== 'host')
    .map(([name, value]): [string, string] => [canonical(name), value])
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** @upstream net/http DetectContentType, for text and pages */
function sniffed(body: string): string {
  return /^\s*(<!doctype html|<html|<head|<body|<h1|<p>)/i.test(body)
    ? 'text/html; charset=utf-8'
    : 'text/plain; charset=utf-8';
}

/** An answer as Go's net/http sends it: the handler's headers sorted, then Date, the length and the type. */
export function goAnswer(
  request: HttpRequest,
  { world }: ServerStart,
  body: string,
  status = 200,
  headers: readonly (readonly [string, string])[] = [],
): HttpResponse {
  const own = [...headers].sort(([one], [other]) => (one < other ? -1 : 1));
  const isTyped = own.some(([name]) => name === 'Content-Type');
  const rest: [string, string][] = [
    ['Date', httpDate(world.clock.now())],
    ['Content-Length', String(bytesOf(body).length)],
  ];
  if (!isTyped && body !== '') rest.push(['Content-Type', sniffed(body)]);
  return answer(request, status, [...own, ...rest], body);
}

/** @upstream net/http NotFound */
export function goNotFound(request: HttpRequest, start: ServerStart): HttpResponse {
  return goAnswer(request, start, '404 page not found\n', 404, [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
}

/** @upstream net/http Redirect */
export function goRedirect(request: HttpRequest, start: ServerStart, location: string, status = 302): HttpResponse {
  return goAnswer(request, start, `<a href="${location}">Found</a>.\n\n`, status, [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Location', location],
  ]);
}
