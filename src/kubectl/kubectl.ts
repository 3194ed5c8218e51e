import type { Random } from '../apimachinery/random';
import type { Client } from '../client/client';
import type { Containers, Terminal } from '../client/containers';
import type { CommandSpec } from './command';
import type { CommandNode } from './command-node';
import type { KubeconfigStore } from './kubeconfig';

/** Where a command reads and writes. */
export type Streams = {
  readonly out: (data: string | Uint8Array) => void;
  readonly err: (data: string | Uint8Array) => void;
  /** Hands over what was written so far. */
  readonly flush: () => void;
  readonly readInput: () => Promise<string>;
  /** The standard input as it comes; a raw terminal hands over each key and shows nothing itself. */
  readonly readBytes: (isRaw: boolean) => AsyncIterable<Uint8Array>;
  readonly terminal: Omit<Terminal, 'isRaw'>;
  /** Lets the standard input go, when no more lines are wanted. */
  readonly closeInput: () => void;
  readonly isInputTerminal: boolean;
  readonly isOutputTerminal: boolean;
  /** Ends when the user interrupts. */
  readonly interrupted: AbortSignal;
  /** Ends after so many milliseconds, by the user's own clock. */
  readonly after: (milliseconds: number) => AbortSignal;
};

/** What a command may do with the user's files. */
export type Files = {
  /** @throws Error with the system's reason */
  readonly read: (path: string) => string;
  /** The same for what need not be text. */
  readonly readBytes: (path: string) => Uint8Array;
  readonly kindOf: (path: string) => 'file' | 'folder' | 'none';
  /** The names in a folder, sorted. */
  readonly list: (path: string) => string[];
  /** The paths that a pattern with `*` and `?` matches, sorted. */
  readonly glob: (pattern: string) => string[];
  /** Makes or replaces a file, and the folders that it is in; others may read it unless said otherwise. @throws Error with the system's reason */
  readonly write: (path: string, content: string | Uint8Array, access?: 'everybody' | 'owner') => void;
  /** The absolute path that a path means, links followed. @throws Error with the system's reason */
  readonly resolve: (path: string) => string;
};

/** What a program of the user's came to. */
export type ProgramResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** The user's own programs, such as an editor, and a place to hand them files. */
export type Programs = {
  /** Runs a program with the user's terminal; undefined where there is no such program. @returns its exit code */
  readonly interact: (argv: readonly string[]) => Promise<number | undefined>;
  /** Runs a program and gathers what it prints; undefined where there is no such program. */
  readonly run: (argv: readonly string[]) => Promise<ProgramResult | undefined>;
  /** Makes a folder of its own for the time of a call. */
  readonly inTemporaryFolder: <T>(prefix: string, use: (folder: string) => Promise<T>) => Promise<T>;
  /** The folders of the PATH, in its order. */
  readonly folders: () => string[];
  /** Programs on the PATH whose names begin so: their paths, in the PATH's order. */
  readonly named: (prefix: string) => string[];
};

/** A connection that somebody made to a port of the user's. */
export type Connection = {
  /** What comes, until the other side has no more to say. */
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly end: () => void;
};

/** The user's own ports. */
export type Ports = {
  /**
   * Listens at an IP address; port 0 takes a free one.
   * @returns the port
   * @throws CommandError with the system's reason
   */
  readonly listen: (address: string, port: number, onConnection: (connection: Connection) => void) => Promise<number>;
  /** Ends on Ctrl-C, for commands that then end by themselves, and well. */
  readonly untilInterrupted: () => AbortSignal;
  /** No more is listened at; connections are cut. */
  readonly close: () => void;
};

/** Whether a request is let through. @param host as the client named it, with or without a port */
export type RequestFilter = (method: string, path: string, host: string) => boolean;

/** A server that hands requests on to the API server. */
export type ProxyOptions = {
  readonly address: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /** Listened at instead of an address. */
  readonly unixSocket?: string;
  readonly isAllowed: RequestFilter;
  /** Where the API begins: `/` or `/custom/`. */
  readonly apiPrefix: string;
  /** Files of a folder, below a prefix. */
  readonly files?: { readonly folder: string; readonly prefix: string };
  /** Told of requests that could not be handed on. */
  readonly onError: (error: unknown) => void;
};

/** All that a command is handed. */
export type Kubectl = {
  /** The program's commands. */
  readonly commands: readonly CommandNode<Pick<CommandSpec, 'flags'>>[];
  readonly client: Client;
  /** The namespace that names mean. */
  readonly namespace: string;
  /** Whether it was asked for by a flag. */
  readonly isNamespaceGiven: boolean;
  /** The API server's address, as flags or the kubeconfig say it. */
  readonly server: string;
  /** The program as it was called: `kubectl` or `kubectl-lite`. */
  readonly program: string;
  /** Milliseconds since 1970, by the cluster's clock. */
  readonly now: () => number;
  /** Random choices; of a simulated cluster those that its seed gives. */
  readonly random: Random;
  readonly streams: Streams;
  readonly files: Files;
  readonly programs: Programs;
  readonly ports: Ports;
  /** Starts a proxy before the API server. @returns where it listens @throws CommandError */
  readonly proxy: (options: ProxyOptions) => Promise<string>;
  readonly containers: Containers;
  /** The simulator's own kubeconfig. */
  readonly kubeconfig: KubeconfigStore;
  readonly env: (name: string) => string | undefined;
  /** Whether all that a request leads to has come to pass when it is answered: then there is nothing to wait for. */
  readonly isSettled: boolean;
  /** Makes several requests before anything in the cluster reacts to them. */
  readonly together: <T>(requests: () => Promise<T>) => Promise<T>;
  /** Writes what was done so far, so that others see it: before a command waits. */
  readonly commit: () => void;
  /** Waits for something while others may work on the cluster; what was done so far is stored and shown before. */
  readonly outside: <T>(wait: () => Promise<T>) => Promise<T>;
  /** Works on the cluster as it is by then, between waits; what was done is stored after it. */
  readonly inside: <T>(work: () => Promise<T>) => Promise<T>;
};
