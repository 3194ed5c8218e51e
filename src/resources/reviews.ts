import type { Kind, KubeObject } from '../apimachinery/meta';

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';

/** Who asks. @upstream k8s.io/api/authentication/v1 UserInfo */
export type UserInfo = {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: { readonly [key: string]: readonly string[] };
};

/** @upstream k8s.io/api/authentication/v1 SelfSubjectReview */
export type SelfSubjectReview = KubeObject & { readonly status?: { readonly userInfo?: Partial<UserInfo> } };

/** A request for resources, as far as access is decided by it. @upstream k8s.io/api/authorization/v1 ResourceAttributes */
export type ResourceAttributes = {
  readonly namespace?: string;
  readonly verb?: string;
  readonly group?: string;
  readonly version?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
};

/** A request for a path that is no resource's. */
export type NonResourceAttributes = { readonly path?: string; readonly verb?: string };

/** @upstream k8s.io/api/authorization/v1 SubjectAccessReview, with what its siblings have */
export type AccessReview = KubeObject & {
  readonly spec?: {
    readonly resourceAttributes?: ResourceAttributes;
    readonly nonResourceAttributes?: NonResourceAttributes;
    readonly user?: string;
    readonly groups?: string[];
    readonly uid?: string;
  };
  readonly status?: { readonly allowed: boolean; readonly reason?: string; readonly evaluationError?: string };
};

export type ResourceRule = {
  readonly verbs: string[];
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly resourceNames?: string[];
};

export type NonResourceRule = { readonly verbs: string[]; readonly nonResourceURLs?: string[] };

/** @upstream k8s.io/api/authorization/v1 SelfSubjectRulesReview */
export type RulesReview = KubeObject & {
  readonly spec?: { readonly namespace?: string };
  readonly status?: {
    readonly resourceRules: ResourceRule[];
    readonly nonResourceRules: NonResourceRule[];
    readonly incomplete: boolean;
    readonly evaluationError?: string;
  };
};

function review<T extends KubeObject>(group: string, kind: string, namespaced = false): Kind<T> {
  const singular = kind.toLowerCase();
  const names = { kind, singular, plural: `${singular}s`, shortNames: [], categories: [] };
  return { group, version: 'v1', ...names, namespaced, verbs: ['create'] };
}

/** Kinds that are answered when they are created, and not stored; in discovery's order. */
export const reviews = {
  selfsubjectreviews: review<SelfSubjectReview>(AUTHENTICATION, 'SelfSubjectReview'),
  localsubjectaccessreviews: review<AccessReview>(AUTHORIZATION, 'LocalSubjectAccessReview', true),
  selfsubjectaccessreviews: review<AccessReview>(AUTHORIZATION, 'SelfSubjectAccessReview'),
  selfsubjectrulesreviews: review<RulesReview>(AUTHORIZATION, 'SelfSubjectRulesReview'),
  subjectaccessreviews: review<AccessReview>(AUTHORIZATION, 'SubjectAccessReview'),
} as const;

/** Whether a kind is answered and not stored. */
export function isReview({ group, plural }: Pick<Kind, 'group' | 'plural'>): boolean {
  const kind = (reviews as Readonly<Record<string, Kind>>)[plural];
  return kind?.group === group;
}
