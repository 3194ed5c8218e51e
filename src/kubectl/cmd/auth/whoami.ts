import { StatusError } from '../../../apimachinery/errors';
import { compareText } from '../../../apimachinery/json';
import { reviews, type SelfSubjectReview, type UserInfo } from '../../../resources/reviews';
import { wordList } from '../../auth/policy-rules';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import { printFlags } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';
import { alignColumns } from '../../printers/table';
import { asTyped } from '../../typed/as-typed';

/** @upstream kubectl pkg/cmd/auth/whoami.go */
export const command: CommandSpec = {
  name: 'auth whoami',
  usage: '',
  examples: ['auth whoami', 'auth whoami -o json'],
  flags: printFlags,
  run,
};

const kind = reviews.selfsubjectreviews;

async function run({ flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const print = flags.text('output') === '' ? undefined : await printerFor(flags, kubectl);
  const review = await askWhoIAm(kubectl);
  kubectl.streams.out(print?.(asTyped(review), kind, true) ?? table(review.status?.userInfo ?? {}));
}

const refusals: Readonly<Record<string, string>> = {
  Forbidden: 'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
  NotFound:
    'the selfsubjectreviews API is not enabled in the cluster\nenable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API',
};

async function askWhoIAm({ client }: Kubectl): Promise<SelfSubjectReview> {
  const asked = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: { name: '' } };
  try {
    return await client.create(kind, asked);
  } catch (error) {
    const refusal = error instanceof StatusError ? refusals[error.reason] : undefined;
    throw refusal === undefined ? error : new CommandError(refusal);
  }
}

function table({ username, uid, groups = [], extra = {} }: Partial<UserInfo>): string {
  const rows = [
    ['ATTRIBUTE', 'VALUE'],
    ...(username ? [['Username', username]] : []),
    ...(uid ? [['UID', uid]] : []),
    ...(groups.length > 0 ? [['Groups', wordList(groups)]] : []),
    ...Object.keys(extra)
      .sort(compareText)
      .map((key) => [`Extra: ${key}`, wordList(extra[key])]),
  ];
  return alignColumns(rows.map((cells) => `${cells.join('\t')}\n`).join(''));
}
