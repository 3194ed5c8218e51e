import type { ContainerWorld } from '../container';
import { absolutePath } from '../path';
import { type Page, serveHttp } from './http';

const ROOT = '/usr/share/nginx/html';

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This page is served by a simulated container.</p>
</body>
</html>
`;

/** nginx with its default configuration: the files below its document root. */
export function nginx(world: ContainerWorld): (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> {
  const name = `nginx${world.env.has('NGINX_VERSION') ? `/${world.env.get('NGINX_VERSION')}` : ''}`;
  const isMounted = world.container.volumeMounts?.some(({ mountPath }) => mountPath === ROOT) ?? false;

  function file(path: string): string | undefined {
    const found = world.files(absolutePath(`${ROOT}${path}`, '/'));
    return found ?? (path === '/index.html' && !isMounted ? welcome : undefined);
  }

  function page(code: number, reason: string, body: string): Page {
    const headers = {
      Server: name,
      Date: new Date(world.now).toUTCString(),
      'Content-Type': 'text/html',
    };
    return { code, reason, headers, body };
  }

  function refusal(code: number, reason: string): Page {
    const title = `${code} ${reason}`;
    const lines = [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      `<hr><center>${name}</center>`,
      '</body>',
      '</html>',
      '',
    ];
    return page(code, reason, lines.join('\r\n'));
  }

  return (input) =>
    serveHttp(input, (request) => {
      if (request === undefined) return refusal(400, 'Bad Request');
      const [path = '/'] = request.path.split(/[?#]/);
      if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Not Allowed');
      const body = file(path.endsWith('/') ? `${path}index.html` : path);
      if (body !== undefined) return page(200, 'OK', body);
      return path === '/' ? refusal(403, 'Forbidden') : refusal(404, 'Not Found');
    });
}
