import { certificateFlags, decideRequests } from '../../auth/decide-requests';
import type { CommandSpec } from '../../command';

/** @upstream kubectl pkg/cmd/certificates/certificates.go NewCmdCertificateApprove */
export const command: CommandSpec = {
  name: 'certificate approve',
  usage: '(-f FILENAME | NAME)',
  examples: ['certificate approve csr-sqgzp'],
  flags: certificateFlags('approved'),
  run: (invocation, kubectl) =>
    decideRequests(invocation, kubectl, {
      type: 'Approved',
      opposite: 'Denied',
      reason: 'KubectlApprove',
      message: 'This CSR was approved by kubectl certificate approve.',
      done: 'approved',
    }),
};
