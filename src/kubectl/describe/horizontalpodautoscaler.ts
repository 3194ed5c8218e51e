import type { JsonObject } from '../../apimachinery/json';
import type { HorizontalPodAutoscaler } from '../../resources/autoscaling/horizontalpodautoscaler';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeMetric } from './hpa-metrics';
import { objectField, objectsField, textField } from './json-field';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { formatRfc1123z } from './rfc1123z';
import { type Writer, writeText } from './writer';

function writePolicies(w: Writer, rules: JsonObject): void {
  const policies = objectsField(rules, 'policies');
  if (policies.length === 0) return;
  w.line(2, `Select Policy: ${textField(rules, 'selectPolicy') || 'Max'}`);
  w.line(2, 'Policies:');
  for (const policy of policies) {
    const period = `Period: ${textField(policy, 'periodSeconds')} seconds`;
    w.line(3, `- Type: ${textField(policy, 'type')}`, `Value: ${textField(policy, 'value')}`, period);
  }
}

/** @upstream describe.go printDirectionBehavior */
function writeBehavior(w: Writer, behavior: JsonObject | undefined): void {
  if (behavior === undefined) return;
  w.line(0, 'Behavior:');
  for (const [title, field] of [
    ['Scale Up', 'scaleUp'],
    ['Scale Down', 'scaleDown'],
  ] as const) {
    const rules = objectField(behavior, field);
    if (rules === undefined) continue;
    w.line(1, `${title}:`);
    const window = textField(rules, 'stabilizationWindowSeconds');
    if (window !== '') w.line(2, `Stabilization Window: ${window} seconds`);
    writePolicies(w, rules);
  }
}

function writeConditions(w: Writer, conditions: HorizontalPodAutoscaler['status']['conditions']): void {
  if (!conditions?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'Reason', 'Message');
  w.line(1, '----', '------', '------', '-------');
  for (const { type, status, reason = '', message = '' } of conditions) w.line(1, type, status, reason, message);
}

/** Describes a HorizontalPodAutoscaler. @upstream describe.go describeHorizontalPodAutoscalerV2 */
export function describeHorizontalPodAutoscaler(
  autoscaler: HorizontalPodAutoscaler,
  context: DescribeContext,
): Promise<string> {
  const { metadata, spec } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const status = autoscaler.status ?? {};
  return writeText(async (w) => {
    writeName(w, autoscaler);
    writeLabelsAndAnnotations(w, autoscaler);
    w.line(0, 'CreationTimestamp:', formatRfc1123z(metadata.creationTimestamp));
    w.line(0, 'Reference:', `${kind}/${name}`);
    w.line(0, 'Metrics:', '( current / target )');
    for (const [index, metric] of (spec.metrics ?? []).entries()) {
      writeMetric(w, metric, status.currentMetrics?.[index]);
    }
    w.line(0, 'Min replicas:', String(spec.minReplicas ?? '<unset>'));
    w.line(0, 'Max replicas:', String(spec.maxReplicas));
    writeBehavior(w, spec.behavior);
    const { currentReplicas = 0, desiredReplicas = 0 } = status;
    w.line(0, `${kind} pods:`, `${currentReplicas} current / ${desiredReplicas} desired`);
    writeConditions(w, status.conditions);
    await writeEventsAbout(w, autoscaler, context);
  });
}
