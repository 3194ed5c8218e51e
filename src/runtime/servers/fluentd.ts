import { answer, bytesOf } from './answer';
import type { ServerSpec, ServerStart } from './server';
import { plainTime } from './time';

const CONFIG = '/fluentd/etc/fluent.conf';

function textOf({ world, argv }: ServerStart): string {
  const at = argv.indexOf('-c');
  const path = at < 0 ? CONFIG : (argv[at + 1] ?? CONFIG);
  return world.files.find(path)?.type === 'file' ? world.files.readText(path) : '';
}

/** fluentd: the ports that its configuration names. @upstream fluent/fluentd-docker-image */
export function fluentdServer(version: string): ServerSpec {
  return {
    ports: (start) => [...new Set([...textOf(start).matchAll(/^\s*port\s+(\d+)/gm)].map(([, port]) => Number(port)))],
    startLog(start) {
      const time = `${plainTime(start.world.clock.now())} +0000`;
      const path = `"${CONFIG}"`;
      return [
        `${time} [info]: init supervisor logger path=nil rotate_age=nil rotate_size=nil\n`,
        `${time} [info]: parsing config file is succeeded path=${path}\n`,
        `${time} [info]: gem 'fluentd' version '${version}'\n`,
        `${time} [info]: using configuration file: <ROOT>\n${textOf(start)}</ROOT>\n`,
        `${time} [info]: starting fluentd-${version} pid=7 ruby="3.2.8"\n`,
        `${time} [info]: #0 starting fluentd worker pid=16 ppid=7 worker=0\n`,
        `${time} [info]: #0 fluentd worker is now running worker=0\n`,
      ].join('');
    },
    http(request, context) {
      const time = `${plainTime(context.world.clock.now())}.000000000 +0000`;
      const tag = request.target.slice(1).replaceAll('/', '.').split('?')[0];
      context.log(`${time} ${tag}: ${new TextDecoder().decode(request.body)}\n`);
      return answer(request, 200, [['Content-Type', 'text/plain']], bytesOf(''));
    },
  };
}
