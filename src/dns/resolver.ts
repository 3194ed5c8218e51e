import type { Ask } from './ask';
import { type DnsAnswer, type RecordType, withoutRootDot } from './records';
import type { ResolvConf } from './resolv-conf';

/** How a search ended: the name that was asked last, and the answer to it. */
export type Resolution = {
  readonly name: string;
  /** Undefined where no server answered. */
  readonly answer: DnsAnswer | undefined;
};

/** The absolute names that a name may mean, in the order in which a resolver tries them. */
export function candidates(name: string, conf: Pick<ResolvConf, 'search' | 'ndots'>): string[] {
  if (name.endsWith('.')) return [withoutRootDot(name)];
  const dots = name.split('.').length - 1;
  const searched = conf.search.map((suffix) => (suffix === '.' ? name : `${name}.${withoutRootDot(suffix)}`));
  return dots >= conf.ndots ? [name, ...searched] : [...searched, name];
}

/**
 * Resolves a name by the search list. The first name that exists ends the search, also where it has no record of
 * the type; where none exists, the answer is the last one's.
 * @param server the server to ask in place of the first one in resolv.conf
 */
export function resolve(name: string, type: RecordType, conf: ResolvConf, ask: Ask, server?: string): Resolution {
  const address = server ?? conf.nameservers[0] ?? '127.0.0.1';
  let last: Resolution = { name: withoutRootDot(name), answer: undefined };
  for (const candidate of candidates(name, conf)) {
    last = { name: candidate, answer: ask({ name: candidate, type }, address) };
    if (last.answer === undefined || last.answer.status !== 'NXDOMAIN') return last;
  }
  return last;
}
