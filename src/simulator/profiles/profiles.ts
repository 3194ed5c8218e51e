import { k3d } from './k3d';
import { kind } from './kind';
import { minikube } from './minikube';
import type { ProfileFactory } from './profile';

/** The kinds of cluster that can be made; the first is the usual one. */
export const profiles = { minikube, kind, k3d } satisfies Record<string, ProfileFactory>;

export type ProfileName = keyof typeof profiles;

/** Whether a text names a profile. */
export function isProfileName(text: string): text is ProfileName {
  return Object.hasOwn(profiles, text);
}
