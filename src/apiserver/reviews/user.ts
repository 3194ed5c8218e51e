import type { UserInfo } from '../../resources/reviews';

const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';
const SERVICE_ACCOUNT = 'system:serviceaccount:';

/** Whoever may do everything, whatever the cluster's roles say. */
export const MASTERS = 'system:masters';

/** Whom a request is made for, as it says. */
export type Impersonation = Pick<UserInfo, 'username' | 'uid' | 'extra'> & { readonly groups?: readonly string[] };

/**
 * The user that a request is made for: service accounts are in their groups where no others are given.
 * @upstream apiserver endpoints/filters/impersonation.go WithImpersonation
 */
export function impersonatedUser({ groups = [], ...user }: Impersonation): UserInfo {
  const given = groups.length > 0 ? groups : serviceAccountGroups(user.username);
  const own = user.username === 'system:anonymous' ? UNAUTHENTICATED : AUTHENTICATED;
  const isSettled = given.includes(own) || given.includes(UNAUTHENTICATED);
  return { ...user, groups: isSettled ? [...given] : [...given, own] };
}

/** @upstream apiserver authentication/serviceaccount MakeGroupNames */
function serviceAccountGroups(username: string): string[] {
  const [namespace, name, ...more] = username.startsWith(SERVICE_ACCOUNT)
    ? username.slice(SERVICE_ACCOUNT.length).split(':')
    : [];
  if (!namespace || !name || more.length > 0) return [];
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** A service account's name as a user. */
export function serviceAccountUser(namespace: string, name: string): string {
  return `${SERVICE_ACCOUNT}${namespace}:${name}`;
}
