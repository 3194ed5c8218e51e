import { describe, expect, it } from 'vitest';
import { networkTo, runningOf } from './fixture';

const notFound = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`;

describe('httpd', () => {
  // `docker logs` of httpd:2.4.65, as published; time and address changed
  it('says twice that it does not know its name', () => {
    const complaint =
      "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using 10.244.0.5. Set the 'ServerName' directive globally to suppress this message\n";
    expect(
      runningOf('httpd:2.4.65').start(),
    ).toBe(`${complaint}${complaint}[Tue Nov 14 22:13:20.000000 2023] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations
[Tue Nov 14 22:13:20.000000 2023] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'
`);
  });

  // `curl -i` of httpd:2.4; the page of 2007 with its known ETag
  it('works', async () => {
    const running = runningOf('httpd:2.4.65');
    expect(await running.text('/')).toBe(`200 OK
Date: Tue, 14 Nov 2023 22:13:20 GMT
Server: Apache/2.4.65 (Unix)
Last-Modified: Mon, 11 Jun 2007 18:53:14 GMT
ETag: "2d-432a5e4a73a80"
Accept-Ranges: bytes
Content-Length: 45
Content-Type: text/html

<html><body><h1>It works!</h1></body></html>
`);
    expect(running.log()).toBe('10.244.0.7 - - [14/Nov/2023:22:13:20 +0000] "GET / HTTP/1.1" 200 45\n');
  });

  // the log of a favicon that is not there: 404 196
  it('tells what is not there in 196 bytes', async () => {
    const running = runningOf('httpd');
    const { status, body } = await running.ask('/favicon.ico');
    expect([status, new TextDecoder().decode(body)]).toEqual([404, notFound]);
    expect(running.log()).toContain('"GET /favicon.ico HTTP/1.1" 404 196\n');
  });

  it('lists folders, and leads to them', async () => {
    const running = runningOf('httpd', {
      files: { '/usr/local/apache2/htdocs/a/x.txt': '', '/usr/local/apache2/htdocs/a/b/c': '' },
    });
    expect(await running.text('/a/')).toContain(`<h1>Index of /a</h1>
<ul><li><a href="/"> Parent Directory</a></li>
<li><a href="b/"> b/</a></li>
<li><a href="x.txt"> x.txt</a></li>
</ul>
`);
    expect(new Map((await running.ask('/a')).headers).get('Location')).toBe('http://web/a/');
    expect((await running.ask('/../../etc/passwd')).status).toBe(404);
    expect((await running.ask('/', { method: 'DELETE' })).status).toBe(405);
  });

  it('listens where its configuration says', () => {
    const config = '/usr/local/apache2/conf/httpd.conf';
    const files = { [config]: 'ServerRoot "/usr/local/apache2"\nServerName web\nListen 8080\nListen 0.0.0.0:8443\n' };
    const running = runningOf('httpd', { files });
    expect(running.ports()).toEqual([8080, 8443]);
    expect(running.start()).not.toContain('AH00558');
  });
});

describe('PHP behind Apache', () => {
  // registry.k8s.io/hpa-example in the walk-through of the HorizontalPodAutoscaler: OK!
  it('hpa-example', async () => {
    const running = runningOf('registry.k8s.io/hpa-example');
    const text = await running.text('/');
    expect(text.endsWith('\n\nOK!')).toBe(true);
    expect(text).toContain('Server: Apache/2.4.10 (Debian)\nX-Powered-By: PHP/5.6.14\n');
    expect(running.start()).toContain(
      "AH00163: Apache/2.4.10 (Debian) PHP/5.6.14 configured -- resuming normal operations\n[Tue Nov 14 22:13:20.000000 2023] [core:notice] [pid 1] AH00094: Command line: 'apache2 -D FOREGROUND'\n",
    );
  });

  // `kubectl logs` of a wordpress pod
  it('wordpress copies itself once', async () => {
    const running = runningOf('wordpress', { variables: { WORDPRESS_DB_HOST: 'mysql', WORDPRESS_DB_PASSWORD: 'a' } });
    expect(running.start().split('\n').slice(0, 3)).toEqual([
      'WordPress not found in /var/www/html - copying now...',
      'Complete! WordPress has been successfully copied to /var/www/html',
      "No 'wp-config.php' found in /var/www/html, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' (WORDPRESS_DB_HOST WORDPRESS_DB_PASSWORD)",
    ]);
    expect(running.start()).toMatch(/^AH00558: apache2:/);
    const { status, body } = await running.ask('/');
    expect(status).toBe(500);
    expect(new TextDecoder().decode(body)).toContain('<h1>Error establishing a database connection</h1>');
  });

  it('wordpress with a database wants to be installed', async () => {
    const network = networkTo('mysql', 3306, runningOf('mysql:8.4'));
    const running = runningOf('wordpress', { variables: { WORDPRESS_DB_HOST: 'mysql' }, host: { network } });
    const { status, headers } = await running.ask('/');
    expect([status, new Map(headers).get('Location')]).toEqual([302, 'http://web/wp-admin/install.php']);
    expect(await running.text('/wp-admin/install.php')).toContain('<title>WordPress &rsaquo; Installation</title>');
  });

  // kubernetes/examples guestbook/php-redis/guestbook.php
  it('the guestbook keeps its entries in Redis', async () => {
    const network = networkTo('redis-leader', 6379, runningOf('redis:6'));
    const running = runningOf('us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5', { host: { network } });
    const said = async (target: string): Promise<string> => new TextDecoder().decode((await running.ask(target)).body);
    expect(await said('/guestbook.php?cmd=set&key=messages&value=,hello+you')).toBe('{"message": "Updated"}');
    expect(await said('/guestbook.php?cmd=get&key=messages')).toBe('{"data": ",hello you"}');
    expect(await said('/')).toContain('<h2>Guestbook</h2>');
  });
});
