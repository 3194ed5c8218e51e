import { named, onDebian, onUbuntu } from './base';
import type { ImageFamily } from './facts';
import { type DebianName, debianOf } from './version';

const numbers: Readonly<Record<string, DebianName>> = {
  13: 'trixie',
  12: 'bookworm',
  11: 'bullseye',
  10: 'buster',
  9: 'stretch',
  8: 'jessie',
  7: 'wheezy',
};

const aliases: Readonly<Record<string, DebianName>> = {
  testing: 'trixie',
  oldstable: 'bullseye',
  oldoldstable: 'buster',
};

/** Debian: bash and dash, neither curl nor ping nor ps. @upstream debuerreotype/docker-debian-artifacts */
const debian: ImageFamily = named(['debian'], (reference) => {
  const { tag } = reference;
  const number = /^\d+/.exec(tag)?.[0] ?? '';
  return onDebian(numbers[number] ?? aliases[tag.replace(/-slim$/, '')] ?? debianOf(reference), { cmd: ['bash'] });
});

const codes: Readonly<Record<string, string>> = {
  noble: '24.04',
  jammy: '22.04',
  focal: '20.04',
  bionic: '18.04',
  xenial: '16.04',
  plucky: '25.04',
  rolling: '25.04',
};

/** Ubuntu. @upstream launchpad.net/cloud-images */
const ubuntu: ImageFamily = named(['ubuntu'], ({ tag }) => {
  const code = Object.keys(codes).find((name) => tag.includes(name));
  const version = /^\d+\.\d+/.exec(tag)?.[0] ?? codes[code ?? ''] ?? '24.04';
  const hasUser = version === '24.04' || version === '25.04';
  return onUbuntu(version, {
    cmd: ['/bin/bash'],
    users: hasUser ? [['ubuntu', 1000, 1000, '/home/ubuntu', '/bin/bash']] : [],
  });
});

export const debianFamilies: readonly ImageFamily[] = [debian, ubuntu];
