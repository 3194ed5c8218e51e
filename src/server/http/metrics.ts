/** Counters of the server, in Prometheus' text format. */
export type Metrics = {
  readonly countRequest: (verb: string, resource: string, code: number) => void;
  readonly watchStarted: () => void;
  readonly watchEnded: () => void;
  readonly watchEvent: () => void;
  readonly text: (objects: ReadonlyMap<string, number>) => string;
};

/** Starts counting. */
export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  let watches = 0;
  let events = 0;
  return {
    countRequest(verb, resource, code) {
      const labels = `code="${code}",resource="${resource}",verb="${verb}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
    },
    watchStarted: () => void watches++,
    watchEnded: () => void watches--,
    watchEvent: () => void events++,
    text: (objects) =>
      [
        ...metric('apiserver_request_total', 'counter', 'Counter of requests by verb, resource and HTTP code.', [
          ...requests,
        ]),
        ...metric('apiserver_longrunning_requests', 'gauge', 'Watches that are open.', [['verb="WATCH"', watches]]),
        ...metric('apiserver_watch_events_total', 'counter', 'Events sent to watches.', [['', events]]),
        ...metric('apiserver_storage_objects', 'gauge', 'Stored objects by resource.', resourceSamples(objects)),
      ]
        .join('\n')
        .concat('\n'),
  };
}

type Sample = readonly [labels: string, value: number];

function resourceSamples(objects: ReadonlyMap<string, number>): Sample[] {
  return [...objects].map(([resource, count]) => [`resource="${resource}"`, count]);
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string[] {
  const lines = samples.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}
