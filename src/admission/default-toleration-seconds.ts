import { names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import type { AdmissionPlugin } from './plugin';

const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Pods stay five minutes on a node that fails. @upstream plugin/pkg/admission/defaulttolerationseconds */
export const defaultTolerationSeconds: AdmissionPlugin = (object, { kind, operation }) => {
  if (kind.plural !== pods.plural || operation !== 'CREATE') return;
  const { spec } = object as Pod;
  for (const key of keys) {
    const tolerated = spec.tolerations?.some(
      (toleration) =>
        (toleration.key === key || !toleration.key) && (toleration.effect === 'NoExecute' || !toleration.effect),
    );
    if (tolerated) continue;
    const toleration = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
    spec.tolerations = [...(spec.tolerations ?? []), toleration];
  }
};
