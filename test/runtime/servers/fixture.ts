import type { Container } from '../../../src/resources/core/pod-types';
import type { ContainerHost } from '../../../src/runtime/container';
import type { ContainerWorld } from '../../../src/runtime/container-world';
import type { HttpRequest, HttpResponse } from '../../../src/runtime/network/http';
import type { Network } from '../../../src/runtime/network/network';
import type { ServerContext, ServerSpec } from '../../../src/runtime/servers/server';
import { serverArgv } from '../../../src/runtime/servers/servers';
import { recordedWorld } from '../../dns/fixture';
import { worldOf } from '../fixture';
import { memoryVolumes } from '../memory-volumes';

/** What is asked beside the path. */
export type Asked = { method?: string; headers?: Record<string, string>; port?: number; body?: string };

/** An image's server in a container, and all that is asked of it. */
export type Running = {
  readonly world: ContainerWorld;
  readonly spec: ServerSpec;
  readonly argv: readonly string[];
  readonly start: () => string;
  readonly problem: () => { log: string; exitCode: number } | undefined;
  readonly ports: () => readonly number[];
  readonly ask: (target: string, asked?: Asked) => Promise<HttpResponse>;
  /** The status, the headers and the body, as they are sent. */
  readonly text: (target: string, asked?: Asked) => Promise<string>;
  readonly say: (text: string, port?: number) => string;
  /** What was logged since it was read last. */
  readonly log: () => string;
};

export type Setting = Partial<Container> & {
  /** Files that the container has beside its image's. */
  files?: Record<string, string>;
  variables?: Record<string, string>;
  host?: Partial<ContainerHost>;
  pod?: Parameters<typeof worldOf>[2];
};

export const agent = { host: 'web', 'user-agent': 'curl/7.88.1', accept: '*/*' };

/** Starts what an image starts, with a container's command and arguments. */
export function runningOf(image: string, setting: Setting = {}): Running {
  const { files = {}, variables = {}, host, pod, ...container } = setting;
  const env = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const kept = { volumes: memoryVolumes(), ...host };
  const world = worldOf(image, recordedWorld, pod ?? {}, kept, { ...container, env });
  const root = worldOf(image, recordedWorld, pod ?? {}, kept, { securityContext: { runAsUser: 0 } });
  for (const [path, text] of Object.entries(files)) {
    root.files.makeFolders(path.slice(0, path.lastIndexOf('/')) || '/');
    root.files.write(path, new TextEncoder().encode(text));
  }
  const { image: facts } = world;
  const { command, args } = container;
  const line = [...(command ?? facts.entrypoint ?? []), ...(args ?? (command === undefined ? (facts.cmd ?? []) : []))];
  const found = serverArgv(facts, line);
  if (found === undefined) throw new Error(`${line.join(' ')} starts no server`);
  const { name, argv } = found;
  const spec = facts.servers?.[name];
  if (spec === undefined) throw new Error(`no server ${name}`);
  let logged = '';
  const log = (text: string): void => {
    logged += text;
  };
  const context: ServerContext = { world, argv, log };
  const ask = async (target: string, asked: Asked = {}): Promise<HttpResponse> => {
    const headers = new Map(Object.entries(asked.headers ?? agent));
    const body = new TextEncoder().encode(asked.body ?? '');
    const request: HttpRequest = {
      method: asked.method ?? 'GET',
      target,
      version: '1.1',
      headers,
      body,
      peer: '10.244.0.7',
    };
    const response = await spec.http?.(request, context, asked.port ?? spec.ports(context)[0] ?? 0);
    if (response === undefined) throw new Error('speaks no HTTP');
    return response;
  };
  return {
    world,
    spec,
    argv,
    start: () => {
      const text = spec.startLog?.(context) ?? '';
      spec.prepare?.(context);
      return text;
    },
    problem: () => spec.problem?.(context),
    ports: () => spec.ports(context),
    ask,
    async text(target, asked) {
      const { status, reason, headers, body } = await ask(target, asked);
      const lines = headers.map(([key, value]) => `${key}: ${value}\n`);
      return `${status} ${reason}\n${lines.join('')}\n${new TextDecoder().decode(body)}`;
    },
    say(text, port) {
      const listener = spec.listener?.(context, port ?? spec.ports(context)[0] ?? 0);
      return new TextDecoder().decode(listener?.reply?.(new TextEncoder().encode(text)));
    },
    log() {
      const text = logged;
      logged = '';
      return text;
    },
  };
}

/** A network of one other server, under a name and an address. */
export function networkTo(name: string, port: number, other: Running): Network {
  const address = '10.96.0.9';
  return {
    resolve: (host) => (host === name || host === address ? [address] : []),
    connect: async (to, at) => {
      if (to !== address || at !== port) return { failure: 'refused' };
      const http = async (request: HttpRequest): Promise<HttpResponse> => {
        const headers = Object.fromEntries(request.headers);
        return await other.ask(request.target, { method: request.method, headers, port });
      };
      const reply = (sent: Uint8Array): Uint8Array =>
        new TextEncoder().encode(other.say(new TextDecoder().decode(sent), port));
      return { listener: { http, reply }, address: '10.244.0.8' };
    },
    answersPing: async () => false,
  };
}
