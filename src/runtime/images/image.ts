import { alpine, alpineBased } from './alpine';
import { bareFamilies } from './bare';
import { onDebian } from './base';
import { bitnami } from './bitnami';
import { busybox } from './busybox';
import { coordinationFamilies } from './coordination';
import { databaseFamilies } from './databases';
import { debianFamilies } from './debian';
import { dnsFamilies } from './dnsutils';
import type { ImageFacts, ImageFamily, ImageReference } from './facts';
import { httpd } from './httpd';
import { languageFamilies } from './languages';
import { monitoringFamilies } from './monitoring';
import { mysqlFamilies } from './mysql';
import { multitool, nginx, nginxHello, nginxSlim, nginxUnprivileged } from './nginx';
import { phpFamilies } from './php';
import { postgres } from './postgres';
import { redHat } from './redhat';
import { redisFamilies } from './redis';
import { sampleFamilies } from './samples';
import { toolFamilies } from './tools';

/** The first family that matches counts. */
const families: readonly ImageFamily[] = [
  ...toolFamilies,
  bitnami,
  ...bareFamilies,
  ...dnsFamilies,
  ...sampleFamilies,
  nginxHello,
  nginx,
  nginxUnprivileged,
  nginxSlim,
  multitool,
  busybox,
  httpd,
  ...phpFamilies,
  ...redisFamilies,
  postgres,
  ...mysqlFamilies,
  ...databaseFamilies,
  ...coordinationFamilies,
  ...monitoringFamilies,
  ...languageFamilies,
  ...debianFamilies,
  redHat,
  alpine,
  alpineBased,
];

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
  const known = families.find(({ matches }) => matches(reference));
  return known?.facts(reference) ?? { ...onDebian('bookworm'), isUnknown: true };
}
