import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../../src/client/client';
import { openCluster } from '../../../simulator/test-cluster';
import { runCommand } from '../run-command';
import recorded from './auth.recorded.json';

/** What kubectl 1.33 printed, line after line, with such a cluster behind `serve`. */
describe('auth and certificate say what kubectl 1.33 says', () => {
  let client: Client;
  beforeAll(async () => {
    client = (await openCluster()).cluster.client;
  });

  it.each(recorded.map((row, index) => ({ ...row, title: `${index + 1} ${row.argv.join(' ')}` })))(
    '$title',
    async ({ argv, stdin, stdout, stderr, exit }) => {
      expect(await runCommand(argv, { client, input: stdin })).toEqual({ stdout, stderr, exit });
    },
  );
});
