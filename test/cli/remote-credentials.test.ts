import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { credentials } from '../../src/cli/remote-credentials';
import type { AuthInfo, Cluster } from '../../src/kubectl/kubeconfig';
import { flagsOf } from './flags';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('credentials', () => {
  let config: string;

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-credentials-'));
    config = join(folder, 'config');
    for (const name of ['ca.pem', 'token', 'cert.pem']) writeFileSync(join(folder, name), `${name}\n`);
    return () => rmSync(folder, { recursive: true });
  });

  type Case = [string, Partial<Cluster>, AuthInfo, Record<string, string | boolean | string[]>, object];

  it.each<Case>([
    ['nobody', {}, {}, {}, { headers: {} }],
    ['a token', {}, { token: 'a' }, {}, { token: 'a', headers: {} }],
    ['--token first', {}, { token: 'a' }, { token: 'b' }, { token: 'b', headers: {} }],
    ['a file with a token', {}, { tokenFile: 'token' }, {}, { token: 'token', headers: {} }],
    [
      'a name and a password',
      {},
      { username: 'jane', password: 'secret' },
      {},
      { headers: { authorization: `Basic ${base64('jane:secret')}` } },
    ],
    [
      'somebody who acts for another',
      {},
      {},
      { as: 'jane', 'as-group': ['dev'], 'as-uid': '7' },
      { headers: { 'impersonate-user': 'jane', 'impersonate-group': 'dev', 'impersonate-uid': '7' } },
    ],
    [
      'certificates in the kubeconfig',
      { 'certificate-authority-data': base64('CA') },
      { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') },
      {},
      { headers: {}, tls: { ca: 'CA', cert: 'CERT', key: 'KEY', insecure: false } },
    ],
    [
      'certificates beside the kubeconfig',
      { 'certificate-authority': 'ca.pem', 'tls-server-name': 'api' },
      { 'client-certificate': 'cert.pem' },
      {},
      { headers: {}, tls: { ca: 'ca.pem\n', cert: 'cert.pem\n', serverName: 'api', insecure: false } },
    ],
    [
      'no check at all',
      { 'certificate-authority-data': base64('CA') },
      {},
      { 'insecure-skip-tls-verify': true },
      { headers: {}, tls: { insecure: true } },
    ],
  ])('of %s', (_, cluster, user, flags, expected) => {
    const settings = { cluster: { server: 'https://a', ...cluster }, user };
    expect(credentials('https://a', settings, flagsOf(flags), config)).toEqual(expected);
  });

  it('need no certificates without TLS', () => {
    const cluster: Cluster = { server: 'http://a', 'certificate-authority': 'missing.pem' };
    expect(credentials('http://a', { cluster }, flagsOf({}), config)).toEqual({ headers: {} });
  });

  const exec = { command: 'gke-gcloud-auth-plugin', args: null, env: null, provideClusterInfo: false };

  it.each<[Partial<Cluster>, AuthInfo, string]>([
    [{}, { exec }, 'signing in with "gke-gcloud-auth-plugin" is not possible yet'],
    [{}, { 'auth-provider': { name: 'oidc', config: null } }, 'signing in with "oidc" is not possible yet'],
    [{ 'proxy-url': 'http://proxy' }, {}, 'proxies are not used yet: http://proxy'],
    [{}, { as: 'u', 'as-groups': ['a', 'b'] }, 'more than one group to impersonate is not possible yet'],
  ])('refuse %j %j', (cluster, user, message) => {
    const settings = { cluster: { server: 'https://a', ...cluster }, user };
    expect(() => credentials('https://a', settings, flagsOf({}), config)).toThrow(message);
  });
});
