import { expect, it } from 'vitest';
import { newShell } from '../../e2e/shell';

const pod = (name: string, container: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {restartPolicy: Never, containers: [${container}]}}\n`;

it('several logs come one after the other, each line with its source', () => {
  const shell = newShell();
  const container = (name: string): string => `{name: ${name}, image: 'busybox:1.36', command: [echo, from ${name}]}`;
  shell.write('pod.yaml', pod('talker', `${container('one')}, ${container('two')}`));
  shell.out('kubectl apply -f pod.yaml');
  const lines = '[pod/talker/one] from one\n[pod/talker/two] from two\n';
  expect(shell.out('kubectl logs talker --all-containers --prefix')).toBe(lines);
});

it('port-forward hands connections on, and ends well on Ctrl-C', async () => {
  const shell = newShell();
  shell.write('pod.yaml', pod('web', "{name: nginx, image: 'nginx:1.27', ports: [{containerPort: 80, name: http}]}"));
  shell.out('kubectl apply -f pod.yaml');
  let seen = '';
  const forwarding = shell.start('exec kubectl port-forward --address 127.0.0.1 pod/web :http');
  await forwarding.until((stdout) => {
    seen ||= stdout;
    return stdout.includes(' -> 80\n');
  });
  const [, port] = /^Forwarding from 127\.0\.0\.1:(\d+) -> 80\n$/.exec(seen) ?? [];
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  expect(await answer.text()).toContain('Welcome to nginx!');
  const { stdout, stderr, exitCode } = await forwarding.interrupt();
  expect({ stdout, stderr, exitCode }).toEqual({
    stdout: `${seen}Handling connection for ${port}\n`,
    stderr: '',
    exitCode: 0,
  });
});
