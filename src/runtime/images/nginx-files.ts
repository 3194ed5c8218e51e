import { type FileNode, folder, link, textFile } from '../files/node';
import { isOlder } from './version';

/** When nginx versions were built: what their pages are stamped with. */
const built: Readonly<Record<string, string>> = {
  '1.29.0': '2025-06-24T17:22:41Z',
  '1.28.0': '2025-04-23T12:32:17Z',
  '1.27.5': '2025-04-16T12:01:11Z',
  '1.27.4': '2025-02-05T11:06:32Z',
  '1.27.3': '2024-11-26T15:55:00Z',
  '1.27.2': '2024-10-02T15:13:19Z',
  '1.27.1': '2024-08-12T14:21:01Z',
  '1.27.0': '2024-05-28T13:22:30Z',
  '1.26.3': '2025-02-05T11:00:00Z',
  '1.26.0': '2024-04-22T14:49:49Z',
  '1.25.5': '2024-04-16T14:29:59Z',
  '1.25.4': '2024-02-14T16:03:00Z',
  '1.25.3': '2023-10-24T13:46:47Z',
  '1.25.2': '2023-08-15T17:03:04Z',
  '1.25.1': '2023-06-13T15:08:10Z',
  '1.24.0': '2023-04-11T13:45:00Z',
  '1.23.4': '2023-03-28T15:01:54Z',
  '1.23.3': '2022-12-13T15:53:53Z',
  '1.23.1': '2022-07-19T14:05:27Z',
  '1.22.1': '2022-10-19T08:02:00Z',
  '1.21.6': '2022-01-25T15:03:52Z',
  '1.21.1': '2021-07-06T14:59:17Z',
  '1.20.2': '2021-11-16T14:44:00Z',
  '1.19.10': '2021-04-13T15:13:59Z',
  '1.19.0': '2020-05-26T15:00:20Z',
  '1.18.0': '2020-04-21T14:09:01Z',
  '1.17.10': '2020-04-14T14:19:26Z',
  '1.16.1': '2019-08-13T10:05:00Z',
  '1.14.2': '2018-12-04T14:44:49Z',
  '1.9.1': '2015-05-26T15:02:09Z',
  '1.7.9': '2014-12-23T16:25:09Z',
};

function page(version: string, title: string, body: string): string {
  const style = isOlder(version, 1, 21, 2)
    ? '    body {\n        width: 35em;\n        margin: 0 auto;\n        font-family: Tahoma, Verdana, Arial, sans-serif;\n    }\n'
    : 'html { color-scheme: light dark; }\nbody { width: 35em; margin: 0 auto;\nfont-family: Tahoma, Verdana, Arial, sans-serif; }\n';
  return `<!DOCTYPE html>\n<html>\n<head>\n<title>${title}</title>\n<style>\n${style}</style>\n</head>\n<body>\n${body}</body>\n</html>\n`;
}

const welcome = `<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
`;

const sorry = `<h1>An error occurred.</h1>
<p>Sorry, the page you are looking for is currently unavailable.<br/>
Please try again later.</p>
<p>If you are the system administrator of this resource then you should check
the error log for details.</p>
<p><em>Faithfully yours, nginx.</em></p>
`;

/** @upstream nginx/pkg-oss debian/nginx.conf */
export function nginxConf(level: string, pid = '/var/run/nginx.pid', user = 'user  nginx;\n', temporary = ''): string {
  return `
${user}worker_processes  auto;

error_log  /var/log/nginx/error.log ${level};
pid        ${pid};


events {
    worker_connections  1024;
}


http {
${temporary}    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    #tcp_nopush     on;

    keepalive_timeout  65;

    #gzip  on;

    include /etc/nginx/conf.d/*.conf;
}
`;
}

/** @upstream nginx/pkg-oss debian/nginx.default.conf */
function defaultServer(port: number): string {
  return `server {
    listen       ${port};
    server_name  localhost;

    #access_log  /var/log/nginx/host.access.log  main;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    #error_page  404              /404.html;

    # redirect server error pages to the static page /50x.html
    #
    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }

    # proxy the PHP scripts to Apache listening on 127.0.0.1:80
    #
    #location ~ \\.php$ {
    #    proxy_pass   http://127.0.0.1;
    #}

    # pass the PHP scripts to FastCGI server listening on 127.0.0.1:9000
    #
    #location ~ \\.php$ {
    #    root           html;
    #    fastcgi_pass   127.0.0.1:9000;
    #    fastcgi_index  index.php;
    #    fastcgi_param  SCRIPT_FILENAME  /scripts$fastcgi_script_name;
    #    include        fastcgi_params;
    #}

    # deny access to .htaccess files, if Apache's document root
    # concurs with nginx's one
    #
    #location ~ /\\.ht {
    #    deny  all;
    #}
}

`;
}

/** The types of what is served most. @upstream nginx conf/mime.types */
const mimeTypes = `
types {
    text/html                                        html htm shtml;
    text/css                                         css;
    text/xml                                         xml;
    image/gif                                        gif;
    image/jpeg                                       jpeg jpg;
    application/javascript                           js;
    application/atom+xml                             atom;
    application/rss+xml                              rss;

    text/mathml                                      mml;
    text/plain                                       txt;
    text/vnd.sun.j2me.app-descriptor                 jad;
    text/vnd.wap.wml                                 wml;
    text/x-component                                 htc;

    image/avif                                       avif;
    image/png                                        png;
    image/svg+xml                                    svg svgz;
    image/tiff                                       tif tiff;
    image/webp                                       webp;
    image/x-icon                                     ico;

    font/woff                                        woff;
    font/woff2                                       woff2;

    application/json                                 json;
    application/pdf                                  pdf;
    application/wasm                                 wasm;
    application/x-7z-compressed                      7z;
    application/zip                                  zip;

    application/octet-stream                         bin exe dll;
    application/octet-stream                         deb;
    application/octet-stream                         iso img;

    audio/mpeg                                       mp3;
    audio/ogg                                        ogg;

    video/mp4                                        mp4;
    video/mpeg                                       mpeg mpg;
    video/webm                                       webm;
}
`;

/** The files of nginx's packages. */
export function nginxFiles(version: string, port = 80, conf?: string): { readonly [path: string]: FileNode } {
  const time = Date.parse(built[version] ?? built['1.29.0'] ?? '');
  const level = isOlder(version, 1, 20, 2) ? 'warn' : 'notice';
  return {
    '/etc/nginx/nginx.conf': textFile(conf ?? nginxConf(level), 0o644, time),
    '/etc/nginx/conf.d/default.conf': textFile(defaultServer(port), 0o644, time),
    '/etc/nginx/mime.types': textFile(mimeTypes, 0o644, time),
    '/usr/share/nginx/html/index.html': textFile(page(version, 'Welcome to nginx!', welcome), 0o644, time),
    '/usr/share/nginx/html/50x.html': textFile(page(version, 'Error', sorry), 0o644, time),
    '/var/cache/nginx': folder(),
    '/var/log/nginx/access.log': link('/dev/stdout'),
    '/var/log/nginx/error.log': link('/dev/stderr'),
  };
}

/** The scripts that the image's entrypoint runs; what they do is done when the server starts. */
export function entrypointFiles(version: string): { readonly [path: string]: FileNode } {
  if (isOlder(version, 1, 19, 0)) return {};
  const names = [
    '10-listen-on-ipv6-by-default.sh',
    ...(isOlder(version, 1, 25, 1) ? [] : ['15-local-resolvers.envsh']),
    '20-envsubst-on-templates.sh',
    ...(isOlder(version, 1, 19, 9) ? [] : ['30-tune-worker-processes.sh']),
  ];
  const scripts = names.map(
    (name) => [`/docker-entrypoint.d/${name}`, textFile('#!/bin/sh\nset -e\n', 0o755)] as const,
  );
  return {
    '/docker-entrypoint.sh': textFile('#!/bin/sh\n# vim:sw=4:ts=4:et\n\nset -e\n\nexec "$@"\n', 0o755),
    ...Object.fromEntries(scripts),
  };
}
