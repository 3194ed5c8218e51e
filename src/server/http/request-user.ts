import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from '../../apimachinery/errors';
import { impersonatedUser } from '../../apiserver/reviews/user';
import type { UserInfo } from '../../resources/reviews';

const EXTRA = 'impersonate-extra-';

/**
 * The user that a request is made for; undefined for the cluster's administrator.
 * @throws StatusError BadRequest for groups without a user
 * @upstream apiserver endpoints/filters/impersonation.go buildImpersonationRequests
 */
export function requestUser(headers: IncomingHttpHeaders): UserInfo | undefined {
  const username = text(headers['impersonate-user']);
  const uid = text(headers['impersonate-uid']);
  const groups = texts(headers['impersonate-group']);
  const extra = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(EXTRA) ? [[decodeURIComponent(name.slice(EXTRA.length)), texts(value)]] : [],
    ),
  );
  const hasExtra = Object.keys(extra).length > 0;
  if (username !== '') {
    return impersonatedUser({ username, groups, ...(uid && { uid }), ...(hasExtra ? { extra } : {}) });
  }
  if (groups.length === 0 && uid === '' && !hasExtra) return undefined;
  throw badRequest(`requested ${JSON.stringify(groups)} without impersonating a user`);
}

type Header = string | string[] | undefined;

function text(value: Header): string {
  return String(value ?? '');
}

/** Node joins what comes several times. */
function texts(value: Header): string[] {
  return text(value)
    .split(', ')
    .filter((part) => part !== '');
}
