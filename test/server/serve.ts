import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A `kubectl-lite serve` that runs as a process of its own. */
export type Served = {
  readonly url: string;
  readonly dnsPort: number;
  readonly kubeconfig: string;
  readonly process: ChildProcess;
  /** Interrupts it; resolves with its exit code and what it wrote. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
};

const program = join(process.cwd(), 'bin/kubectl-lite');

/** Starts the program on free ports, and waits until it serves. @param env as the program sees it */
export async function serve(env: NodeJS.ProcessEnv, folder: string, flags: readonly string[] = []): Promise<Served> {
  const kubeconfig = join(folder, 'serve.kubeconfig');
  const words = ['serve', '--port', '0', '--dns-port', '0', '--kubeconfig', kubeconfig, ...flags];
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      process.off('exit', kill);
      resolve(code);
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('Ctrl-C')) resolve();
    });
    child.once('close', () => reject(new Error(`serve ended: ${stdout}${stderr}`)));
  });
  const [, url = '', dnsPort] = /at (\S+); its DNS at \S+:(\d+)\n/.exec(stdout) ?? [];
  return {
    url,
    dnsPort: Number(dnsPort),
    kubeconfig,
    process: child,
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      return { exitCode: await ended, stdout, stderr };
    },
  };
}
