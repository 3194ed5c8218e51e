import { encodeBytes } from './base64';
import type { JsonObject } from './json';

/** A JSON Web Token with claims, signed with HMAC and SHA-256. @upstream RFC 7515 */
export async function signToken(claims: JsonObject, secret: string): Promise<string> {
  const content = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join('.');
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8(secret), hmac, false, ['sign']);
  const signature = await crypto.subtle.sign(hmac, key, utf8(content));
  return `${content}.${base64url(new Uint8Array(signature))}`;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** @upstream RFC 4648, section 5, without padding */
function base64url(bytes: Uint8Array): string {
  return encodeBytes(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
