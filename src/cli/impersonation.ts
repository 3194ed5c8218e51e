import { type Impersonation, impersonatedUser } from '../apiserver/reviews/user';
import type { Flags } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { UserInfo } from '../resources/reviews';
import { type ContextSettings, usualSettings } from './kubeconfig-store';

type Requested = Impersonation & Required<Pick<Impersonation, 'groups'>>;

type Settings = Pick<ContextSettings, 'user' | 'userName'>;

/**
 * Whom requests are made for, as the flags or the kubeconfig's user say; undefined for the user itself.
 * @throws CommandError for groups without a user
 * @upstream client-go tools/clientcmd/validation.go validateAuthInfo
 */
export function requestedImpersonation({ user, userName }: Settings, flags: Flags): Requested | undefined {
  const username = flags.text('as') || (user?.as ?? '');
  const uid = flags.text('as-uid') || user?.['as-uid'] || undefined;
  const groups = flags.has('as-group') ? flags.list('as-group') : (user?.['as-groups'] ?? []);
  if (username !== '') return { username, uid, groups };
  if (uid === undefined && groups.length === 0) return undefined;
  const whose = userName ?? usualSettings.context;
  throw new CommandError(`requesting uid, groups or user-extra for ${whose} without impersonating a user`);
}

/** The user that requests are made for; undefined for whoever the cluster knows without being told. */
export function impersonation(settings: Settings, flags: Flags): UserInfo | undefined {
  const asked = requestedImpersonation(settings, flags);
  return asked && impersonatedUser(asked);
}
