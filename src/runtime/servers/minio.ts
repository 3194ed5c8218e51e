import { answer, splitTarget } from './answer';
import { addressOf, optionOf, portNumber } from './entrypoint';
import { goAnswer, goRedirect } from './go';
import type { ServerSpec, ServerStart } from './server';
import { httpDate } from './time';

function apiPort({ argv }: ServerStart): number {
  return portNumber(optionOf(argv, '--address'), 9000);
}

function consolePort({ argv }: ServerStart): number {
  return portNumber(optionOf(argv, '--console-address'), 45001);
}

const usage = `NAME:
  minio - High Performance Object Storage

USAGE:
  minio [FLAGS] COMMAND [ARGS...]

COMMANDS:
  server  start object storage server

FLAGS:
  --help, -h                show help
  --version, -v             print the version
`;

/** MinIO. @upstream minio/minio */
export function minioServer(release: string): ServerSpec {
  return {
    ports: (start) => [apiPort(start), consolePort(start)],
    problem: ({ argv }) => (argv[1] === 'server' ? undefined : { log: usage, exitCode: 0 }),
    startLog(start) {
      const address = addressOf(start.world);
      const isDefault = !start.world.env.has('MINIO_ROOT_USER');
      return [
        'INFO: Formatting 1st pool, 1 set(s), 1 drives per set.\n',
        'MinIO Object Storage Server\n',
        'Copyright: 2015-2025 MinIO, Inc.\nLicense: GNU AGPLv3 - https://www.gnu.org/licenses/agpl-3.0.html\n',
        `Version: ${release} (go1.24.4 linux/amd64)\n\n`,
        `API: http://${address}:${apiPort(start)}  http://127.0.0.1:${apiPort(start)} \n`,
        `WebUI: http://${address}:${consolePort(start)} http://127.0.0.1:${consolePort(start)}  \n\n`,
        'Docs: https://docs.min.io\n',
        isDefault
          ? "WARN: Detected default credentials 'minioadmin:minioadmin', we recommend that you change these values with 'MINIO_ROOT_USER' and 'MINIO_ROOT_PASSWORD' environment variables\n"
          : '',
      ].join('');
    },
    http(request, context, port) {
      const { path } = splitTarget(request.target);
      if (port === consolePort(context)) {
        return goAnswer(
          request,
          context,
          '<!doctype html><html lang="en"><head><title>MinIO Console</title></head><body></body></html>',
        );
      }
      if (/^\/minio\/health\/(live|ready|cluster)$/.test(path))
        return goAnswer(request, context, '', 200, [['Server', 'MinIO']]);
      if (request.headers.get('user-agent')?.startsWith('Mozilla/')) {
        return goRedirect(request, context, `http://${addressOf(context.world)}:${consolePort(context)}`, 307);
      }
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied.</Message><Resource>${path}</Resource><RequestId>1850F0A0C0D0E0F0</RequestId><HostId>dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8</HostId></Error>`;
      const headers = [
        ['Accept-Ranges', 'bytes'],
        ['Content-Type', 'application/xml'],
        ['Server', 'MinIO'],
        ['Date', httpDate(context.world.clock.now())],
      ] as const;
      return answer(request, 403, headers, body);
    },
  };
}
