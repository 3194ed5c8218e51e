import type { JsonObject } from '../../apimachinery/json';

/** What `create ingress` knows of the Ingress it makes; the rules are such as isIngressRule takes. */
export type IngressPlan = {
  readonly ingressClass: string;
  /** `service:port`, or nothing. */
  readonly defaultBackend: string;
  /** `host/path=service:port[,tls[=secret]]`. */
  readonly rules: readonly string[];
};

/**
 * Whether a text is a rule: `host/path=service:port`. What follows is read as it is: kubectl 1.33 does not look at it.
 * @upstream create_ingress.go ruleRegex
 */
export function isIngressRule(text: string): boolean {
  return /^[\w*\-.]*\/[^,=\n]*=[\w-]+:[\w-]+/.test(text);
}

/** An Ingress' spec, with its fields in upstream's order. @upstream create_ingress.go buildIngressSpec */
export function generateIngressSpec({ ingressClass, defaultBackend, rules }: IngressPlan): JsonObject {
  const tls = tlsOf(rules);
  return {
    ...(ingressClass !== '' && { ingressClassName: ingressClass }),
    ...(defaultBackend !== '' && { defaultBackend: backend(defaultBackend) }),
    ...(tls.length > 0 && { tls }),
    ...(rules.length > 0 && { rules: rulesOf(rules) }),
  };
}

/** Each host once, with the first secret that it is given. @upstream buildTLSRules */
function tlsOf(rules: readonly string[]): JsonObject[] {
  const entries: { hosts: string[]; secretName: string }[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    const [, tls, ...more] = rule.split(',');
    const [host = ''] = rule.split('/');
    if (tls === undefined || more.length > 0 || seen.has(host)) continue;
    seen.add(host);
    const [, secret = ''] = tls.split('=');
    const same = entries.find(({ secretName }) => secretName === secret);
    if (same !== undefined) same.hosts.push(host);
    else if (host !== '' || secret !== '') entries.push({ hosts: host === '' ? [] : [host], secretName: secret });
  }
  return entries.map(({ hosts, secretName }) => ({
    ...(hosts.length > 0 && { hosts }),
    ...(secretName !== '' && { secretName }),
  }));
}

/** A rule for each host, with its paths. @upstream buildIngressRules */
function rulesOf(rules: readonly string[]): JsonObject[] {
  const paths = new Map<string, JsonObject[]>();
  for (const rule of rules) {
    const [target = ''] = rule.split(',');
    const slash = target.indexOf('/');
    const host = target.slice(0, slash);
    paths.set(host, [...(paths.get(host) ?? []), pathOf(target.slice(slash))]);
  }
  return Array.from(paths, ([host, ofHost]) => ({ ...(host !== '' && { host }), http: { paths: ofHost } }));
}

function pathOf(text: string): JsonObject {
  const [path = '', service = ''] = text.split('=');
  const isPrefix = path.endsWith('*');
  return {
    path: isPrefix ? path.slice(0, -1) : path,
    pathType: isPrefix ? 'Prefix' : 'Exact',
    backend: backend(service),
  };
}

function backend(service: string): JsonObject {
  const [name = '', port = ''] = service.split(':');
  return { service: { name, port: backendPort(port) } };
}

/** @upstream intstr.Parse: a number of 32 bits, else a name; zero values are left out */
function backendPort(text: string): JsonObject {
  const number = /^[-+]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= -(2 ** 31) && number < 2 ** 31) return number === 0 ? {} : { number };
  return text === '' ? {} : { name: text };
}
