import type { Binding } from '../../resources/rbac/rules';
import { writeLabelsAndAnnotations } from './metadata';
import { writeText } from './writer';

/** Describes a RoleBinding or a ClusterRoleBinding; it shows no events. @upstream describe.go RoleBindingDescriber */
export function describeRoleBinding(binding: Binding): Promise<string> {
  const { metadata, roleRef, subjects = [] } = binding;
  return writeText((w) => {
    w.line(0, 'Name:', metadata.name);
    writeLabelsAndAnnotations(w, binding);
    w.line(0, 'Role:');
    w.line(1, 'Kind:', roleRef.kind);
    w.line(1, 'Name:', roleRef.name);
    w.line(0, 'Subjects:');
    w.line(1, 'Kind', 'Name', 'Namespace');
    w.line(1, '----', '----', '---------');
    for (const { kind, name, namespace = '' } of subjects) w.line(1, kind, name, namespace);
  });
}
