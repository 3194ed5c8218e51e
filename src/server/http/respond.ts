import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from './exchange';

/** @upstream apiserver endpoints/handlers/responsewriters defaultGzipThresholdBytes */
const GZIP_THRESHOLD = 128 * 1024;

/** How long a client may take to read an answer, in milliseconds. */
const PATIENCE = 60_000;

/** Writes an answer, and resolves when it has been written or the client has gone. */
export async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  response.statusCode = answer.code ?? 200;
  response.setHeader('Cache-Control', 'no-cache, private');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  const warnings = (answer.warnings ?? []).map(warningHeader);
  if (warnings.length > 0) response.setHeader('Warning', warnings);
  if ('stream' in answer) {
    response.setHeader('Content-Type', answer.contentType ?? 'application/json');
    return await answer.stream(response);
  }
  response.setTimeout(PATIENCE, () => response.destroy());
  response.setHeader(
    'Content-Type',
    answer.contentType ?? ('text' in answer ? 'text/plain; charset=utf-8' : 'application/json'),
  );
  const text = 'text' in answer ? answer.text : `${JSON.stringify(answer.json)}\n`;
  await end(response, await packed(request, response, Buffer.from(text)), request.method === 'HEAD');
}

/** A header holds bytes: to Node each of them is a character. @upstream apimachinery util/net NewWarningHeader */
function warningHeader(text: string): string {
  return Buffer.from(`299 - ${JSON.stringify(text.replaceAll('\x7f', ''))}`).toString('latin1');
}

async function packed(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Buffer> {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim().split(';')[0]);
  if (body.length <= GZIP_THRESHOLD || !accepted.includes('gzip')) return body;
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  return await promisify(gzip)(body, { level: 1 });
}

function end(response: ServerResponse, body: Buffer, isHead: boolean): Promise<void> {
  response.setHeader('Content-Length', body.length);
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.end(isHead ? undefined : body);
  });
}
