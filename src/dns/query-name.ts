import { withoutRootDot } from './records';

/** What a name inside the zone may stand for. */
export type QueryName =
  /** The zone itself, `svc`, `pod`, `NS.svc` and `NS.pod`: they exist without records of their own. */
  | { readonly form: 'apex' | 'group' }
  | { readonly form: 'namespace'; readonly namespace: string }
  | ServiceQuery
  | { readonly form: 'pod'; readonly label: string; readonly namespace: string }
  | { readonly form: 'dns-version' }
  /** `ns.dns`: the name server's own name in the zone's SOA record. */
  | { readonly form: 'nameserver' };

/** `[ENDPOINT.]SVC.NS.svc` or `_PORT._PROTOCOL.SVC.NS.svc`. */
export type ServiceQuery = {
  readonly form: 'service';
  readonly service: string;
  readonly namespace: string;
  readonly endpoint?: string;
  readonly port?: string;
  readonly protocol?: string;
};

/** Whether a name lies in a zone (or is the zone). */
export function isInZone(name: string, zone: string): boolean {
  const lower = withoutRootDot(name).toLowerCase();
  return lower === zone || lower.endsWith(`.${zone}`);
}

/**
 * Takes a name of the zone apart; undefined where no such name can exist.
 * @upstream coredns plugin/kubernetes/parse.go parseRequest
 */
export function parseQueryName(name: string, zone: string): QueryName | undefined {
  const relative = withoutRootDot(name)
    .toLowerCase()
    .slice(0, -zone.length - 1);
  if (relative === '') return { form: 'apex' };
  if (relative === 'dns-version') return { form: 'dns-version' };
  if (relative === 'ns.dns') return { form: 'nameserver' };
  const labels = relative.split('.').reverse();
  const [group, namespace, service, ...rest] = labels;
  if (labels.includes('') || (group !== 'svc' && group !== 'pod')) return undefined;
  if (namespace === undefined) return { form: 'group' };
  if (service === undefined) return { form: 'namespace', namespace };
  if (group === 'pod') return rest.length === 0 ? { form: 'pod', label: service, namespace } : undefined;
  return parseServiceLabels({ form: 'service', service, namespace }, rest);
}

function parseServiceLabels(query: ServiceQuery, rest: readonly string[]): ServiceQuery | undefined {
  const [first, second] = rest;
  if (first === undefined) return query;
  if (second === undefined) return { ...query, endpoint: first };
  if (rest.length > 2 || !first.startsWith('_') || !second.startsWith('_')) return undefined;
  return { ...query, protocol: first.slice(1), port: second.slice(1) };
}
