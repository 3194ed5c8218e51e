import { StatusError } from '../../../apimachinery/errors';
import type { Kind, KubeObject } from '../../../apimachinery/meta';
import { names } from '../../../resources/core/serviceaccount';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError, UsageError } from '../../command-error';
import { printFlags } from '../../common-flags';
import type { Kubectl } from '../../kubectl';
import { printerFor } from '../../printers/printer';

const NAME = 'create token';

/** @upstream kubectl pkg/cmd/create/create_token.go */
export const command: CommandSpec = {
  name: NAME,
  usage: 'SERVICE_ACCOUNT_NAME',
  examples: ['create token robot', 'create token robot --duration=10m --audience=https://example.com'],
  flags: [
    ...printFlags,
    { name: 'audience', type: 'stringArray', usage: 'Who the token is for; may be repeated.' },
    { name: 'bound-object-kind', type: 'string', usage: 'The kind of an object that the token ends with.' },
    { name: 'bound-object-name', type: 'string', usage: 'The name of an object that the token ends with.' },
    { name: 'bound-object-uid', type: 'string', usage: 'The uid of an object that the token ends with.' },
    { name: 'duration', type: 'duration', default: '0s', usage: 'How long the token is good for.' },
  ],
  run,
};

async function run({ flags, args, dashAt }: Invocation, kubectl: Kubectl): Promise<void> {
  const words = args.slice(0, dashAt ?? args.length);
  const [name = ''] = words;
  if (words.length !== 1) throw new UsageError(`exactly one NAME is required, got ${words.length}`, NAME);
  const print = await printerFor(flags, kubectl);
  if (name === '') throw new CommandError('service account name is required');
  validate(flags);
  const answer = await requestToken(name, flags, kubectl);
  const { token } = answer.status as { token: string };
  const { out, isOutputTerminal } = kubectl.streams;
  out(print?.(answer, tokenRequests, true) ?? (isOutputTerminal ? `${token}\n` : token));
}

/** What the answer is; the server makes it at its account. */
const tokenRequests: Kind = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  plural: 'tokenrequests',
  singular: 'tokenrequest',
  shortNames: [],
  categories: [],
  namespaced: true,
};

async function requestToken(name: string, flags: Flags, { client, namespace }: Kubectl): Promise<KubeObject> {
  const audiences = flags.list('audience');
  const duration = flags.duration('duration');
  const kind = flags.text('bound-object-kind');
  const bound = { apiVersion: 'v1', kind, name: flags.text('bound-object-name'), uid: flags.text('bound-object-uid') };
  const request = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name },
    spec: {
      audiences: audiences.length > 0 ? [...audiences] : null,
      ...(duration > 0 && { expirationSeconds: duration / SECOND }),
      ...(kind !== '' && { boundObjectRef: bound }),
    },
  };
  try {
    return await client.create<KubeObject>(names, request, { namespace, subresource: 'token' });
  } catch (error) {
    throw error instanceof StatusError ? new CommandError(`failed to create token: ${error.message}`) : error;
  }
}

const SECOND = 1000;

const boundKinds = ['Node', 'Pod', 'Secret'];

function validate(flags: Flags): void {
  const duration = flags.duration('duration');
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0');
  if (duration % SECOND !== 0) throw new CommandError('--duration cannot be expressed in units less than seconds');
  if (flags.list('audience').includes('')) throw new CommandError('--audience must not be an empty string');
  const kind = flags.text('bound-object-kind');
  if (kind === '') {
    for (const part of ['bound-object-name', 'bound-object-uid']) {
      if (flags.text(part) === '') continue;
      throw new CommandError(`--${part} can only be set if --bound-object-kind is provided`);
    }
    return;
  }
  if (!boundKinds.includes(kind)) {
    throw new CommandError(`supported --bound-object-kind values are ${boundKinds.join(', ')}`);
  }
  if (flags.text('bound-object-name') === '') {
    throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
  }
}
