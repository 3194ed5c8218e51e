import { certificateFlags, decideRequests } from '../../auth/decide-requests';
import type { CommandSpec } from '../../command';

/** @upstream kubectl pkg/cmd/certificates/certificates.go NewCmdCertificateDeny */
export const command: CommandSpec = {
  name: 'certificate deny',
  usage: '(-f FILENAME | NAME)',
  examples: ['certificate deny csr-sqgzp'],
  flags: certificateFlags('denied'),
  run: (invocation, kubectl) =>
    decideRequests(invocation, kubectl, {
      type: 'Denied',
      opposite: 'Approved',
      reason: 'KubectlDeny',
      message: 'This CSR was denied by kubectl certificate deny.',
      done: 'denied',
    }),
};
