import { answer, bytesOf, splitTarget } from './answer';
import type { ServerSpec } from './server';
import { httpDate, plainTime } from './time';

/** RabbitMQ. @upstream docker-library/rabbitmq */
export function rabbitmqServer(version: string, hasManagement: boolean): ServerSpec {
  const plugins = [
    'rabbitmq_prometheus',
    ...(hasManagement ? ['rabbitmq_management', 'rabbitmq_management_agent', 'rabbitmq_web_dispatch'] : []),
  ];
  return {
    ports: () => [4369, 5672, ...(hasManagement ? [15672] : []), 15692, 25672],
    startLog({ world }) {
      const node = `rabbit@${world.hostname.hostname}`;
      const line = (process: string, text: string): string =>
        `${plainTime(world.clock.now())}.000000+00:00 [info] <0.${process}.0> ${text}\n`;
      return [
        line('209', ` Starting RabbitMQ ${version} on Erlang 27.3.4.1 [jit]`),
        `\n  ##  ##      RabbitMQ ${version}\n  ##  ##\n  ##########  Copyright (c) 2007-2025 Broadcom Inc and/or its subsidiaries\n  ######  ##\n  ##########  Licensed under the MPL 2.0. Website: https://rabbitmq.com\n\n`,
        line('209', ` node           : ${node}`),
        line('209', ' home dir       : /var/lib/rabbitmq'),
        ...(hasManagement ? [line('688', 'Management plugin: HTTP (non-TLS) listener started on port 15672')] : []),
        line('701', 'Prometheus metrics: HTTP (non-TLS) listener started on port 15692'),
        line('601', 'Ready to start client connection listeners'),
        line('745', 'started TCP listener on [::]:5672'),
        ` completed with ${plugins.length} plugins.\n`,
        line('601', `Server startup complete; ${plugins.length} plugins started.`),
        ...plugins.map((plugin) => line('601', ` * ${plugin}`)),
      ].join('');
    },
    http(request, { world }, port) {
      const { path } = splitTarget(request.target);
      const head = [
        ['date', httpDate(world.clock.now())],
        ['server', 'Cowboy'],
      ] as const;
      if (port === 15692)
        return answer(
          request,
          200,
          [...head, ['content-type', 'text/plain; version=0.0.4']],
          'rabbitmq_identity_info 1\n',
        );
      if (path.startsWith('/api/')) {
        const body = '{"error":"not_authorized","reason":"Login failed"}';
        return answer(
          request,
          401,
          [...head, ['content-type', 'application/json'], ['www-authenticate', 'Basic realm="RabbitMQ Management"']],
          body,
        );
      }
      return answer(
        request,
        200,
        [...head, ['content-type', 'text/html']],
        '<!DOCTYPE html>\n<html>\n  <head>\n    <title>RabbitMQ Management</title>\n  </head>\n  <body></body>\n</html>\n',
      );
    },
    /** To what is no AMQP it names the version that it speaks. */
    listener: (_context, port) =>
      port === 5672
        ? {
            reply: (sent) =>
              new TextDecoder().decode(sent).startsWith('AMQP') ? undefined : bytesOf('AMQP\0\0\x09\x01'),
          }
        : {},
  };
}
