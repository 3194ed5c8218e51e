import type { Probe } from '../../resources/core/pod-types';
import { goList } from './go-value';

function hostPort(host: string, port: string): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Escapes what a URL's path may not hold. @upstream Go net/url URL.EscapedPath */
function escapePath(path: string): string {
  if (path === '*') return path;
  return path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, (character) =>
    encodeURIComponent(character).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}

function httpUrl({ scheme = '', host = '', port, path = '' }: NonNullable<Probe['httpGet']>): string {
  const address = `//${hostPort(host, String(port))}`;
  const absolute = path === '' || path.startsWith('/') ? path : `/${path}`;
  return `${scheme === '' ? '' : `${scheme.toLowerCase()}:`}${address}${escapePath(absolute)}`;
}

function action({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `exec ${goList(exec.command)}`;
  if (httpGet) return `http-get ${httpUrl(httpGet)}`;
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
  return 'unknown';
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3` @upstream describe.go DescribeProbe */
export function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0 } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  return `${action(probe)} ${times} #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
}
