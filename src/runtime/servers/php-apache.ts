import { bytesOf, queryOf, splitTarget } from './answer';
import { type ApacheBuild, apacheServer, apacheStartLog, type Page } from './apache';
import { portNumber } from './entrypoint';
import type { ServerContext, ServerSpec } from './server';

function build(apache: string, php: string): ApacheBuild {
  const name = `Apache/${apache} (Debian)`;
  return {
    name,
    longName: `${name} PHP/${php}`,
    program: 'apache2',
    config: '/etc/apache2/ports.conf',
    root: '/var/www/html',
    mpm: 'prefork',
    log: 'combined',
    hasSignature: true,
  };
}

function phpPage(body: string, php: string, more: Partial<Page> = {}): Page {
  const headers = [['X-Powered-By', `PHP/${php}`], ...(more.headers ?? [])] as const;
  return { status: 200, type: 'text/html; charset=UTF-8', ...more, body, headers };
}

/** PHP behind Apache, with no program of its own. @upstream docker-library/php */
export function phpApache(apache: string, php: string): ServerSpec {
  return apacheServer(build(apache, php));
}

/** The autoscaling tutorial's server: it takes long for little. @upstream kubernetes/kubernetes test/images hpa-example */
export const hpaExample: ServerSpec = apacheServer(build('2.4.10', '5.6.14'), ({ target }) => {
  const { path } = splitTarget(target);
  return path === '/' || path === '/index.php' ? phpPage('OK!', '5.6.14') : undefined;
});

/** Sends a command to a Redis of the guestbook; undefined where none answers. */
async function askRedis(
  { world }: ServerContext,
  hosts: readonly string[],
  words: readonly string[],
): Promise<string | undefined> {
  for (const host of hosts) {
    const [address] = world.network.resolve(host);
    const connected = address === undefined ? undefined : await world.network.connect(address, 6379);
    if (connected === undefined || 'failure' in connected) continue;
    const sent = `*${words.length}\r\n${words.map((word) => `$${bytesOf(word).length}\r\n${word}\r\n`).join('')}`;
    const reply = connected.listener.reply?.(bytesOf(sent));
    return new TextDecoder().decode(reply ?? new Uint8Array());
  }
  return undefined;
}

const leaders = ['redis-leader', 'redis-master'];

/** `guestbook.php`: keeps and shows what the page sends. @upstream kubernetes/examples guestbook/php-redis */
async function guestbook(context: ServerContext, query: ReadonlyMap<string, string>): Promise<Page> {
  const key = query.get('key') ?? 'messages';
  const type = 'application/json';
  const isSet = query.get('cmd') === 'set';
  const words = isSet ? ['SET', key, query.get('value') ?? ''] : ['GET', key];
  const reply = await askRedis(context, leaders, words);
  if (reply === undefined) return phpPage('', '7.4.33', { status: 500 });
  if (isSet) return phpPage('{"message": "Updated"}', '7.4.33', { type });
  const value = /^\$\d+\r\n(.*)\r\n$/s.exec(reply)?.[1] ?? '';
  return phpPage(`{"data": ${JSON.stringify(value)}}`, '7.4.33', { type });
}

export const guestbookFrontend: ServerSpec = apacheServer(build('2.4.54', '7.4.33'), (request, context) => {
  const { path } = splitTarget(request.target);
  return path === '/guestbook.php' ? guestbook(context, queryOf(request)) : undefined;
});

const databaseError = `<!DOCTYPE html>
<html lang="en-US">
<head>
	<meta name="viewport" content="width=device-width, initial-scale=1.0">
	<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
	<title>Database Error</title>
</head>
<body id="error-page">
	<div class="wp-die-message"><h1>Error establishing a database connection</h1></div></body>
</html>
`;

const installation = `<!DOCTYPE html>
<html lang="en-US" xml:lang="en-US">
<head>
	<meta name="viewport" content="width=device-width" />
	<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
	<meta name="robots" content="noindex,nofollow" />
	<title>WordPress &rsaquo; Installation</title>
</head>
<body class="wp-core-ui language-chooser">
<p id="logo">WordPress</p>
</body>
</html>
`;

const wordpressBuild = build('2.4.62', '8.2.29');

async function hasDatabase({ world }: ServerContext): Promise<boolean> {
  const [host = 'mysql', port] = (world.env.get('WORDPRESS_DB_HOST') ?? 'mysql').split(':');
  const [address] = world.network.resolve(host);
  return address !== undefined && !('failure' in (await world.network.connect(address, portNumber(port, 3306))));
}

async function wordpressPage(path: string, host: string, context: ServerContext): Promise<Page> {
  const php = '8.2.29';
  const location = (target: string): Page =>
    phpPage('', php, { status: 302, headers: [['Location', `http://${host}/wp-admin/${target}`]] });
  const isSetUp = [...context.world.env.keys()].some((name) => name.startsWith('WORDPRESS_'));
  if (!isSetUp) return path.startsWith('/wp-admin/') ? phpPage(installation, php) : location('setup-config.php');
  if (!(await hasDatabase(context))) return phpPage(databaseError, php, { status: 500 });
  return path.startsWith('/wp-admin/') ? phpPage(installation, php) : location('install.php');
}

/** WordPress before anybody has installed it. @upstream docker-library/wordpress */
export const wordpress: ServerSpec = {
  ...apacheServer(wordpressBuild, (request, context) => {
    const { path } = splitTarget(request.target);
    if (!/\/$|\.php$/.test(path)) return undefined;
    return wordpressPage(path, request.headers.get('host') ?? 'localhost', context);
  }),
  startLog(start) {
    const { world } = start;
    const names = [...world.env.keys()].filter((name) => name.startsWith('WORDPRESS_')).sort();
    const isNew = world.files.find('/var/www/html/index.php') === undefined;
    return [
      isNew ? 'WordPress not found in /var/www/html - copying now...\n' : '',
      isNew ? 'Complete! WordPress has been successfully copied to /var/www/html\n' : '',
      isNew && names.length > 0
        ? `No 'wp-config.php' found in /var/www/html, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' (${names.join(' ')})\n`
        : '',
      apacheStartLog(start, wordpressBuild),
    ].join('');
  },
  prepare({ world }) {
    const { files } = world;
    if (!files.isFolder('/var/www/html') || files.find('/var/www/html/index.php') !== undefined) return;
    for (const folder of ['wp-admin', 'wp-content', 'wp-includes']) files.makeFolders(`/var/www/html/${folder}`);
    for (const name of ['index.php', 'wp-login.php', 'wp-settings.php', 'wp-config-docker.php']) {
      files.write(`/var/www/html/${name}`, bytesOf('<?php\n'));
    }
    if ([...world.env.keys()].some((name) => name.startsWith('WORDPRESS_'))) {
      files.write('/var/www/html/wp-config.php', bytesOf('<?php\n'));
    }
  },
};
