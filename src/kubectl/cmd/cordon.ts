import type { CommandSpec } from '../command';
import { cordonNodes } from '../drain/cordon';
import { nodeFlags, selectNodes } from '../drain/select-nodes';

/** @upstream kubectl pkg/cmd/drain NewCmdCordon */
export const command: CommandSpec = {
  name: 'cordon',
  usage: 'NODE',
  examples: ['cordon minikube', 'cordon -l pool=old'],
  flags: nodeFlags,
  async run(invocation, kubectl) {
    await cordonNodes(await selectNodes(invocation, kubectl, command), true, kubectl);
  },
};
