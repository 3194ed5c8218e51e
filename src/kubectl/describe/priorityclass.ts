import type { PriorityClass } from '../../resources/scheduling/priorityclass';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeAnnotations } from './metadata';
import { writeText } from './writer';

/** Describes a PriorityClass. @upstream describe.go describePriorityClass */
export function describePriorityClass(priorityClass: PriorityClass, context: DescribeContext): Promise<string> {
  const { metadata, value, globalDefault, preemptionPolicy, description } = priorityClass;
  return writeText(async (w) => {
    w.line(0, 'Name:', metadata.name);
    w.line(0, 'Value:', String(value));
    w.line(0, 'GlobalDefault:', String(globalDefault ?? false));
    w.line(0, 'PreemptionPolicy:', preemptionPolicy ?? '');
    w.line(0, 'Description:', description ?? '');
    writeAnnotations(w, 'Annotations', metadata.annotations);
    await writeEventsAbout(w, priorityClass, context);
  });
}
