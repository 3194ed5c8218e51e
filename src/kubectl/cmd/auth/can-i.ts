import type { Kind } from '../../../apimachinery/meta';
import type { PolicyRule } from '../../../resources/rbac/rules';
import { type AccessReview, type RulesReview, reviews } from '../../../resources/reviews';
import { compactRules, resourceText, wordList } from '../../auth/policy-rules';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { alignColumns } from '../../printers/table';
import { kindFor } from '../../resource/mapper';

/** @upstream kubectl pkg/cmd/auth/cani.go */
export const command: CommandSpec = {
  name: 'auth can-i',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  examples: [
    'auth can-i create pods --all-namespaces',
    'auth can-i list pods --as=system:serviceaccount:dev:foo -n prod',
    'auth can-i get pods --subresource=log',
    'auth can-i get /logs/',
    'auth can-i --list --namespace=foo',
  ],
  flags: [
    {
      name: 'all-namespaces',
      short: 'A',
      type: 'bool',
      usage: 'If true, check the specified action in all namespaces.',
    },
    { name: 'list', type: 'bool', usage: 'If true, prints all allowed actions.' },
    { name: 'no-headers', type: 'bool', usage: 'If true, prints allowed actions without headers.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'If true, suppress output and just return the exit code.' },
    { name: 'subresource', type: 'string', usage: 'SubResource such as pod/log or deployment/scale.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<number> {
  if (flags.bool('list')) {
    refuseBesideList(flags, args);
    await listRules(flags, kubectl);
    return 0;
  }
  const spec = await readQuestion(flags, args, kubectl);
  if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified');
  const review = await kubectl.client.create(
    reviews.selfsubjectaccessreviews,
    question('SelfSubjectAccessReview', spec),
  );
  const { allowed = false, reason, evaluationError } = review.status ?? {};
  const answer = allowed ? 'yes' : ['no', reason, evaluationError].filter(Boolean).join(' - ');
  if (!flags.bool('quiet')) kubectl.streams.out(`${answer}\n`);
  return allowed ? 0 : 1;
}

function refuseBesideList(flags: Flags, args: readonly string[]): void {
  if (args.length > 0) throw new CommandError('list option must be specified with no arguments');
  if (!flags.bool('quiet') && !flags.bool('all-namespaces') && flags.text('subresource') === '') return;
  throw new CommandError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
}

type Spec = NonNullable<AccessReview['spec']>;

function question(kind: string, spec: Spec | RulesReview['spec']): AccessReview & RulesReview {
  return { kind, apiVersion: 'authorization.k8s.io/v1', metadata: { name: '' }, spec } as AccessReview & RulesReview;
}

const resourceVerbs =
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest';
const pathVerbs = 'get put post head options delete patch *';

/** Reads what is asked, and warns of what looks wrong. @throws CommandError */
async function readQuestion(flags: Flags, args: readonly string[], kubectl: Kubectl): Promise<Spec> {
  const [verb = '', target = ''] = args;
  if (args.length !== 2) {
    const usage = "See 'kubectl auth can-i -h' for help and examples.";
    throw new CommandError(`you must specify two arguments: verb resource or verb resource/resourceName.\n${usage}`);
  }
  const subresource = flags.text('subresource');
  if (target.startsWith('/')) {
    if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL');
    warnOfVerb(verb, pathVerbs, kubectl);
    return { nonResourceAttributes: { path: target, verb } };
  }
  const slash = target.indexOf('/');
  const [word, name] = slash < 0 ? [target, ''] : [target.slice(0, slash), target.slice(slash + 1)];
  const kind = await kindOf(word, kubectl);
  const everywhere = flags.bool('all-namespaces');
  const { group = '', plural = word } = kind ?? {};
  if (plural !== '' && !everywhere) {
    if (kind?.namespaced === false) {
      warn(`resource '${plural}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}`, kubectl);
    }
    warnOfVerb(verb, resourceVerbs, kubectl);
  }
  const namespace = everywhere ? '' : kubectl.namespace;
  return { resourceAttributes: withoutEmpty({ namespace, verb, group, resource: plural, subresource, name }) };
}

function withoutEmpty(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** What the server has but does not tell of. */
const untold = ['users', 'groups'];

async function kindOf(word: string, kubectl: Kubectl): Promise<Kind | undefined> {
  if (word === '*') return undefined;
  const kinds = await kubectl.client.kinds();
  try {
    return kindFor(kinds, word);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
  const [resource = '', ...rest] = word.toLowerCase().split('.');
  const place = rest.length === 0 ? '' : ` in group '${rest.join('.')}'`;
  if (!untold.includes(word.toLowerCase()))
    warn(`the server doesn't have a resource type '${resource}'${place}`, kubectl);
  return undefined;
}

function warnOfVerb(verb: string, known: string, kubectl: Kubectl): void {
  if (!known.split(' ').includes(verb)) warn(`verb '${verb}' is not a known verb`, kubectl);
}

/** Its warnings end with an empty line. */
function warn(text: string, { streams }: Kubectl): void {
  streams.err(`Warning: ${text}\n\n`);
}

async function listRules(flags: Flags, { client, namespace, streams }: Kubectl): Promise<void> {
  const asked = question('SelfSubjectRulesReview', { namespace });
  const { status } = await client.create(reviews.selfsubjectrulesreviews, asked);
  const { resourceRules = [], nonResourceRules = [], incomplete = false, evaluationError = '' } = status ?? {};
  if (incomplete) streams.err(`Warning: the list may be incomplete: ${evaluationError}\n`);
  const rules: PolicyRule[] = [...resourceRules, ...nonResourceRules];
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  const rows = compactRules(rules).map((rule) => [
    resourceText(rule),
    wordList(rule.nonResourceURLs),
    wordList(rule.resourceNames),
    wordList(rule.verbs),
  ]);
  const lines = flags.bool('no-headers') ? rows : [header, ...rows];
  streams.out(alignColumns(lines.map((cells) => `${cells.join('\t')}\n`).join('')));
}
