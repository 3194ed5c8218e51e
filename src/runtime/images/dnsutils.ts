import { textFile } from '../files/node';
import { agnhost as agnhostServer } from '../servers/agnhost';
import { inRepository, named, onAlpine, onDebian } from './base';
import { baseName, type ImageFamily } from './facts';

function tools(...names: readonly string[]): string[] {
  return names.map((name) => `/usr/bin/${name}`);
}

/** Kubernetes' tests' image of many small servers, with tools for networks. @upstream test/images/agnhost */
const agnhost: ImageFamily = named(['agnhost'], ({ tag }) =>
  onAlpine(/^2\.([5-9]\d)/.test(tag) ? '3.21' : '3.15', {
    shells: { bash: 'bash' },
    nslookup: 'bind',
    programs: ['/agnhost', '/agnhost-2', '/coredns', ...tools('curl', 'iperf', 'ss')],
    servers: { agnhost: agnhostServer, 'agnhost-2': agnhostServer },
    entrypoint: ['/agnhost'],
    cmd: ['pause'],
    files: () => ({ '/localhost.crt': textFile(''), '/localhost.key': textFile('') }),
  }),
);

/** A pod to look at networks from. @upstream nicolaka/netshoot */
const netshoot: ImageFamily = named(['netshoot'], () =>
  onAlpine('3.22', {
    shells: { bash: 'bash' },
    nslookup: 'bind',
    programs: tools(
      'curl',
      'jq',
      'tcpdump',
      'nmap',
      'ncat',
      'socat',
      'mtr',
      'ss',
      'iperf3',
      'openssl',
      'git',
      'vim',
      'zsh',
      'tshark',
      'drill',
      'grpcurl',
    ),
    interpreters: ['zsh'],
    workingDir: '/root',
    cmd: ['zsh'],
    files: () => ({
      '/etc/motd': textFile('                    dP            dP                           dP   \n'),
    }),
  }),
);

/** The e2e tests' image for asking DNS, on Alpine. */
const e2eDnsutils: ImageFamily = {
  matches: (reference) => baseName(reference) === 'dnsutils' && reference.repository.includes('e2e'),
  facts: () => onAlpine('3.8', { nslookup: 'bind', programs: tools('curl'), cmd: ['/bin/sh'] }),
};

/** Images for asking DNS, on Debian. */
const dnsutils: ImageFamily = named(['jessie-dnsutils', 'dnsutils', 'nspct'], (reference) => {
  const name = baseName(reference) === 'jessie-dnsutils' ? 'jessie' : 'bookworm';
  return onDebian(name, {
    nslookup: 'bind',
    programs: name === 'jessie' ? tools('curl', 'nc') : [],
    ...(name === 'jessie' ? { cmd: ['/bin/sh', '-c', 'while true; do sleep 1000; done'] } : { isUnknown: true }),
  });
});

/** @upstream infoblox/dnstools */
const dnstools: ImageFamily = inRepository(['dnstools'], () =>
  onAlpine('3.12', {
    nslookup: 'bind',
    programs: tools('curl', 'jq', 'tcpdump'),
    cmd: ['/bin/sh'],
  }),
);

/** Images made for asking DNS: BIND's tools, on Alpine or on Debian. */
export const dnsFamilies: readonly ImageFamily[] = [agnhost, netshoot, e2eDnsutils, dnsutils, dnstools];
