import { badRequest, type FieldError, invalid, invalidValue } from '../../apimachinery/errors';
import type { Json, JsonObject } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import { formatTime } from '../../apimachinery/time';
import type { RegistryWorld } from '../../registry/objects';
import type { AccessReview, RulesReview, UserInfo } from '../../resources/reviews';
import { type Attributes, aggregate, authorize, rulesFor } from './authorizer';

/** Answers a review. @param user who asks @throws StatusError BadRequest, Invalid */
export function answerReview(world: RegistryWorld, kind: Kind, review: KubeObject, user: UserInfo): KubeObject {
  switch (kind.kind) {
    case 'SelfSubjectReview':
      return reviewSelf(world, review, user);
    case 'SelfSubjectRulesReview':
      return reviewRules(world, review, user);
    default:
      return reviewAccess(world, kind, review, user);
  }
}

/** @upstream pkg/registry/authentication/selfsubjectreview/rest.go */
function reviewSelf({ now }: RegistryWorld, review: KubeObject, user: UserInfo): KubeObject {
  const { username, uid, groups, extra } = user;
  const userInfo = {
    username,
    ...(uid ? { uid } : {}),
    ...(groups.length > 0 ? { groups: [...groups] } : {}),
    ...(extra === undefined ? {} : { extra: extra as JsonObject }),
  };
  const metadata = { ...review.metadata, creationTimestamp: formatTime(now()) };
  return { kind: review.kind, apiVersion: review.apiVersion, metadata, status: { userInfo } };
}

/** @upstream pkg/registry/authorization/selfsubjectrulesreview/rest.go */
function reviewRules(world: RegistryWorld, review: RulesReview, user: UserInfo): KubeObject {
  const namespace = review.spec?.namespace ?? '';
  if (namespace === '') throw badRequest('no namespace on request');
  const { rules, errors } = rulesFor(world, user, namespace);
  const status = {
    resourceRules: rules
      .filter(({ resources }) => resources?.length)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({ verbs, apiGroups, resources, resourceNames })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs?.length)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
    ...(errors.length > 0 ? { evaluationError: aggregate(errors) } : {}),
  };
  return answered(review, status as unknown as JsonObject);
}

/** @upstream pkg/registry/authorization/subjectaccessreview/rest.go and its siblings */
function reviewAccess(world: RegistryWorld, kind: Kind, review: AccessReview, user: UserInfo): KubeObject {
  const { spec = {} } = review;
  const isOwn = kind.kind === 'SelfSubjectAccessReview';
  const errors = [...(isOwn ? [] : validateUser(review)), ...validateAttributes(review)];
  if (kind.namespaced) errors.push(...validateNamespace(review));
  if (errors.length > 0) throw invalid(kind, '', errors);
  const { user: username = '', groups = [], uid } = spec;
  const decision = authorize(world, isOwn ? user : { username, groups, uid }, attributesOf(spec));
  const { allowed, reason } = decision;
  return answered(review, { allowed, ...(reason === '' ? {} : { reason }) });
}

function answered(review: KubeObject, status: JsonObject): KubeObject {
  const { kind, apiVersion, metadata, spec } = review;
  return { kind, apiVersion, metadata: { ...metadata, creationTimestamp: null }, spec: spec ?? {}, status };
}

function attributesOf({
  resourceAttributes,
  nonResourceAttributes = {},
}: NonNullable<AccessReview['spec']>): Attributes {
  return resourceAttributes === undefined ? { path: nonResourceAttributes } : { resource: resourceAttributes };
}

/** @upstream pkg/apis/authorization/validation ValidateSubjectAccessReviewSpec */
function validateUser({ spec: { user = '', groups = [] } = {} }: AccessReview): FieldError[] {
  if (user !== '' || groups.length > 0) return [];
  return [invalidValue('spec.user', user, 'at least one of user or group must be specified')];
}

function validateAttributes({ spec = {} }: AccessReview): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    return [invalidValue('spec.nonResourceAttributes', nonResourceAttributes as Json, detail)];
  }
  if (resourceAttributes !== undefined || nonResourceAttributes !== undefined) return [];
  const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  return [invalidValue('spec.resourceAttributes', null, detail)];
}

/** @upstream pkg/apis/authorization/validation ValidateLocalSubjectAccessReview */
function validateNamespace({ metadata, spec = {} }: AccessReview): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (nonResourceAttributes !== undefined) {
    const detail = 'disallowed on this kind of request';
    return [invalidValue('spec.nonResourceAttributes', nonResourceAttributes as Json, detail)];
  }
  const { namespace = '' } = resourceAttributes ?? {};
  if (resourceAttributes === undefined || namespace === metadata.namespace) return [];
  return [invalidValue('spec.resourceAttributes.namespace', namespace, 'must match metadata.namespace')];
}
