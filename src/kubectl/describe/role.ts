import type { KubeObject } from '../../apimachinery/meta';
import type { PolicyRule } from '../../resources/rbac/rules';
import { compactRules, resourceText, wordList } from '../auth/policy-rules';
import { writeLabelsAndAnnotations } from './metadata';
import { writeText } from './writer';

/** Describes a Role or a ClusterRole; it shows no events. @upstream describe.go RoleDescriber */
export function describeRole(role: KubeObject): Promise<string> {
  return writeText((w) => {
    w.line(0, 'Name:', role.metadata.name);
    writeLabelsAndAnnotations(w, role);
    w.line(0, 'PolicyRule:');
    w.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
    w.line(1, '---------', '-----------------', '--------------', '-----');
    for (const rule of compactRules((role.rules ?? []) as PolicyRule[])) {
      const { nonResourceURLs, resourceNames, verbs } = rule;
      w.line(1, resourceText(rule), wordList(nonResourceURLs), wordList(resourceNames), wordList(verbs));
    }
  });
}
