import { describe, expect, it } from 'vitest';
import { networkTo, runningOf } from './fixture';

const conf = '/etc/nginx/conf.d/default.conf';

/** A server block with these lines. */
function server(...lines: string[]): string {
  return `server {\n    listen 80;\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}

/** What nginx sends for an error. @upstream src/http/ngx_http_special_response.c */
function page(title: string): string {
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx/1.27.1</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

describe('the start', () => {
  // `kubectl logs` of nginx:1.27.4 on one processor, as published in tutorials; times and version changed
  it('logs what the entrypoint does, then what nginx says', () => {
    const time = '2023/11/14 22:13:20 [notice] 1#1:';
    expect(
      runningOf('nginx:1.27.1').start(),
    ).toBe(`/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration
/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/
/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh
10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf
10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf
/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh
/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh
/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh
/docker-entrypoint.sh: Configuration complete; ready for start up
${time} using the "epoll" event method
${time} nginx/1.27.1
${time} built by gcc 12.2.0 (Debian 12.2.0-14) 
${time} OS: Linux 6.8.0-60-generic
${time} getrlimit(RLIMIT_NOFILE): 1048576:1048576
${time} start worker processes
${time} start worker process 29
${time} start worker process 30
`);
  });

  // docker logs of the versions, as published: 1.29.0, 1.27.0-alpine, 1.25.0, 1.20.2
  it.each([
    ['nginx:1.29.0', 'built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) '],
    ['nginx:1.27.0-alpine', 'built by gcc 13.2.1 20231014 (Alpine 13.2.1_git20231014) '],
    ['nginx:1.25.0', 'built by gcc 10.2.1 20210110 (Debian 10.2.1-6) '],
    ['nginx:1.20.2', 'built by gcc 10.2.1 20210110 (Debian 10.2.1-6) '],
    ['nginx:1.29.4', 'built by gcc 14.2.0 (Debian 14.2.0-19) '],
  ])('%s says what it was built by', (image, line) => {
    expect(runningOf(image).start()).toContain(`1#1: ${line}\n`);
  });

  it.each([
    'nginx:1.9.1',
    'nginx:1.7.9',
    'nginx:1.14.2',
    'registry.k8s.io/nginx-slim:0.8',
    'registry.k8s.io/nginx-slim:0.24',
  ])('%s logs nothing', (image) => expect(runningOf(image).start()).toBe(''));

  it('has no entrypoint where the container has a command', () => {
    const log = runningOf('nginx:1.27.1', { command: ['nginx', '-g', 'daemon off;'] }).start();
    expect(log.split('\n')[0]).toBe('2023/11/14 22:13:20 [notice] 1#1: using the "epoll" event method');
  });

  // nginxinc/docker-nginx entrypoint/10-listen-on-ipv6-by-default.sh
  it('changes the packaged configuration alone', () => {
    const own = runningOf('nginx:1.27.1');
    own.start();
    expect(own.world.files.readText(conf)).toContain('    listen       80;\n    listen  [::]:80;\n');
    expect(own.start()).toContain('info: IPv6 listen already enabled');
    const other = runningOf('nginx:1.27.1', { files: { [conf]: server() } });
    expect(other.start()).toContain(`info: ${conf} differs from the packaged version`);
  });

  // nginxinc/docker-nginx entrypoint/20-envsubst-on-templates.sh
  it('fills templates', () => {
    const running = runningOf('nginx:1.27.1', {
      files: { '/etc/nginx/templates/site.conf.template': 'server { listen ${PORT}; return 200 $host; }\n' },
      variables: { PORT: '8081' },
    });
    expect(running.start()).toContain(
      '20-envsubst-on-templates.sh: Running envsubst on /etc/nginx/templates/site.conf.template to /etc/nginx/conf.d/site.conf\n',
    );
    expect(running.world.files.readText('/etc/nginx/conf.d/site.conf')).toBe(
      'server { listen 8081; return 200 $host; }\n',
    );
    expect(running.ports()).toEqual([80, 8081]);
  });
});

describe('the welcome page', () => {
  // the headers and their order from published answers of 1.27.5 and 1.21.6; 1.27.1's ETag is remembered
  it('is sent with all headers in order', async () => {
    const running = runningOf('nginx:1.27.1');
    const text = await running.text('/');
    expect(text.slice(0, text.indexOf('\n\n'))).toBe(`200 OK
Server: nginx/1.27.1
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-Type: text/html
Content-Length: 615
Last-Modified: Mon, 12 Aug 2024 14:21:01 GMT
Connection: keep-alive
ETag: "66ba1a4d-267"
Accept-Ranges: bytes`);
    expect(text).toContain(
      '<h1>Welcome to nginx!</h1>\n<p>If you see this page, the nginx web server is successfully installed and\n',
    );
    expect(running.log()).toBe(
      '10.244.0.7 - - [14/Nov/2023:22:13:20 +0000] "GET / HTTP/1.1" 200 615 "-" "curl/7.88.1" "-"\n',
    );
  });

  // 1.21.6 and 1.27.5 from published answers, the others remembered; 0x264 is 612, 0x267 is 615
  it.each([
    ['nginx:1.14.2', '"5c0692e1-264"'],
    ['nginx:1.16.1', '"5d528b4c-264"'],
    ['nginx:1.21.1', '"60e46fc5-264"'],
    ['nginx:1.21.6', '"61f01158-267"'],
    ['nginx:1.25.3', '"6537cac7-267"'],
    ['nginx:1.27.5', '"67ff9c07-267"'],
    ['nginx:1.7.9', '"54999765-264"'],
  ])('%s has the ETag %s', async (image, etag) => {
    const { headers } = await runningOf(image).ask('/');
    expect(new Map(headers).get('ETag')).toBe(etag);
  });

  it('is not sent to HEAD, nor to who has it', async () => {
    const running = runningOf('nginx:1.27.1');
    const head = await running.ask('/', { method: 'HEAD' });
    expect([head.status, head.body.length, new Map(head.headers).get('Content-Length')]).toEqual([200, 0, '615']);
    expect(running.log()).toContain('"HEAD / HTTP/1.1" 200 0 "-"');
    const known = await running.ask('/', { headers: { host: 'web', 'if-none-match': '"66ba1a4d-267"' } });
    expect([known.status, known.body.length]).toEqual([304, 0]);
  });
});

describe('what is not there', () => {
  // ngx_http_special_response.c, and the published form of the log's lines
  it('is logged twice, and told in a page', async () => {
    const running = runningOf('nginx:1.27.1');
    expect(await running.text('/missing')).toBe(`404 Not Found
Server: nginx/1.27.1
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-Type: text/html
Content-Length: 153
Connection: keep-alive

${page('404 Not Found')}`);
    expect(
      running.log(),
    ).toBe(`2023/11/14 22:13:20 [error] 29#29: *1 open() "/usr/share/nginx/html/missing" failed (2: No such file or directory), client: 10.244.0.7, server: localhost, request: "GET /missing HTTP/1.1", host: "web"
10.244.0.7 - - [14/Nov/2023:22:13:20 +0000] "GET /missing HTTP/1.1" 404 153 "-" "curl/7.88.1" "-"
`);
  });

  // src/http/ngx_http_special_response.c; old versions' pages are white by attribute
  it.each([
    ['POST', '/', 405, '405 Not Allowed'],
    ['GET', '/../etc/passwd', 400, '400 Bad Request'],
    ['GET', '/folder', 301, '301 Moved Permanently'],
    ['GET', '/folder/', 403, '403 Forbidden'],
    ['GET', '/none/', 404, '404 Not Found'],
    ['GET', '/secret', 403, '403 Forbidden'],
  ])('%s %s is answered %i', async (method, target, status, title) => {
    const running = runningOf('nginx:1.27.1', {
      files: { '/usr/share/nginx/html/folder/a': '', '/usr/share/nginx/html/secret': '' },
    });
    running.world.files.change('/usr/share/nginx/html/secret', { mode: 0o600 });
    const { status: answered, body, reason } = await running.ask(target, { method });
    expect([answered, `${answered} ${reason}`, new TextDecoder().decode(body)]).toEqual([status, title, page(title)]);
  });

  // what browsers' requests for /favicon.ico look like in nginx's logs: 404 555
  it('is told at length to Chrome', async () => {
    const headers = {
      host: 'web',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/127.0.0.0 Safari/537.36',
    };
    expect((await runningOf('nginx:1.27.1').ask('/favicon.ico', { headers })).body.length).toBe(555);
  });

  it('was told on white in older versions', async () => {
    const { body } = await runningOf('nginx:1.14.2').ask('/missing');
    expect(body.length).toBe(169);
    expect(new TextDecoder().decode(body)).toContain('<body bgcolor="white">');
  });

  it.each([
    ['/folder/', 'directory index of "/usr/share/nginx/html/folder/" is forbidden'],
    ['/none/', '"/usr/share/nginx/html/none/index.html" is not found (2: No such file or directory)'],
    ['/secret', 'open() "/usr/share/nginx/html/secret" failed (13: Permission denied)'],
  ])('%s is logged', async (target, message) => {
    const running = runningOf('nginx:1.27.1', {
      files: { '/usr/share/nginx/html/folder/a': '', '/usr/share/nginx/html/secret': '' },
    });
    running.world.files.change('/usr/share/nginx/html/secret', { mode: 0o600 });
    await running.ask(target);
    expect(running.log()).toContain(`[error] 29#29: *1 ${message}, client: 10.244.0.7, server: localhost, request:`);
  });

  it('leads to a folder with its slash, on the port that was asked', async () => {
    const files = {
      '/usr/share/nginx/html/folder/index.html': 'in',
      [conf]: 'server { listen 8080; root /usr/share/nginx/html; }',
    };
    const { headers } = await runningOf('nginx:1.27.1', { files }).ask('/folder');
    expect(new Map(headers).get('Location')).toBe('http://web:8080/folder/');
  });
});

describe('configurations', () => {
  const files = {
    '/data/www/index.html': 'home',
    '/data/www/app.css': 'a{}',
    '/data/www/a.json': '{}',
    '/data/www/bin': 'x',
    '/data/images/cat.png': 'png',
    '/data/www/404.html': 'lost',
  };

  // the directives' documentation on nginx.org: ngx_http_core_module, ngx_http_rewrite_module, ngx_http_headers_module
  it.each([
    [['location / { return 200 "hi $host$uri?$args\\n"; }'], '/a?b=c', 200, 'hi web/a?b=c\n'],
    [['location / { default_type text/plain; return 200 $hostname; }'], '/', 200, 'web-0'],
    [['root /data/www;'], '/', 200, 'home'],
    [['root /data/www;', 'location /images/ { root /data; }'], '/images/cat.png', 200, 'png'],
    [['location /i/ { alias /data/images/; }'], '/i/cat.png', 200, 'png'],
    [['root /data/www;', 'location / { try_files $uri $uri/ /index.html; }'], '/any/where', 200, 'home'],
    [['root /data/www;', 'location / { try_files $uri =404; }'], '/any/where', 404, undefined],
    [['root /data/www;', 'error_page 404 /404.html;'], '/none', 404, 'lost'],
    [['root /data/www;', 'error_page 404 =200 /404.html;'], '/none', 200, 'lost'],
    [['location = / { return 200 exact; }', 'location / { return 200 prefix; }'], '/', 200, 'exact'],
    [['location ~ \\.php$ { return 200 regex; }', 'location /a/ { return 200 prefix; }'], '/a/b.php', 200, 'regex'],
    [['location ~ \\.php$ { return 200 regex; }', 'location ^~ /a/ { return 200 stop; }'], '/a/b.php', 200, 'stop'],
    [['location ~* \\.(PNG|JPG)$ { return 200 picture; }'], '/x.png', 200, 'picture'],
    [['location /a { return 200 short; }', 'location /a/b { return 200 long; }'], '/a/b/c', 200, 'long'],
    [['location / { try_files /none @back; }', 'location @back { return 200 named; }'], '/', 200, 'named'],
    [['location / { deny all; }'], '/', 403, undefined],
    [['return 204;'], '/', 204, ''],
    [
      ['location /status { stub_status; }'],
      '/status',
      200,
      'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n',
    ],
  ])('%j answers %s with %i', async (lines, target, status, body) => {
    const response = await runningOf('nginx:1.27.1', { files: { ...files, [conf]: server(...lines) } }).ask(target);
    expect(response.status).toBe(status);
    if (body !== undefined) expect(new TextDecoder().decode(response.body)).toBe(body);
  });

  it.each([
    ['/app.css', 'Content-Type', 'text/css'],
    ['/a.json', 'Content-Type', 'application/json'],
    ['/bin', 'Content-Type', 'application/octet-stream'],
    ['/', 'X-Served-By', 'web-0'],
    ['/old', 'Location', 'http://web/new'],
    ['/away', 'Location', 'https://example.com/away'],
    ['/none', 'X-Served-By', undefined],
    ['/none', 'X-Always', 'yes'],
    ['/kept', 'Cache-Control', 'max-age=3600'],
  ])('%s has the header %s: %s', async (target, name, value) => {
    const lines = [
      'root /data/www;',
      'add_header X-Served-By $hostname;',
      'add_header X-Always yes always;',
      'location /old { return 301 /new; }',
      'location /away { return 302 https://example.com$request_uri; }',
      'location /kept { expires 1h; return 200 kept; }',
    ];
    const { headers } = await runningOf('nginx:1.27.1', { files: { ...files, [conf]: server(...lines) } }).ask(target);
    expect(new Map(headers).get(name)).toBe(value);
  });

  it('choose a server by port and by name', async () => {
    const text =
      'server { listen 80 default_server; return 200 first; }\nserver { listen 80; server_name b.example *.c.example; return 200 second; }\nserver { listen [::]:8080; listen 8080; return 200 third; }\n';
    const running = runningOf('nginx:1.27.1', { files: { [conf]: text } });
    const said = async (host: string, port = 80): Promise<string> =>
      new TextDecoder().decode((await running.ask('/', { headers: { host }, port })).body);
    expect(running.ports()).toEqual([80, 8080]);
    expect([
      await said('a'),
      await said('b.example:80'),
      await said('x.c.example'),
      await said('b.example', 8080),
    ]).toEqual(['first', 'second', 'second', 'third']);
  });

  it('may write their logs elsewhere, or not at all', async () => {
    const log = '/logs/access.log';
    const lines = ['root /data/www;', `access_log ${log};`, 'location /quiet { access_log off; return 200 a; }'];
    const running = runningOf('nginx:1.27.1', { files: { ...files, [log]: '', [conf]: server(...lines) } });
    await running.ask('/');
    await running.ask('/quiet');
    expect(running.log()).toBe('');
    expect(running.world.files.readText(log)).toBe(
      '10.244.0.7 - - [14/Nov/2023:22:13:20 +0000] "GET / HTTP/1.1" 200 4 "-" "curl/7.88.1"\n',
    );
  });
});

describe('what nginx does not start with', () => {
  // the messages of src/core/ngx_conf_file.c; no nginx was run on these files
  it.each([
    ['server {\n  listen 80;\n}\n}\n', `unexpected "}" in ${conf}:4`],
    ['server {\n  listen 80\n}\n', `unexpected "}" in ${conf}:3`],
    ['server {\n  listen 80;\n', `unexpected end of file, expecting "}" in ${conf}:2`],
    ['server {\n  listen 80', `unexpected end of file, expecting ";" or "}" in ${conf}:2`],
    ['server {\n  root /a\n  index b;\n}\n', `invalid number of arguments in "root" directive in ${conf}:3`],
    ['location / {\n}\n', `"location" directive is not allowed here in ${conf}:1`],
    ['http {\n}\n', `"http" directive is not allowed here in ${conf}:1`],
    [';\n', `unexpected ";" in ${conf}:1`],
    ['include /nowhere.conf;\n', `open() "/nowhere.conf" failed (2: No such file or directory) in ${conf}:1`],
    [
      'server {\n  location / {\n    proxy_pass http://backend;\n  }\n}\n',
      `host not found in upstream "backend" in ${conf}:3`,
    ],
    ['upstream a {\n  server db:5432;\n}\n', `host not found in upstream "db:5432" in ${conf}:2`],
  ])('%j', (text, message) => {
    const problem = runningOf('nginx:1.27.1', {
      command: ['nginx', '-g', 'daemon off;'],
      files: { [conf]: text },
    }).problem();
    expect(problem).toEqual({
      log: `2023/11/14 22:13:20 [emerg] 1#1: ${message}\nnginx: [emerg] ${message}\n`,
      exitCode: 1,
    });
  });

  it('is told behind what the entrypoint says', () => {
    const { log } = runningOf('nginx:1.27.1', { files: { [conf]: '}' } }).problem() ?? { log: '' };
    expect(log.startsWith('/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty')).toBe(true);
  });

  it('is a whole configuration without events', () => {
    const files = { '/etc/nginx/nginx.conf': 'http { server { listen 80; } }\n' };
    const { log } = runningOf('nginx:1.27.1', { command: ['nginx'], files }).problem() ?? { log: '' };
    expect(log).toContain('nginx: [emerg] no "events" section in configuration\n');
  });

  // what `runAsUser: 1000` and `readOnlyRootFilesystem: true` come to with the official image
  it.each([
    [{ runAsUser: 1000 }, 'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
    [{ readOnlyRootFilesystem: true }, 'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'],
  ])('are files that it cannot write: %j', (securityContext, message) => {
    const problem = runningOf('nginx:1.27.1', { securityContext }).problem();
    expect(problem?.exitCode).toBe(1);
    expect(problem?.log).toContain(`nginx: [emerg] ${message}\n`);
  });

  it('are questions', () => {
    const asked = (...args: string[]): unknown => runningOf('nginx:1.27.1', { command: ['nginx', ...args] }).problem();
    expect(asked('-v')).toEqual({ log: 'nginx version: nginx/1.27.1\n', exitCode: 0 });
    expect(asked('-t')).toEqual({
      log: 'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      exitCode: 0,
    });
    expect(asked('-s', 'reload')).toEqual({ log: '', exitCode: 0 });
  });

  it('goes to the background where it is not told to stay', () => {
    const { spec, world } = runningOf('nginx:1.27.1');
    expect(spec.isDaemon?.({ world, argv: ['nginx'] })).toBe(true);
    expect(spec.isDaemon?.({ world, argv: ['nginx', '-g', 'daemon off;'] })).toBe(false);
    expect(runningOf('nginx:1.27.1').problem()).toBeUndefined();
    expect(runningOf('nginxinc/nginx-unprivileged').problem()).toBeUndefined();
  });
});

describe('proxy_pass', () => {
  const behind = runningOf('gcr.io/google-samples/hello-app:1.0');
  const network = networkTo('backend', 8080, behind);

  it('asks another server', async () => {
    const lines = ['location /api/ { proxy_pass http://backend:8080/; }'];
    const running = runningOf('nginx:1.27.1', { files: { [conf]: server(...lines) }, host: { network } });
    expect(running.problem()).toBeUndefined();
    expect(await running.text('/api/a?b=c')).toBe(`200 OK
Server: nginx/1.27.1
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-Type: text/plain; charset=utf-8
Content-Length: 45
Connection: keep-alive

Hello, world!
Version: 1.0.0
Hostname: web-0
`);
    expect(behind.log()).toContain('Serving request: /a\n');
  });

  // the error log of nginx where nothing listens behind it
  it('answers 502 where none answers', async () => {
    const lines = ['server_name _;', 'location / { proxy_pass http://backend:9; }'];
    const running = runningOf('nginx:1.27.1', { files: { [conf]: server(...lines) }, host: { network } });
    expect((await running.ask('/')).status).toBe(502);
    expect(running.log()).toContain(
      '[error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.244.0.7, server: _, request: "GET / HTTP/1.1", upstream: "http://10.96.0.9:9/", host: "web"\n',
    );
  });

  it('asks the servers of an upstream block', async () => {
    const text = `upstream app {\n  server backend:9;\n  server backend:8080;\n}\n${server('location / { proxy_pass http://app; }')}`;
    const running = runningOf('nginx:1.27.1', { files: { [conf]: text }, host: { network } });
    expect((await running.ask('/')).status).toBe(200);
  });
});

describe('images on nginx', () => {
  // nginxinc/NGINX-Demos nginx-hello/hello-plain-text.conf
  it('nginxdemos/hello:plain-text', async () => {
    const { body, headers } = await runningOf('nginxdemos/hello:plain-text').ask('/x');
    expect(new TextDecoder().decode(body)).toMatch(
      /^Server address: 10\.244\.0\.5:80\nServer name: web-0\nDate: 14\/Nov\/2023:22:13:20 \+0000\nURI: \/x\nRequest ID: [0-9a-f]{32}\n$/,
    );
    expect(new Map(headers).get('Content-Type')).toBe('text/plain');
    expect(new Map(headers).get('Cache-Control')).toBe('no-cache');
  });

  it('nginxdemos/hello', async () => {
    const text = await runningOf('nginxdemos/hello').text('/x');
    expect(text).toContain('<p><span>Server&nbsp;name:</span> <span>web-0</span></p>');
    expect(text).toContain('<span>URI:</span> <span>/x</span>');
  });

  it('nginxinc/nginx-unprivileged listens on 8080', async () => {
    const running = runningOf('nginxinc/nginx-unprivileged');
    expect(running.ports()).toEqual([8080]);
    expect((await running.ask('/')).status).toBe(200);
  });

  it('wbitt/network-multitool tells where it is', async () => {
    const running = runningOf('wbitt/network-multitool');
    running.start();
    expect(await running.text('/')).toContain(
      '\n\nWBITT Network MultiTool (with NGINX) - web-0 - 10.244.0.5 - HTTP: 80 , HTTPS: 443 . (Formerly praqma/network-multitool)\n',
    );
  });
});
