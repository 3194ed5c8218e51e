import { goQuote } from '../../apimachinery/go-value';
import type { Flags } from '../../kubectl/command';
import { CommandError } from '../../kubectl/command-error';
import { isProfileName, profiles } from '../../simulator/profiles/profiles';
import type { CliCommand } from '../command';
import { withContext } from '../contexts';
import { kubeconfigStore } from '../kubeconfig-store';
import { refuseArguments } from '../refuse-arguments';
import { SIMULATOR } from '../server-address';
import type { Session } from '../session';

/** The contexts that the real programs make for their clusters. */
const contexts = { minikube: 'minikube', kind: 'kind-kind', k3d: 'k3d-k3s-default' } as const;

/** Makes a new cluster and works in it from now on. */
export const command: CliCommand = {
  name: 'sim init',
  usage: '[--profile NAME] [--nodes N]',
  examples: ['sim init --profile kind', 'sim init --profile k3d --nodes 3'],
  flags: [
    {
      name: 'profile',
      type: 'string',
      default: 'minikube',
      usage: `What the cluster looks like: ${Object.keys(profiles).join(', ')}.`,
    },
    { name: 'nodes', type: 'int', default: '1', usage: 'How many nodes it has.' },
    { name: 'force', type: 'bool', usage: 'Replace a cluster that exists already.' },
  ],
  async run({ flags, args }, kubectl, session) {
    const profile = flags.text('profile');
    const nodes = flags.int('nodes');
    refuseArguments(args);
    if (!isProfileName(profile)) {
      throw new CommandError(
        `unknown profile ${goQuote(profile)}: it must be one of ${Object.keys(profiles).join(', ')}`,
      );
    }
    if (nodes < 1 || nodes > 100) throw new CommandError(`--nodes must be between 1 and 100, not ${nodes}`);
    const { session: target, context } = targetSession(session, flags, contexts[profile]);
    if (context !== undefined) await refuseServer(context, target);
    const { cluster, statePath } = target;
    cluster.store.refresh();
    if (cluster.isCreated() && !flags.bool('force')) {
      throw new CommandError(
        `there is a cluster in ${statePath} already; "${kubectl.program} sim reset" or --force starts it anew`,
      );
    }
    await cluster.create(profile, nodes);
    cluster.store.commit();
    await useContext(target, context);
    kubectl.streams.out(
      `${profile} cluster with ${nodes} ${nodes === 1 ? 'node' : 'nodes'} ready; its state is kept in ${statePath}\n`,
    );
  },
};

type Target = { readonly session: Session; readonly context: string | undefined };

/** A context of the profile's name, unless a file or a context was named. */
function targetSession(session: Session, flags: Flags, context: string): Target {
  const isNamed = flags.text('state') !== '' || Boolean(process.env.KUBECTL_LITE_STATE);
  const name = flags.text('context') || context;
  return { session: isNamed ? session : session.inContext(name), context: isNamed ? undefined : name };
}

/** A context of that name may be a real cluster's, which nobody wants to lose. */
async function refuseServer(context: string, { config }: Session): Promise<void> {
  const { contexts, clusters } = (await kubeconfigStore(config)).read();
  const wanted = contexts.find(({ name }) => name === context)?.context.cluster;
  const server = clusters.find(({ name }) => name === wanted)?.cluster.server;
  if (!server || server === SIMULATOR) return;
  throw new CommandError(
    `context ${goQuote(context)} is a real cluster's, at ${server}: it is not replaced by a simulated one`,
  );
}

async function useContext({ config }: Session, context: string | undefined): Promise<void> {
  if (context === undefined) return;
  const store = await kubeconfigStore(config);
  store.write(withContext(store.read(), context));
}
