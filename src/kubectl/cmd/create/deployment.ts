import { fnv32a } from '../../../apimachinery/hash';
import type { JsonObject } from '../../../apimachinery/json';
import { safeEncode } from '../../../apimachinery/random';
import { names } from '../../../resources/apps/deployment';
import type { Flags } from '../../command';
import { CommandError } from '../../command-error';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_deployment.go */
export const command = generatorCommand({
  name: 'create deployment',
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  examples: [
    'create deployment web --image=nginx',
    'create deployment web --image=nginx --replicas=3 --port=80',
    'create deployment job --image=busybox -- date',
  ],
  flags: [
    { name: 'image', type: 'stringSlice', usage: 'The images to run, a container for each.' },
    { name: 'port', type: 'int32', default: '-1', usage: 'The port that the first container exposes.' },
    { name: 'replicas', short: 'r', type: 'int32', default: '1', usage: 'The number of replicas.' },
  ],
  kind: names,
  required: ['image'],
  failure: 'failed to create deployment: ',
  generate: (name, { flags, args }) => {
    const images = flags.list('image');
    const words = args.slice(1);
    if (images.length > 1 && words.length > 0) {
      throw new CommandError('cannot specify multiple --image options and command');
    }
    const labels = { app: name };
    return {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name, creationTimestamp: null, labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: {
          metadata: { creationTimestamp: null, labels },
          spec: { containers: images.map((image, index) => container(image, words, index === 0 ? ports(flags) : {})) },
        },
        strategy: {},
      },
      status: {},
    };
  },
});

function container(image: string, words: readonly string[], exposed: JsonObject): JsonObject {
  return {
    name: containerName(image),
    image,
    ...(words.length > 0 && { command: [...words] }),
    ...exposed,
    resources: {},
  };
}

/**
 * The image without its registry, tag and digest. Names that had to be changed get a suffix: upstream's is random,
 * this one follows from the image.
 * @upstream kubectl pkg/cmd/create sanitizeAndUniquify
 */
function containerName(image: string): string {
  const [bare = ''] = (image.split('/').at(-1) ?? '').split(/[:@]/);
  if (!/[_.]/.test(bare)) return bare;
  return `${bare.replace(/[_.]/g, '-')}-${safeEncode(String(fnv32a(image)).padStart(5, '0').slice(-5))}`;
}

function ports(flags: Flags): JsonObject {
  const containerPort = flags.int('port');
  return containerPort < 0 ? {} : { ports: [{ containerPort }] };
}
