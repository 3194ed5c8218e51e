import type { KubeObject } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { CertificateSigningRequest } from '../resources/certificates/certificatesigningrequest';
import type { UserInfo } from '../resources/reviews';

/** Writes into a new request who made it, whatever it says itself. @upstream csrStrategy.PrepareForCreate */
export function nameRequester(object: KubeObject, { username, uid, groups }: UserInfo): void {
  const { spec } = object as CertificateSigningRequest;
  const { extra: _, uid: __, ...asked } = spec;
  object.spec = { ...asked, username, groups: [...groups], ...(uid ? { uid } : {}) };
}

/**
 * Leaves of what an approver sends the decision alone, with the times of what is new.
 * @param now milliseconds since 1970
 * @upstream pkg/registry/certificates/certificates/strategy.go csrApprovalStrategy, populateConditionTimestamps
 */
export function keepDecision(object: KubeObject, old: KubeObject, now: number): void {
  const { status } = object as CertificateSigningRequest;
  const { status: before } = old as CertificateSigningRequest;
  const time = formatTime(now);
  const conditions = (status.conditions ?? []).map((condition) => {
    const known = before.conditions?.find(({ type }) => type === condition.type);
    const since = known?.status === condition.status ? known.lastTransitionTime : time;
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? time,
      lastTransitionTime: condition.lastTransitionTime ?? since ?? time,
    };
  });
  object.status = { ...before, ...(conditions.length > 0 ? { conditions } : {}) };
}
