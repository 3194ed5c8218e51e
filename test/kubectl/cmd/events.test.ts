import { expect, it } from 'vitest';
import { sortEvents } from '../../../src/kubectl/events/order';
import { eventTable } from '../../../src/kubectl/events/table';
import type { Event } from '../../../src/resources/core/event';
import { allKinds } from '../../../src/resources/kinds';
import { fakeClient } from '../describe/fake-client';
import { runCommand } from './run-command';

const now = Date.parse('2026-11-21T12:00:00Z');

const event = (name: string, more: Partial<Event>): Event => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name, namespace: 'default' },
  involvedObject: { kind: 'Pod', name: 'lone', namespace: 'default' },
  ...more,
});

const events = [
  event('a', {
    type: 'Normal',
    reason: 'Pulled',
    message: '  spaced message  ',
    firstTimestamp: '2026-11-19T12:00:00Z',
    lastTimestamp: '2026-11-21T11:10:00Z',
    count: 3,
  }),
  event('b', {
    type: 'Warning',
    reason: 'BackOff',
    message: 'tab\there \x1b[31mred <b>',
    eventTime: '2026-11-21T07:00:00.000000Z',
    series: { count: 5, lastObservedTime: '2026-11-21T08:40:00.000000Z' },
  }),
  event('c', { type: 'Normal', reason: 'NoTime', message: 'none', involvedObject: { kind: 'Pod', name: 'nobody' } }),
];

/** As kubectl 1.33 printed the same events. */
const table = `LAST SEEN            TYPE      REASON    OBJECT       MESSAGE
<unknown>            Normal    NoTime    Pod/nobody   none
3h20m (x5 over 5h)   Warning   BackOff   Pod/lone     tab   here ^[[31mred <b>
50m (x3 over 2d)     Normal    Pulled    Pod/lone     spaced message
`;

it('prints the oldest first, those without a time before all others', () => {
  const print = eventTable({ withNamespace: false, noHeaders: false });

  expect(print(sortEvents(events), now)).toBe(table);
});

it('prints events that come one by one under one header, in columns that never become narrower', () => {
  const print = eventTable({ withNamespace: false, noHeaders: false });
  const printed = sortEvents(events).map((each) => print([each], now));

  expect(printed.join('')).toBe(`LAST SEEN   TYPE     REASON   OBJECT       MESSAGE
<unknown>   Normal   NoTime   Pod/nobody   none
3h20m (x5 over 5h)   Warning   BackOff   Pod/lone     tab   here ^[[31mred <b>
50m (x3 over 2d)     Normal    Pulled    Pod/lone     spaced message
`);
});

it.each([
  ['events', '', 'No events found in default namespace.\n', 0],
  ['events -A', '', 'No events found.\n', 0],
  ['events --types=Odd', '', 'error: valid --types are Normal or Warning\n', 1],
  ['events --for pod', '', 'error: --for must be in resource/name form\n', 1],
  ['events --for a/b/c', '', 'error: arguments in resource/name form may not have more than one slash\n', 1],
  ['events --for /x', '', 'error: a resource must be present, got: /, Resource=\n', 1],
  ['events --for nothing/x', '', 'the server doesn\'t have a resource type "nothing"\n', 1],
  ['events --for pods.v9/x', '', 'the server doesn\'t have a resource type "pods" in group "v9"\n', 1],
])('%s', async (words, stdout, stderr, exit) => {
  expect(await runCommand(words.split(' '), { client: fakeClient([], allKinds) })).toEqual({ stdout, stderr, exit });
});

it('prints a typed list, and no names of one', async () => {
  const client = fakeClient(events.slice(2), allKinds);

  expect(await runCommand(['events', '-o', 'name'], { client })).toEqual({ stdout: '', stderr: '', exit: 0 });
  expect((await runCommand(['events', '-o', 'yaml'], { client })).stdout).toBe(`apiVersion: v1
items:
- apiVersion: v1
  eventTime: null
  firstTimestamp: null
  involvedObject:
    kind: Pod
    name: nobody
  kind: Event
  lastTimestamp: null
  message: none
  metadata:
    creationTimestamp: null
    name: c
    namespace: default
  reason: NoTime
  reportingComponent: ""
  reportingInstance: ""
  source: {}
  type: Normal
kind: EventList
metadata: {}
`);
});
