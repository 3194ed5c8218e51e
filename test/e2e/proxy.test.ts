import { request } from 'node:http';
import { expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

type Answer = { code: number | undefined; text: string };

/** Asks as a browser would not: paths stay as they are, and hosts may be false. */
function ask(port: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ code: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}

async function started(shell: Shell, command: string) {
  let port = '';
  const running = shell.start(command);
  await running.until((stdout) => {
    port = /^Starting to serve on 127\.0\.0\.1:(\d+)\n/.exec(stdout)?.[1] ?? '';
    return port !== '';
  });
  return { port, running };
}

it('a proxy hands requests on, and refuses what kubectl proxy refuses', async () => {
  const shell = newShell();
  shell.out('kubectl run one --image=nginx');
  shell.write('index.html', '<p>page');
  const { port, running } = await started(shell, 'kubectl proxy --port=0 --www=.');

  const pods = await ask(port, '/api/v1/namespaces/default/pods');
  expect(JSON.parse(pods.text).items.map((pod: { metadata: { name: string } }) => pod.metadata.name)).toEqual(['one']);
  expect(await ask(port, '/static/')).toEqual({ code: 200, text: '<p>page' });
  expect((await ask(port, '/static/../../../etc/hosts')).code).toBe(404);
  expect(await ask(port, '/api/v1/namespaces/default/pods/one/exec')).toEqual({ code: 403, text: 'Forbidden\n' });
  expect(await ask(port, '/api', { host: 'evil.example' })).toEqual({ code: 403, text: 'Forbidden\n' });

  const through = `kubectl --server=http://127.0.0.1:${port}`;
  expect(shell.out(`${through} run two --image=nginx && kubectl get pods -o name`)).toBe(
    'pod/two created\npod/one\npod/two\n',
  );
  const other = await started(shell, `${through} proxy --port=0 --api-prefix=/custom`);
  expect((await ask(other.port, '/custom/api/v1/namespaces/default/pods/two')).code).toBe(200);
  expect((await ask(other.port, '/api/v1/namespaces/default/pods/two')).code).toBe(404);
  await other.running.interrupt();
  await running.interrupt();
});

it('a port that is taken is told so', async () => {
  const shell = newShell();
  const { port, running } = await started(shell, 'kubectl proxy --port=0');

  expect(shell(`kubectl proxy --port=${port}`)).toEqual({
    stdout: '',
    stderr: `error: listen tcp 127.0.0.1:${port}: bind: address already in use\n`,
    exitCode: 1,
  });
  await running.interrupt();
});
