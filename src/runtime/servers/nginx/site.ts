import { BoundedRegExp } from '../../bounded-reg-exp';
import type { Directive } from './config';

/** Directives of one block, and the block around it, whose directives hold where the inner has none of that name. */
export type Scope = { readonly own: readonly Directive[]; readonly parent?: Scope };

/** A block with locations. */
export type Place = Scope & { readonly locations: readonly Location[] };

export type Location = Place & {
  readonly kind: 'exact' | 'prefix' | 'stop' | 'regex' | 'named';
  readonly text: string;
  readonly pattern?: RegExp;
};

export type Server = Place & {
  readonly ports: readonly number[];
  readonly names: readonly string[];
  readonly isDefault: boolean;
};

/** A configuration as requests see it. */
export type Site = { readonly main: Scope; readonly http: Scope; readonly servers: readonly Server[] };

/** All directives of a name, from the nearest block that has one. */
export function directivesOf(scope: Scope, name: string): readonly Directive[] {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.own.filter((directive) => directive.name === name);
    if (found.length > 0) return found;
  }
  return [];
}

/** The first argument of a directive. */
export function settingOf(scope: Scope, name: string, fallback = ''): string {
  return directivesOf(scope, name).at(-1)?.args[0] ?? fallback;
}

function portOf(address: string): number | undefined {
  if (address.startsWith('unix:')) return undefined;
  const [, digits] = /^(?:.*:)?(\d+)$/.exec(address) ?? [];
  return digits === undefined ? 80 : Number(digits);
}

function locationOf({ args, block = [] }: Directive, parent: Scope): Location {
  const [, sign = '', rest = ''] = /^(=|\^~|~\*|~|@)?(.*)$/.exec(args[0] ?? '') ?? [];
  const text = rest === '' ? (args[1] ?? '') : rest;
  const kinds = { '=': 'exact', '^~': 'stop', '~': 'regex', '~*': 'regex', '@': 'named', '': 'prefix' } as const;
  const kind = kinds[sign as keyof typeof kinds];
  const own: Location = { own: block, parent, kind, text, locations: [] };
  const pattern = kind === 'regex' ? compiled(text, sign === '~*') : undefined;
  return { ...own, pattern, locations: locationsOf(block, own) };
}

/** nginx's expressions are Perl's; one that JavaScript cannot read matches nothing. */
function compiled(text: string, ignoresCase: boolean): RegExp | undefined {
  try {
    return new BoundedRegExp(text, ignoresCase ? 'i' : '');
  } catch {
    return undefined;
  }
}

function locationsOf(block: readonly Directive[], parent: Scope): Location[] {
  return block.filter(({ name }) => name === 'location').map((directive) => locationOf(directive, parent));
}

/** Reads the http block out of a configuration. */
export function siteOf(directives: readonly Directive[]): Site {
  const main: Scope = { own: directives };
  const http: Scope = {
    own: directives.filter(({ name }) => name === 'http').flatMap(({ block = [] }) => block),
    parent: main,
  };
  const servers = http.own
    .filter(({ name, block }) => name === 'server' && block !== undefined)
    .map(({ block = [] }): Server => {
      const scope: Scope = { own: block, parent: http };
      const listens = block.filter(({ name }) => name === 'listen');
      const ports = listens.flatMap(({ args: [address = ''] }) => portOf(address) ?? []);
      return {
        ...scope,
        ports: listens.length === 0 ? [80] : [...new Set(ports)],
        names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
        isDefault: listens.some(({ args }) => args.includes('default_server') || args.includes('default')),
        locations: locationsOf(block, scope),
      };
    });
  return { main, http, servers };
}

function matchesName(pattern: string, host: string): boolean {
  if (pattern.startsWith('~')) return compiled(pattern.slice(1), true)?.test(host) ?? false;
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1));
  if (pattern.startsWith('.')) return host === pattern.slice(1) || host.endsWith(pattern);
  if (pattern.endsWith('.*')) return host.startsWith(pattern.slice(0, -1));
  return pattern.toLowerCase() === host;
}

/** The server that a request is for: by its port, then by the name that it asks for. */
export function findServer({ servers }: Site, port: number, host: string): Server | undefined {
  const listening = servers.filter(({ ports }) => ports.includes(port));
  const named = listening.find(({ names }) => names.some((name) => matchesName(name, host.toLowerCase())));
  return named ?? listening.find(({ isDefault }) => isDefault) ?? listening[0];
}

/** The location that a path belongs to. @upstream src/http/ngx_http_core_module.c ngx_http_core_find_location */
export function findLocation({ locations }: Place, path: string): Location | undefined {
  const exact = locations.find(({ kind, text }) => kind === 'exact' && text === path);
  if (exact !== undefined) return exact;
  const prefixes = locations.filter(
    ({ kind, text }) => (kind === 'prefix' || kind === 'stop') && path.startsWith(text),
  );
  const longest = prefixes.sort((one, other) => other.text.length - one.text.length)[0];
  const nested = longest && findLocation(longest, path);
  if (nested?.kind === 'exact' || nested?.kind === 'regex') return nested;
  if (longest?.kind === 'stop') return nested ?? longest;
  return locations.find(({ pattern }) => pattern?.test(path)) ?? nested ?? longest;
}

/** A location that only other directives lead to: `@fallback`. */
export function namedLocation({ locations }: Place, name: string): Location | undefined {
  return locations.find(({ kind, text }) => kind === 'named' && `@${text}` === name);
}
