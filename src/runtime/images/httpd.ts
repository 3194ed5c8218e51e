import { type FileNode, textFile } from '../files/node';
import { apacheServer } from '../servers/apache';
import { named, onAlpineOrDebian } from './base';
import { defaultPath, type ImageFamily } from './facts';
import { isAlpine, versionOf } from './version';

/** The directives of the package's configuration, without most of its comments. @upstream httpd docs/conf/httpd.conf.in */
const config = `#
# This is the main Apache HTTP server configuration file.  It contains the
# configuration directives that give the server its instructions.
#
ServerRoot "/usr/local/apache2"

Listen 80

LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule mime_module modules/mod_mime.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule dir_module modules/mod_dir.so
LoadModule autoindex_module modules/mod_autoindex.so

<IfModule unixd_module>
User www-data
Group www-data
</IfModule>

ServerAdmin you@example.com

#ServerName www.example.com:80

<Directory />
    AllowOverride none
    Require all denied
</Directory>

DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>

<IfModule dir_module>
    DirectoryIndex index.html
</IfModule>

ErrorLog /proc/self/fd/2

LogLevel warn

<IfModule log_config_module>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
    LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
    CustomLog /proc/self/fd/1 common
</IfModule>

<IfModule mime_module>
    TypesConfig conf/mime.types
</IfModule>
`;

const foreground = textFile(
  '#!/bin/sh\nset -e\n\n# Apache gets grumpy about PID files pre-existing\nrm -f /usr/local/apache2/logs/httpd.pid\n\nexec httpd -DFOREGROUND "$@"\n',
  0o755,
);

function files(): { readonly [path: string]: FileNode } {
  const written = Date.parse('2007-06-11T18:53:14Z');
  return {
    '/usr/local/bin/httpd-foreground': foreground,
    '/usr/local/apache2/conf/httpd.conf': textFile(config),
    '/usr/local/apache2/conf/mime.types': textFile('text/html\thtml htm\ntext/plain\ttxt\ntext/css\tcss\n'),
    '/usr/local/apache2/htdocs/index.html': textFile('<html><body><h1>It works!</h1></body></html>\n', 0o644, written),
    '/usr/local/apache2/logs/.keep': textFile(''),
  };
}

/** Apache's server: neither curl nor wget. @upstream docker-library/httpd */
export const httpd: ImageFamily = named(['httpd'], (reference) => {
  const version = versionOf(reference.tag, ['2.4.65', '2.2.34']);
  const server = apacheServer({
    name: `Apache/${version} (Unix)`,
    program: 'httpd',
    config: '/usr/local/apache2/conf/httpd.conf',
    root: '/usr/local/apache2/htdocs',
    mpm: 'event',
    log: 'common',
  });
  return onAlpineOrDebian(reference, {
    env: {
      HTTPD_PREFIX: '/usr/local/apache2',
      PATH: `/usr/local/apache2/bin:${defaultPath}`,
      HTTPD_VERSION: version,
      HTTPD_PATCHES: '',
    },
    programs: ['httpd', 'apachectl', 'ab', 'htpasswd', 'rotatelogs'].map((name) => `/usr/local/apache2/bin/${name}`),
    servers: { 'httpd-foreground': server, httpd: server },
    cmd: ['httpd-foreground'],
    workingDir: '/usr/local/apache2',
    users: isAlpine(reference) ? [['apache', 100, 101, '/var/www', '/sbin/nologin']] : [],
    files,
  });
});
