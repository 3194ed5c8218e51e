import type { CommandSpec } from '../command';
import { cordonNodes } from '../drain/cordon';
import { nodeFlags, selectNodes } from '../drain/select-nodes';

/** @upstream kubectl pkg/cmd/drain NewCmdUncordon */
export const command: CommandSpec = {
  name: 'uncordon',
  usage: 'NODE',
  examples: ['uncordon minikube', 'uncordon -l pool=old'],
  flags: nodeFlags,
  async run(invocation, kubectl) {
    await cordonNodes(await selectNodes(invocation, kubectl, command), false, kubectl);
  },
};
