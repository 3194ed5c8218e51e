import { splitTarget } from './answer';
import { goAnswer, goNotFound } from './go';
import type { ServerSpec } from './server';

/** CoreDNS: names are answered elsewhere; here is what watches it. @upstream coredns/coredns */
export function corednsServer(version: string): ServerSpec {
  return {
    ports: () => [53, 8080, 8181, 9153],
    startLog: () =>
      `.:53\n[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908\nCoreDNS-${version}\nlinux/amd64, go1.23.3, 51e11f166\n`,
    http(request, context, port) {
      const { path } = splitTarget(request.target);
      if (port === 8080 && path === '/health') return goAnswer(request, context, 'OK');
      if (port === 8181 && path === '/ready') return goAnswer(request, context, 'OK');
      return goNotFound(request, context);
    },
  };
}
