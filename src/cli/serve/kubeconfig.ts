import { emptyKubeconfig, printKubeconfig } from '../../kubectl/kubeconfig';
import { writeKubeconfig } from '../kubeconfig-store';

/** How a server is reached. */
export type Reach = {
  /** `http://127.0.0.1:8001` */
  readonly server: string;
  readonly token?: string;
  /** The certificate that signed the server's, in PEM. */
  readonly certificate?: string;
};

const NAME = 'kubectl-lite';

/** Writes a kubeconfig for a server. */
export function writeServeKubeconfig(path: string, { server, token, certificate }: Reach): void {
  const authority = certificate === undefined ? undefined : Buffer.from(certificate).toString('base64');
  const text = printKubeconfig({
    ...emptyKubeconfig,
    clusters: [{ name: NAME, cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, namespace: 'default', user: NAME } }],
    'current-context': NAME,
  });
  writeKubeconfig(path, text);
}
