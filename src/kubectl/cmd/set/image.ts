import { goQuote } from '../../../apimachinery/go-value';
import type { KubeObject } from '../../../apimachinery/meta';
import type { Container } from '../../../resources/core/pod-types';
import { recordFlag, warnOfRecord, withChangeCause } from '../../change-cause';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import { selectorFlag } from '../../common-flags';
import { dryRunOf } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { parsePairs, splitPairs } from '../../pairs';
import { printerFor } from '../../printers/printer';
import { manifestPaths } from '../../resource/manifest-paths';
import { changeObjects, objectsToSet } from '../../set/change-objects';
import { podSpecOf } from '../../set/pod-spec';
import { setFlags } from '../../set/set-flags';

/** @upstream kubectl pkg/cmd/set/set_image.go */
export const command: CommandSpec = {
  name: 'set image',
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  examples: ['set image deployment/nginx nginx=nginx:1.27', "set image sts,deploy --all '*=nginx:1.27'"],
  flags: [...setFlags, selectorFlag, recordFlag],
  run,
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  warnOfRecord(flags, kubectl);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const { resources, pairs } = splitPairs(args, 'image');
  const images = parsePairs(pairs, 'image', false).set;
  const infos = await objectsToSet({ flags, args: resources }, kubectl);
  refuse(invocation, resources, images);
  const errors: unknown[] = [];
  const change = {
    apply(object: KubeObject) {
      setImages(object, images, errors);
      return withChangeCause(object, command, invocation, kubectl);
    },
    done: 'image updated',
    failure: 'failed to patch image update to pod template: ',
  };
  await changeObjects(infos, change, { invocation, dryRun, print }, kubectl, errors);
}

/** All that is wrong with the words is told at once. */
function refuse({ flags }: Invocation, resources: readonly string[], images: Readonly<Record<string, string>>): void {
  const problems: string[] = [];
  if (flags.bool('all') && flags.text('selector') !== '') {
    problems.push('cannot set --all and --selector at the same time');
  }
  if (resources.length === 0 && manifestPaths(flags).length === 0) {
    problems.push('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const names = Object.keys(images);
  if (names.length === 0) problems.push('at least one image update is required');
  else if (names.length > 1 && names.includes('*')) {
    problems.push(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  if (flags.bool('local') && flags.text('dry-run') === 'server') {
    problems.push('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  throwAll(problems.map((problem) => new CommandError(problem)));
}

function setImages(object: KubeObject, images: Readonly<Record<string, string>>, errors: unknown[]): void {
  const { containers, initContainers } = podSpecOf(object);
  for (const [name, image] of Object.entries(images)) {
    const found = [...(initContainers ?? []), ...(containers ?? [])].filter(
      (container: Container) => name === '*' || container.name === name,
    );
    for (const container of found) container.image = image;
    if (found.length === 0) {
      errors.push(new CommandError(`error: unable to find container named ${goQuote(name)}`, 1, false));
    }
  }
}
