import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fileFeed } from '../../../src/cli/feed';
import { clusterBackend } from '../../../src/cli/serve/backend';
import { type HttpServerOptions, startHttpServer } from '../../../src/server/http/server';
import { Cluster } from '../../../src/simulator/cluster';
import { jsonFileAdapter } from '../../../src/store/adapters/json-file';
import { Store } from '../../../src/store/store';

export const now = Date.parse('2025-06-01T12:00:00Z');

/** An answer as tests look at it. */
// biome-ignore lint/suspicious/noExplicitAny: what the server answers is what the tests are about
export type Reply = { code: number; json: any; text: string; headers: Headers };

export type Harness = {
  readonly url: string;
  readonly statePath: string;
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  /** Another program's look at the same cluster; what it does must be committed. */
  readonly other: () => Cluster;
  /** What went wrong inside. */
  readonly faults: unknown[];
  readonly close: () => Promise<void>;
};

/** A server in this process, over a cluster of its own; both go with the test. */
export async function harness(options: Partial<HttpServerOptions> = {}): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-http-'));
  const statePath = join(folder, 'state.json');
  const open = (): Cluster =>
    new Cluster({
      store: new Store(jsonFileAdapter(statePath)),
      wall: () => now,
      seed: () => 'http',
      feed: fileFeed(statePath),
    });
  const faults: unknown[] = [];
  const server = await startHttpServer({
    backend: clusterBackend(open, statePath),
    address: '127.0.0.1',
    port: 0,
    onError: (error) => void faults.push(error),
    ...options,
  });
  const url = `http://127.0.0.1:${server.port}`;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= server.close();
    return closed;
  };
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : isRaw ? (body as string) : JSON.stringify(body),
    });
    const text = await response.text();
    return { code: response.status, text, json: parse(text), headers: response.headers };
  }

  return {
    url,
    statePath,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    other: open,
    faults,
    close,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { made: 'here' } },
  data,
});

export const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
});

export const deployment = (name: string, replicas = 2) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] } },
  },
});

export const core = '/api/v1/namespaces/default';
export const apps = '/apis/apps/v1/namespaces/default';
