import type { ContainerWorld } from '../container-world';

type Account = { readonly name: string; readonly id: number; readonly group: number };

/** The lines of /etc/passwd or /etc/group. */
function accountsIn({ files }: ContainerWorld, path: string): Account[] {
  if (files.find(path)?.type !== 'file') return [];
  return files
    .readText(path)
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([, , id]) => id !== undefined && id !== '')
    .map(([name = '', , id, group]) => ({ name, id: Number(id), group: Number(group) }));
}

/** The user's name in the container's /etc/passwd. */
export function userName(world: ContainerWorld, uid: number): string | undefined {
  return accountsIn(world, '/etc/passwd').find(({ id }) => id === uid)?.name;
}

/** The group's name in the container's /etc/group. */
export function groupName(world: ContainerWorld, gid: number): string | undefined {
  return accountsIn(world, '/etc/group').find(({ id }) => id === gid)?.name;
}

/** A user by name. */
export function userNamed(world: ContainerWorld, wanted: string): { uid: number; gid: number } | undefined {
  const found = accountsIn(world, '/etc/passwd').find(({ name }) => name === wanted);
  return found && { uid: found.id, gid: found.group };
}

/** A group's number by name. */
export function groupNamed(world: ContainerWorld, wanted: string): number | undefined {
  return accountsIn(world, '/etc/group').find(({ name }) => name === wanted)?.id;
}

/** The groups that /etc/group puts a user into. */
export function groupsOf({ files }: ContainerWorld, user: string): number[] {
  if (files.find('/etc/group')?.type !== 'file') return [];
  const lines = files.readText('/etc/group').split('\n');
  return lines
    .map((line) => line.split(':'))
    .filter(([, , , members = '']) => members.split(',').includes(user))
    .map(([, , id]) => Number(id));
}
