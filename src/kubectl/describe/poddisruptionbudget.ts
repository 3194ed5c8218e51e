import type { PodDisruptionBudget } from '../../resources/policy/poddisruptionbudget';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeName } from './metadata';
import { formatLabelSelector } from './selectors';
import { writeText } from './writer';

/** Describes a PodDisruptionBudget. @upstream describe.go describePodDisruptionBudgetV1 */
export function describePodDisruptionBudget(budget: PodDisruptionBudget, context: DescribeContext): Promise<string> {
  const { spec, status } = budget;
  return writeText(async (w) => {
    writeName(w, budget);
    if (spec.minAvailable !== undefined) w.line(0, 'Min available:', String(spec.minAvailable));
    else if (spec.maxUnavailable !== undefined) w.line(0, 'Max unavailable:', String(spec.maxUnavailable));
    w.line(0, 'Selector:', spec.selector === undefined ? '<unset>' : formatLabelSelector(spec.selector));
    w.line(0, 'Status:');
    w.line(2, 'Allowed disruptions:', String(status.disruptionsAllowed ?? 0));
    w.line(2, 'Current:', String(status.currentHealthy ?? 0));
    w.line(2, 'Desired:', String(status.desiredHealthy ?? 0));
    w.line(2, 'Total:', String(status.expectedPods ?? 0));
    await writeEventsAbout(w, budget, context);
  });
}
