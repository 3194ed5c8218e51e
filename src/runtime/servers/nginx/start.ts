import type { ContainerWorld } from '../../container-world';
import { FileError, fileErrorOf } from '../../files/file-error';
import { below } from '../../files/path';
import { bytesOf } from '../answer';
import type { ServerStart } from '../server';
import { slashedTime } from '../time';
import { ConfigError, errorNumber, readConfig } from './config';
import { missingUpstream } from './proxy';
import { type Site, settingOf, siteOf } from './site';
import type { NginxBuild } from './visit';

/** What a command line of nginx says. */
export type NginxOptions = {
  readonly config: string;
  /** The directives of `-g`. */
  readonly global: string;
  readonly signal: string | undefined;
  readonly isVersion: boolean;
  readonly isTest: boolean;
};

export function nginxOptions(argv: readonly string[]): NginxOptions {
  const value = (flag: string): string | undefined => {
    const at = argv.indexOf(flag);
    return at < 0 ? undefined : (argv[at + 1] ?? '');
  };
  return {
    config: value('-c') ?? '/etc/nginx/nginx.conf',
    global: value('-g') ?? '',
    signal: value('-s'),
    isVersion: argv.includes('-v') || argv.includes('-V'),
    isTest: argv.includes('-t') || argv.includes('-T'),
  };
}

/** The configuration as it is by now, as if it were reloaded whenever it changes. @throws ConfigError */
export function readSite({ files }: ContainerWorld, argv: readonly string[]): Site {
  return siteOf(readConfig(files, nginxOptions(argv).config));
}

/** The same, or nothing where it cannot be read. */
export function findSite(world: ContainerWorld, argv: readonly string[]): Site | undefined {
  try {
    return readSite(world, argv);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** The ports of all servers. */
export function portsOf(world: ContainerWorld, argv: readonly string[]): number[] {
  return [...new Set(findSite(world, argv)?.servers.flatMap(({ ports }) => ports) ?? [])];
}

/** Whether it goes to the background, as it does unless it is told not to. */
export function isDaemon({ world, argv }: ServerStart): boolean {
  if (/\bdaemon\s+off\b/.test(nginxOptions(argv).global)) return false;
  const site = findSite(world, argv);
  return site === undefined || settingOf(site.main, 'daemon', 'on') !== 'off';
}

/** What keeps nginx from writing where it must: the folders of its cache, its process number. */
function unwritable(world: ContainerWorld, site: Site): string | undefined {
  const { files } = world;
  const temporary = ['client', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    const directive = name === 'client' ? 'client_body_temp_path' : `${name}_temp_path`;
    return settingOf(site.http, directive, `/var/cache/nginx/${name}_temp`);
  });
  for (const path of temporary) {
    try {
      if (!files.isFolder(path)) files.makeFolder(path);
    } catch (error) {
      if (error instanceof FileError) return `mkdir() "${path}" failed (${errorNumber(error)}: ${error.reason})`;
      throw error;
    }
  }
  const pid = settingOf(site.main, 'pid', '/run/nginx.pid');
  try {
    files.write(pid, bytesOf('1\n'));
  } catch (error) {
    if (error instanceof FileError) return `open() "${pid}" failed (${errorNumber(error)}: ${error.reason})`;
    throw error;
  }
  return undefined;
}

function configProblem({ world, argv }: ServerStart): string | undefined {
  try {
    const site = readSite(world, argv);
    const locations = site.servers.flatMap((server) => server.locations);
    return missingUpstream(locations, site.http, world.network.resolve);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** What nginx ends with instead of serving. */
export function nginxProblem(start: ServerStart, build: NginxBuild): { log: string; exitCode: number } | undefined {
  const { world, argv } = start;
  const options = nginxOptions(argv);
  if (options.isVersion) return { log: `nginx version: nginx/${build.version}\n`, exitCode: 0 };
  const problem = configProblem(start);
  const site = findSite(world, argv);
  if (problem === undefined && site !== undefined && options.signal !== undefined) return { log: '', exitCode: 0 };
  const message = problem ?? (site && unwritable(world, site));
  if (options.isTest) {
    const name = `configuration file ${options.config}`;
    const ok = `nginx: the ${name} syntax is ok\nnginx: ${name} test is successful\n`;
    const failed = `nginx: [emerg] ${message}\nnginx: ${name} test failed\n`;
    return { log: message === undefined ? ok : failed, exitCode: message === undefined ? 0 : 1 };
  }
  if (message === undefined) return undefined;
  const time = slashedTime(world.clock.now());
  return { log: `${entrypointLog(start)}${time} [emerg] 1#1: ${message}\nnginx: [emerg] ${message}\n`, exitCode: 1 };
}

/** Whether the image's entrypoint started the server, and not the container's own command. */
function hasEntrypoint({ container, image }: ContainerWorld): boolean {
  const line = container.command ?? image.entrypoint ?? [];
  return line.some((part) => part.includes('docker-entrypoint.sh'));
}

const DEFAULT = '/etc/nginx/conf.d/default.conf';
/** A line that the package's own file has. */
const PACKAGED = '#access_log  /var/log/nginx/host.access.log  main;';

function ipv6Lines({ files }: ContainerWorld): string[] {
  const found = files.find(DEFAULT);
  if (found?.type !== 'file') return [`info: ${DEFAULT} is not a file or does not exist`];
  const mount = files.usage(DEFAULT).mount;
  if (mount.readOnly) return [`info: can not modify ${DEFAULT} (read-only file system?)`];
  if (!files.may(found, 2)) return [`info: can not modify ${DEFAULT} (read-only file system?)`];
  const text = files.readText(DEFAULT);
  if (text.includes('listen  [::]:80;')) return ['info: IPv6 listen already enabled'];
  const sum = `info: Getting the checksum of ${DEFAULT}`;
  const isOwn = text.includes('    listen       80;\n') && text.includes(PACKAGED);
  return [
    sum,
    isOwn ? `info: Enabled listen on IPv6 in ${DEFAULT}` : `info: ${DEFAULT} differs from the packaged version`,
  ];
}

/**
 * What the image's entrypoint prints.
 * @upstream nginxinc/docker-nginx entrypoint/docker-entrypoint.sh
 */
function entrypointLog({ world }: ServerStart): string {
  const scripts = world.files.isFolder('/docker-entrypoint.d') ? world.files.list('/docker-entrypoint.d') : [];
  if (!hasEntrypoint(world) || world.env.get('NGINX_ENTRYPOINT_QUIET_LOGS')) return '';
  if (!world.files.isFolder('/docker-entrypoint.d')) return '';
  const me = '/docker-entrypoint.sh:';
  if (scripts.length === 0) return `${me} No files found in /docker-entrypoint.d/, skipping configuration\n`;
  const lines = [
    `${me} /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${me} Looking for shell scripts in /docker-entrypoint.d/`,
  ];
  for (const script of scripts) {
    const verb = script.endsWith('.envsh') ? 'Sourcing' : script.endsWith('.sh') ? 'Launching' : 'Ignoring';
    lines.push(`${me} ${verb} /docker-entrypoint.d/${script}`);
    if (script.startsWith('10-listen-on-ipv6')) lines.push(...ipv6Lines(world).map((line) => `${script}: ${line}`));
    if (script.startsWith('20-envsubst')) lines.push(...templateLines(world).map((line) => `${script}: ${line}`));
  }
  return [...lines, `${me} Configuration complete; ready for start up`, ''].join('\n');
}

const TEMPLATES = '/etc/nginx/templates';

function templateLines({ files }: ContainerWorld): string[] {
  if (!files.isFolder(TEMPLATES)) return [];
  return files
    .list(TEMPLATES)
    .filter((name) => name.endsWith('.template'))
    .map((name) => `Running envsubst on ${TEMPLATES}/${name} to /etc/nginx/conf.d/${name.replace(/\.template$/, '')}`);
}

/** How many processors a node has: as many workers are started. */
function processors({ node }: ContainerWorld): number {
  const count = Number(node?.status.capacity?.cpu);
  return Number.isInteger(count) && count > 0 ? Math.min(count, 16) : 2;
}

/** What is logged at the start; older versions log only what is wrong. */
export function nginxStartLog(start: ServerStart, build: NginxBuild): string {
  const { world, argv } = start;
  const site = findSite(world, argv);
  const [log = '/var/log/nginx/error.log', level = 'error'] =
    site?.main.own.find(({ name }) => name === 'error_log')?.args ?? [];
  const found = world.files.find(log, '/', false);
  const isShown = log === 'stderr' || log === '/dev/stderr' || found?.type === 'link';
  const entrypoint = entrypointLog(start);
  if (!isShown || !['notice', 'info', 'debug'].includes(level)) return entrypoint;
  const first = entrypoint === '' ? 7 : 29;
  const kernel = world.node?.status.nodeInfo?.kernelVersion ?? '6.8.0-60-generic';
  const lines = [
    'using the "epoll" event method',
    `nginx/${build.version}`,
    `built by ${build.compiler} `,
    `OS: Linux ${kernel}`,
    'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    'start worker processes',
    ...Array.from({ length: processors(world) }, (_, index) => `start worker process ${first + index}`),
  ];
  const time = slashedTime(world.clock.now());
  return `${entrypoint}${lines.map((line) => `${time} [notice] 1#1: ${line}\n`).join('')}`;
}

/** What the image's entrypoint changes: templates become configurations, the default server listens on IPv6 too. */
export function nginxPrepare({ world }: ServerStart): void {
  if (!hasEntrypoint(world)) return;
  const { files } = world;
  if (ipv6Lines(world).some((line) => line.startsWith('info: Enabled'))) {
    const text = files.readText(DEFAULT).replace('listen       80;', 'listen       80;\n    listen  [::]:80;');
    fileErrorOf(() => files.write(DEFAULT, bytesOf(text)));
  }
  if (files.isFolder(TEMPLATES)) fileErrorOf(() => fillTemplates(world));
}

function fillTemplates({ files, env }: ContainerWorld): void {
  for (const name of files.list(TEMPLATES)) {
    if (!name.endsWith('.template')) continue;
    const text = files.readText(below(TEMPLATES, name));
    const filled = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
      return env.get(braced ?? plain ?? '') ?? whole;
    });
    files.write(`/etc/nginx/conf.d/${name.replace(/\.template$/, '')}`, bytesOf(filled));
  }
}
