import { describe, expect, it } from 'vitest';
import { smartLabel } from '../../../src/kubectl/describe/smart-label';

/** From runs of `kubectl describe` on custom resources. */
describe('smartLabel', () => {
  it.each([
    ['apiVersion', 'API Version'],
    ['kind', 'Kind'],
    ['uid', 'UID'],
    ['creationTimestamp', 'Creation Timestamp'],
    ['clusterIPConfig', 'Cluster IP Config'],
    ['podCIDRs', 'Pod CID Rs'],
    ['osbURL', 'OSB URL'],
    ['PDFLoader', 'PDF Loader'],
    ['myC', 'My C'],
    ['a-b', 'A - B'],
    ['$patch', '$patch'],
    ['ab_c', 'ab_c'],
    ['a1B', 'a1B'],
    ['x.y/z', 'x.y/z'],
  ])('%s is %s', (field, label) => {
    expect(smartLabel(field)).toBe(label);
  });
});
