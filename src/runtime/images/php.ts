import { folder, textFile } from '../files/node';
import { guestbookFrontend, hpaExample, phpApache, wordpress as wordpressServer } from '../servers/php-apache';
import type { ServerSpec } from '../servers/server';
import { entrypointScript, type ImageAdditions, named, onAlpineOrDebian, onDebian } from './base';
import type { ImageFamily } from './facts';
import { versionOf } from './version';

/** What images of PHP behind Apache have. */
function withApache(server: ServerSpec, php: string): ImageAdditions {
  return {
    env: {
      PHP_INI_DIR: '/usr/local/etc/php',
      APACHE_CONFDIR: '/etc/apache2',
      APACHE_ENVVARS: '/etc/apache2/envvars',
      PHP_VERSION: php,
    },
    programs: [
      '/usr/local/bin/php',
      '/usr/bin/curl',
      '/usr/sbin/apache2',
      '/usr/sbin/apache2ctl',
      '/usr/sbin/a2enmod',
      '/usr/local/bin/apache2-foreground',
    ],
    interpreters: ['php'],
    servers: { 'apache2-foreground': server, apache2: server },
    entrypoint: ['docker-php-entrypoint'],
    cmd: ['apache2-foreground'],
    workingDir: '/var/www/html',
    files: () => ({
      '/usr/local/bin/docker-php-entrypoint': entrypointScript('apache2-foreground'),
      '/var/www/html': { ...folder(0o1777), uid: 33, gid: 33 },
      '/etc/apache2/ports.conf': textFile('Listen 80\n\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n'),
      '/etc/apache2/apache2.conf': textFile('Include ports.conf\nIncludeOptional sites-enabled/*.conf\n'),
    }),
  };
}

const VERSIONS = ['8.4.10', '8.3.23', '8.2.29', '8.1.33', '7.4.33', '5.6.40'];

/** PHP: alone, behind Apache, or for FastCGI. @upstream docker-library/php */
const php: ImageFamily = named(['php'], (reference) => {
  const version = versionOf(reference.tag, VERSIONS);
  if (reference.tag.includes('apache')) return onDebian('bookworm', withApache(phpApache('2.4.62', version), version));
  const isFpm = reference.tag.includes('fpm');
  return onAlpineOrDebian(reference, {
    env: { PHP_INI_DIR: '/usr/local/etc/php', PHP_VERSION: version },
    programs: ['/usr/local/bin/php', '/usr/bin/curl', ...(isFpm ? ['/usr/local/sbin/php-fpm'] : [])],
    interpreters: ['php'],
    servers: isFpm
      ? {
          'php-fpm': {
            ports: () => [9000],
            startLog: ({ world }) => {
              const time = new Date(world.clock.now())
                .toUTCString()
                .replace(/^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/, '$1-$2-$3 $4');
              return `[${time}] NOTICE: fpm is running, pid 1\n[${time}] NOTICE: ready to handle connections\n`;
            },
          },
        }
      : {},
    entrypoint: ['docker-php-entrypoint'],
    cmd: isFpm ? ['php-fpm'] : ['php', '-a'],
    ...(isFpm ? { workingDir: '/var/www/html' } : {}),
    files: () => ({ '/usr/local/bin/docker-php-entrypoint': entrypointScript(isFpm ? 'php-fpm' : 'php') }),
  });
});

/** The autoscaling tutorial's server. @upstream registry.k8s.io/hpa-example */
const hpa: ImageFamily = named(['hpa-example'], () => ({
  ...onDebian('jessie', withApache(hpaExample, '5.6.14')),
  entrypoint: undefined,
}));

/** The guestbook tutorial's page. @upstream kubernetes/examples guestbook/php-redis */
const guestbook: ImageFamily = named(['gb-frontend'], () => {
  const image = onDebian('bullseye', withApache(guestbookFrontend, '7.4.33'));
  return {
    ...image,
    files: () => ({
      ...image.files?.(),
      '/var/www/html/index.html': textFile(guestbookPage),
      '/var/www/html/controllers.js': textFile("var redisApp = angular.module('redis', ['ui.bootstrap']);\n"),
      '/var/www/html/guestbook.php': textFile('<?php\n'),
    }),
  };
});

const guestbookPage = `<html ng-app="redis">
  <head>
    <title>Guestbook</title>
    <link rel="stylesheet" href="https://netdna.bootstrapcdn.com/bootstrap/3.1.1/css/bootstrap.min.css">
    <script src="https://ajax.googleapis.com/ajax/libs/angularjs/1.2.12/angular.min.js"></script>
    <script src="controllers.js"></script>
    <script src="https://cdnjs.cloudflare.com/ajax/libs/angular-ui-bootstrap/0.13.0/ui-bootstrap-tpls.js"></script>
  </head>
  <body ng-controller="RedisCtrl">
    <div style="width: 50%; margin-left: 20px">
      <h2>Guestbook</h2>
    <form>
    <fieldset>
    <input ng-model="msg" placeholder="Messages" class="form-control" type="text" name="input"><br>
    <button type="button" class="btn btn-primary" ng-click="controller.onRedis()">Submit</button>
    </fieldset>
    </form>
    <div>
      <div ng-repeat="msg in messages track by $index">
        {{msg}}
      </div>
    </div>
    </div>
  </body>
</html>
`;

/** WordPress, on Apache. @upstream docker-library/wordpress */
const wordpress: ImageFamily = named(['wordpress'], () => {
  const image = onDebian('bookworm', withApache(wordpressServer, '8.2.29'));
  return {
    ...image,
    entrypoint: ['docker-entrypoint.sh'],
    files: () => ({ ...image.files?.(), '/usr/local/bin/docker-entrypoint.sh': entrypointScript() }),
  };
});

export const phpFamilies: readonly ImageFamily[] = [php, hpa, guestbook, wordpress];
