import { alpine } from './alpine';
import { bare } from './bare';
import { busybox } from './busybox';
import { debian, debianFacts } from './debian';
import { dnsutils } from './dnsutils';
import type { ImageFacts, ImageFamily, ImageReference } from './facts';
import { nginx } from './nginx';

/** The first family that matches counts. */
const families: readonly ImageFamily[] = [bare, dnsutils, busybox, alpine, nginx, debian];

/**
 * Takes an image reference apart: `registry.k8s.io/pause:3.9`, `nginx`, `a/b@sha256:…`.
 * @upstream distribution/reference ParseNormalizedNamed
 */
export function parseImage(image: string): ImageReference {
  const [name = ''] = image.split('@');
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const [, path = rest, tag = 'latest'] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(rest) ?? [];
  const repository = hasRegistry || path.includes('/') ? path : `library/${path}`;
  return { registry: hasRegistry ? first : 'docker.io', repository, tag };
}

/** What an image holds; an unknown one is taken for Debian-based, as most are. */
export function imageFacts(image: string): ImageFacts {
  const reference = parseImage(image);
  return families.find(({ matches }) => matches(reference))?.facts(reference) ?? debianFacts;
}
