import { forbidden } from '../apimachinery/errors';
import { names as nodes } from '../resources/core/node';
import { names as pods } from '../resources/core/pod';
import type { AdmissionPlugin } from './plugin';

/** What a node takes, unless it says otherwise. @upstream kubelet --max-pods */
const PODS_PER_NODE = 110;

/** Pods that may wait for a node. */
const WAITING = 1000;

/**
 * A cluster holds so many pods and no more, however many replicas somebody asks for: all of it is in one file, and all
 * that follows from a command happens before it returns.
 */
export const podLimit: AdmissionPlugin = (object, { kind, operation, list }) => {
  if (kind.plural !== pods.plural || operation !== 'CREATE') return;
  const limit = list(nodes).length * PODS_PER_NODE + WAITING;
  if (list(pods).length < limit) return;
  const detail = `this simulated cluster holds no more than ${limit} pods: "sim init --nodes" makes a larger one`;
  throw forbidden(pods, object.metadata.name ?? '', detail);
};
