import { describe, expect, it } from 'vitest';
import { networkTo, runningOf, type Setting } from './fixture';

async function body(image: string, target: string, setting: Setting = {}): Promise<string> {
  return new TextDecoder().decode((await runningOf(image, setting).ask(target)).body);
}

describe('echo servers', () => {
  // GoogleCloudPlatform/kubernetes-engine-samples hello-app/main.go
  it('hello-app', async () => {
    const running = runningOf('gcr.io/google-samples/hello-app:2.0', { variables: { PORT: '9000' } });
    expect(running.ports()).toEqual([9000]);
    expect(running.start()).toBe('2023/11/14 22:13:20 Server listening on port 9000\n');
    expect(await running.text('/a?b')).toBe(`200 OK
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-Length: 45
Content-Type: text/plain; charset=utf-8

Hello, world!
Version: 2.0.0
Hostname: web-0
`);
    expect(running.log()).toBe('2023/11/14 22:13:20 Serving request: /a\n');
  });

  // hashicorp/http-echo main.go, handlers.go
  it.each([
    [['-text=hello'], 5678, 'hello\n'],
    [['-listen=:8080', '-text', 'a b'], 8080, 'a b\n'],
    [['--text=x', '--listen=0.0.0.0:80'], 80, 'x\n'],
    [[], 5678, 'hello-world\n'],
  ])('http-echo %j', async (args, port, text) => {
    const running = runningOf('hashicorp/http-echo', { args });
    expect([running.ports(), new TextDecoder().decode((await running.ask('/')).body)]).toEqual([[port], text]);
    expect(running.log()).toContain(
      `2023/11/14 22:13:20 web 10.244.0.7:40000 "GET / HTTP/1.1" 200 ${text.length} "curl/7.88.1"`,
    );
  });

  it('http-echo without a text', () => {
    expect(runningOf('hashicorp/http-echo', { variables: { ECHO_TEXT: '' } }).problem()).toEqual({
      log: 'Missing -text option OR ENV var TEXT is empty!\n',
      exitCode: 127,
    });
  });

  // traefik/whoami README: Hostname, IP, RemoteAddr, then the request
  it('whoami', async () => {
    expect(await body('traefik/whoami', '/x', { args: ['--name', 'me'] })).toBe(
      'Name: me\nHostname: web-0\nIP: 127.0.0.1\nIP: ::1\nIP: 10.244.0.5\nRemoteAddr: 10.244.0.7:40000\nGET /x HTTP/1.1\r\nHost: web\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n',
    );
    expect(runningOf('traefik/whoami', { variables: { WHOAMI_PORT_NUMBER: '8081' } }).start()).toBe(
      '2023/11/14 22:13:20 Starting up on port 8081\n',
    );
  });

  // curl of minikube's hello-minikube: `Content-Length: 122` with that pod's name, host and agent
  it('kicbase/echo-server', async () => {
    const running = runningOf('kicbase/echo-server:1.0', { pod: { hostname: 'hello-minikube-6496f4fd45-hv4l9' } });
    const headers = { host: '192.168.58.2', 'user-agent': 'curl/7.85.0', accept: '*/*' };
    expect(await running.text('/', { headers })).toBe(`200 OK
Content-Type: text/plain
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-Length: 122

Request served by hello-minikube-6496f4fd45-hv4l9

HTTP/1.1 GET /

Host: 192.168.58.2
Accept: */*
User-Agent: curl/7.85.0
`);
    expect(running.start()).toBe('Echo server listening on port 8080.\n');
    expect(running.log()).toBe('10.244.0.7:40000 | GET /\n');
  });

  // jmalloc/echo-server cmd/echo-server/main.go writeRequest
  it('jmalloc/echo-server', async () => {
    expect(await body('jmalloc/echo-server', '/a')).toBe(
      'Request served by web-0\n\nGET /a HTTP/1.1\n\nHost: web\nAccept: */*\nUser-Agent: curl/7.88.1\n',
    );
  });

  // curl of the Kubernetes documentation's echoserver, 1.10 and 1.4, as published
  it('echoserver', async () => {
    expect(await body('registry.k8s.io/echoserver:1.10', '/a?b=c')).toBe(`

Hostname: web-0

Pod Information:
\t-no pod information available-

Server values:
\tserver_version=nginx: 1.13.3 - lua: 10008

Request Information:
\tclient_address=10.244.0.7
\tmethod=GET
\treal path=/a?b=c
\tquery=b=c
\trequest_version=1.1
\trequest_scheme=http
\trequest_uri=http://web:8080/a?b=c

Request Headers:
\taccept=*/*  
\thost=web  
\tuser-agent=curl/7.88.1  

Request Body:
\t-no body in request-

`);
    expect(await body('k8s.gcr.io/echoserver:1.4', '/')).toBe(`CLIENT VALUES:
client_address=10.244.0.7
command=GET
real path=/
query=nil
request_version=1.1
request_uri=http://web:8080/

SERVER VALUES:
server_version=nginx: 1.10.0 - lua: 10001

HEADERS RECEIVED:
accept=*/*
host=web
user-agent=curl/7.88.1
BODY:
-no body in request-`);
  });

  it('ealen/echo-server and mendhak/http-https-echo answer JSON', async () => {
    const one = JSON.parse(await body('ealen/echo-server', '/a?b=c'));
    expect(one).toMatchObject({
      http: { method: 'GET', originalUrl: '/a?b=c' },
      request: { query: { b: 'c' }, headers: { host: 'web' } },
    });
    expect((await runningOf('ealen/echo-server').ask('/?echo_code=404')).status).toBe(404);
    const other = runningOf('mendhak/http-https-echo:31');
    expect(
      JSON.parse(new TextDecoder().decode((await other.ask('/a', { method: 'POST', body: 'x' })).body)),
    ).toMatchObject({
      path: '/a',
      method: 'POST',
      body: 'x',
      os: { hostname: 'web-0' },
    });
    expect(other.ports()).toEqual([8080, 8443]);
  });

  // the interactive tutorial: curl http://…:8080
  it('kubernetes-bootcamp', async () => {
    const setting = { command: ['node', 'server.js'] };
    expect(await body('gcr.io/google-samples/kubernetes-bootcamp:v1', '/', setting)).toBe(
      'Hello Kubernetes bootcamp! | Running on: web-0 | v=1\n',
    );
    expect(await body('jocatalin/kubernetes-bootcamp:v2', '/', setting)).toContain('| v=2\n');
    expect(await body('gcr.io/google-samples/node-hello:1.0', '/', setting)).toBe('Hello Kubernetes!');
  });
});

describe('agnhost', () => {
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

  // test/images/agnhost/netexec/netexec.go
  it('netexec', async () => {
    const running = runningOf(image, { args: ['netexec', '--http-port=8081'] });
    const said = async (target: string): Promise<string> => new TextDecoder().decode((await running.ask(target)).body);
    expect(running.ports()).toEqual([8081]);
    expect(running.start()).toBe(
      '2023/11/14 22:13:20 Started HTTP server on port 8081\n2023/11/14 22:13:20 Started UDP server on port 8081\n',
    );
    expect([await said('/hostname'), await said('/clientip'), await said('/echo?msg=a%20b')]).toEqual([
      'web-0',
      '10.244.0.7:40000',
      'a b',
    ]);
    expect((await running.ask('/echo?msg=a&code=503')).status).toBe(503);
    expect(await said('/')).toMatch(/^NOW: 2023-11-14 22:13:20/);
  });

  it('netexec asks others', async () => {
    const network = networkTo('other', 9376, runningOf(image, { args: ['serve-hostname'] }));
    const running = runningOf(image, { args: ['netexec'], host: { network } });
    const { body: bytes } = await running.ask('/dial?host=other&port=9376&request=hostname&tries=2');
    expect(new TextDecoder().decode(bytes)).toBe('{"responses":["web-0","web-0"]}');
  });

  it('serve-hostname, porter and pause', async () => {
    const serving = runningOf(image, { args: ['serve-hostname', '--port', '9400'] });
    expect([serving.ports(), serving.start()]).toEqual([[9400], '2023/11/14 22:13:20 Serving on port 9400.\n']);
    const porter = runningOf(image, {
      args: ['porter'],
      variables: { SERVE_PORT_80: 'eighty', SERVE_PORT_81: 'more' },
    });
    expect(porter.ports()).toEqual([80, 81]);
    expect(new TextDecoder().decode((await porter.ask('/', { port: 81 })).body)).toBe('more');
    expect([runningOf(image).ports(), runningOf(image).start()]).toEqual([[], 'Paused\n']);
  });

  // kubernetes.io "Configure Liveness, Readiness and Startup Probes": well for ten seconds
  it.each([
    [5, 200],
    [15, 500],
  ])('liveness after %i seconds answers %i', async (seconds, status) => {
    const startedAt = 1_700_000_000_000 - seconds * 1000;
    const processes = () => [{ pid: 1, ppid: 0, uid: 0, startedAt, argv: [] }];
    const host = { processes };
    expect((await runningOf(image, { args: ['liveness'], host }).ask('/healthz')).status).toBe(status);
    expect(
      (await runningOf('registry.k8s.io/liveness', { args: ['/server'], command: [], host }).ask('/healthz')).status,
    ).toBe(status);
  });
});

describe('Python', () => {
  const files = { '/srv/a.txt': 'text', '/srv/b/c': '' };
  const command = ['python3', '-m', 'http.server', '8080', '--directory', '/srv'];

  // the pages of CPython's Lib/http/server.py, as remembered
  it('lists a folder', async () => {
    const running = runningOf('python:3.12', { command, files });
    expect(running.ports()).toEqual([8080]);
    expect(running.start()).toBe('');
    expect(await running.text('/')).toBe(`200 OK
Server: SimpleHTTP/0.6 Python/3.12.11
Date: Tue, 14 Nov 2023 22:13:20 GMT
Content-type: text/html; charset=utf-8
Content-Length: 251

<!DOCTYPE HTML>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Directory listing for /</title>
</head>
<body>
<h1>Directory listing for /</h1>
<hr>
<ul>
<li><a href="a.txt">a.txt</a></li>
<li><a href="b/">b/</a></li>
</ul>
<hr>
</body>
</html>
`);
    expect(running.log()).toBe('10.244.0.7 - - [14/Nov/2023 22:13:20] "GET / HTTP/1.1" 200 -\n');
  });

  it('sends files, and says what is not there', async () => {
    const running = runningOf('python:3.12', { command, files });
    expect(await running.text('/a.txt')).toContain('\n\ntext');
    expect((await running.ask('/b')).status).toBe(301);
    running.log();
    expect((await running.ask('/none')).status).toBe(404);
    expect(running.log()).toBe(
      '10.244.0.7 - - [14/Nov/2023 22:13:20] code 404, message File not found\n10.244.0.7 - - [14/Nov/2023 22:13:20] "GET /none HTTP/1.1" 404 -\n',
    );
  });

  it('says at once where it serves when it does not keep its output back', () => {
    const loud = ['python3', '-u', '-m', 'http.server'];
    expect(runningOf('python:3', { command: loud }).start()).toBe(
      'Serving HTTP on 0.0.0.0 port 8000 (http://0.0.0.0:8000/) ...\n',
    );
  });
});

describe('BusyBox', () => {
  // busybox networking/httpd.c, as remembered
  it('httpd serves files', async () => {
    const running = runningOf('busybox', {
      command: ['httpd', '-f', '-p', '8080', '-h', '/www'],
      files: { '/www/index.html': 'hi' },
    });
    expect(running.ports()).toEqual([8080]);
    expect(await running.text('/')).toMatch(
      /^200 OK\nDate: [^\n]*\nConnection: close\nContent-type: text\/html\n.*\n\nhi$/s,
    );
    expect(await running.text('/none')).toContain(
      '<HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD>\n<BODY><H1>404 Not Found</H1>\nThe requested URL was not found\n</BODY></HTML>\n',
    );
    expect(running.log()).toBe('');
    expect(running.spec.isDaemon?.({ world: running.world, argv: ['httpd', '-p', '80'] })).toBe(true);
    expect(running.spec.isDaemon?.({ world: running.world, argv: ['httpd', '-fp80'] })).toBe(false);
  });
});

describe('what ends by itself', () => {
  // docker run hello-world
  it('hello-world greets', () => {
    const problem = runningOf('hello-world').problem();
    expect(problem?.exitCode).toBe(0);
    expect(problem?.log).toContain(
      '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n',
    );
  });

  // kubernetes.io/docs/concepts/workloads/controllers/job: the digits of pi
  it('perl prints pi', () => {
    const command = ['perl', '-Mbignum=bpi', '-wle', 'print bpi(50)'];
    expect(runningOf('perl:5.34.0', { command }).problem()).toEqual({
      log: '3.1415926535897932384626433832795028841971693993751\n',
      exitCode: 0,
    });
  });
});
