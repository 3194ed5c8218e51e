import { answer } from './answer';
import type { ServerSpec, ServerStart } from './server';
import { httpDate } from './time';

/** What Bitnami's image of something is: its name, its port, and a password that it must have. */
export type BitnamiBuild = {
  readonly name: string;
  readonly title: string;
  readonly port: number;
  /** The variables of which one must be set, unless ALLOW_EMPTY_PASSWORD is yes. */
  readonly passwords?: readonly string[];
  /** The server whose ports, answers and further log lines it has. */
  readonly server?: ServerSpec;
};

function line({ world }: ServerStart, name: string, level: string, text: string): string {
  const time = new Date(world.clock.now()).toISOString().slice(11, 22);
  return `${name} ${time} ${level.padEnd(5)} ==> ${text}\n`;
}

function welcome(start: ServerStart, { name, title }: BitnamiBuild): string {
  const info = (text: string): string => line(start, name, 'INFO', text);
  return [
    info(''),
    info(`Welcome to the Bitnami ${name} container`),
    info('Subscribe to project updates by watching https://github.com/bitnami/containers'),
    info(''),
    info(`** Starting ${title} setup **`),
  ].join('');
}

/** A Bitnami image's server. @upstream bitnami/containers */
export function bitnamiServer(build: BitnamiBuild): ServerSpec {
  const { name, title, port, passwords = [], server } = build;
  return {
    ...server,
    ports: () => [port],
    problem(start) {
      const { env } = start.world;
      const isAllowed = /^(yes|true|1)$/i.test(env.get('ALLOW_EMPTY_PASSWORD') ?? '');
      const isSet = passwords.some((variable) => Boolean(env.get(variable) || env.get(`${variable}_FILE`)));
      if (passwords.length === 0 || isAllowed || isSet) return undefined;
      const text = `The ${passwords[0]} environment variable is empty or not set. Set the environment variable ALLOW_EMPTY_PASSWORD=yes to allow a blank password. This is only recommended for development environments.`;
      return { log: `${welcome(start, build)}${line(start, name, 'ERROR', text)}`, exitCode: 1 };
    },
    startLog: (start) =>
      `${welcome(start, build)}${line(start, name, 'INFO', `** ${title} setup finished! **`)}\n${line(start, name, 'INFO', `** Starting ${title} **`)}${server?.startLog?.(start) ?? ''}`,
    prepare: undefined,
    isDaemon: undefined,
    http:
      server?.http ??
      (server?.listener === undefined
        ? (request, { world }) =>
            answer(
              request,
              200,
              [
                ['Date', httpDate(world.clock.now())],
                ['Content-Type', 'text/plain'],
              ],
              `${world.hostname.hostname}\n`,
            )
        : undefined),
  };
}
