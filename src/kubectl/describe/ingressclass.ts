import type { IngressClass } from '../../resources/networking/ingressclass';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations } from './metadata';
import { writeText } from './writer';

/** Describes an IngressClass. @upstream describe.go describeIngressClassV1 */
export function describeIngressClass(ingressClass: IngressClass, context: DescribeContext): Promise<string> {
  const { metadata, spec } = ingressClass;
  return writeText(async (w) => {
    w.line(0, 'Name:', metadata.name);
    writeLabelsAndAnnotations(w, ingressClass);
    w.line(0, 'Controller:', spec.controller ?? '');
    if (spec.parameters !== undefined) {
      const { apiGroup, kind, name } = spec.parameters;
      w.line(0, 'Parameters:');
      if (apiGroup !== undefined) w.line(1, 'APIGroup:', apiGroup);
      w.line(1, 'Kind:', kind);
      w.line(1, 'Name:', name);
    }
    await writeEventsAbout(w, ingressClass, context);
  });
}
