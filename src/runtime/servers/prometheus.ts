import { splitTarget } from './answer';
import { optionOf, portNumber } from './entrypoint';
import { goAnswer, goNotFound, goRedirect } from './go';
import type { ServerSpec } from './server';
import { isoTime } from './time';

/** Prometheus. @upstream prometheus/prometheus */
export function prometheusServer(version: string): ServerSpec {
  return {
    ports: ({ argv }) => [portNumber(optionOf(argv, '--web.listen-address'), 9090)],
    problem(start) {
      const file = optionOf(start.argv, '--config.file') ?? 'prometheus.yml';
      if (start.argv.includes('--version'))
        return { log: `prometheus, version ${version} (branch: HEAD)\n`, exitCode: 0 };
      if (start.world.files.find(file, '/prometheus') !== undefined) return undefined;
      const time = isoTime(start.world.clock.now(), 3);
      const log = `time=${time} level=ERROR source=main.go:643 msg="Error loading config (--config.file=${file})" file=${file} err="open ${file}: no such file or directory"\n`;
      return { log, exitCode: 2 };
    },
    startLog({ world, argv }) {
      const time = isoTime(world.clock.now(), 3);
      const file = optionOf(argv, '--config.file') ?? 'prometheus.yml';
      const line = (source: string, text: string): string => `time=${time} level=INFO source=${source} msg=${text}\n`;
      return [
        line('main.go:674', '"No time or size retention was set so using the default time retention" duration=15d'),
        line('main.go:725', `"Starting Prometheus Server" mode=server version="(version=${version}, branch=HEAD)"`),
        line('web.go:660', '"Start listening for connections" component=web address=0.0.0.0:9090'),
        line('main.go:1252', '"TSDB started"'),
        line('main.go:1437', `"Loading configuration file" filename=${file}`),
        line('main.go:1216', '"Server is ready to receive web requests."'),
      ].join('');
    },
    http(request, context) {
      const { path } = splitTarget(request.target);
      if (path === '/-/healthy') return goAnswer(request, context, 'Prometheus Server is Healthy.\n');
      if (path === '/-/ready') return goAnswer(request, context, 'Prometheus Server is Ready.\n');
      if (path === '/') return goRedirect(request, context, '/query');
      if (path === '/metrics') {
        const type = [['Content-Type', 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores']] as const;
        return goAnswer(
          request,
          context,
          `# HELP prometheus_build_info A metric with a constant '1' value.\n# TYPE prometheus_build_info gauge\nprometheus_build_info{branch="HEAD",version="${version}"} 1\n`,
          200,
          type,
        );
      }
      if (path === '/api/v1/status/buildinfo') {
        return goAnswer(request, context, `{"status":"success","data":{"version":"${version}"}}`, 200, [
          ['Content-Type', 'application/json'],
        ]);
      }
      if (/^\/(query|graph|targets|alerts)$/.test(path)) {
        return goAnswer(
          request,
          context,
          '<!doctype html>\n<html lang="en">\n  <head>\n    <title>Prometheus Time Series Collection and Processing Server</title>\n  </head>\n</html>\n',
        );
      }
      return goNotFound(request, context);
    },
  };
}
