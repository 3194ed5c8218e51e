import { answer } from './answer';
import type { ServerSpec } from './server';
import { httpDate } from './time';

/** What a program of an unknown image is taken for: it listens where the pod says so, and answers its host's name. */
export const plainServer: ServerSpec = {
  ports: ({ world }) =>
    (world.container.ports ?? [])
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ containerPort }) => containerPort),
  http: (request, { world }) =>
    answer(
      request,
      200,
      [
        ['Content-Type', 'text/plain'],
        ['Date', httpDate(world.clock.now())],
      ],
      `${world.hostname.hostname}\n`,
    ),
};

/** A program that stays up, listens on nothing and says nothing: `pause`. */
export const silentServer: ServerSpec = { ports: () => [] };

/** A program that says something and ends. */
export function sayingProgram(text: string, exitCode = 0): ServerSpec {
  return { ports: () => [], problem: () => ({ log: text, exitCode }) };
}
