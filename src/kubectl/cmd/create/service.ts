import { goQuote } from '../../../apimachinery/go-value';
import type { JsonObject } from '../../../apimachinery/json';
import { dns1123SubdomainProblems, portNameProblems, portNumberProblems } from '../../../apimachinery/names';
import { names } from '../../../resources/core/service';
import type { CommandSpec, Flags } from '../../command';
import { CommandError } from '../../command-error';
import { type Generator, generatorCommand } from './generator';

/** A command that makes Services of one type. */
export type ServiceGenerator = Pick<Generator, 'name' | 'usage' | 'examples' | 'flags' | 'required'> & {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
};

/** The command that makes Services of a type. @upstream kubectl pkg/cmd/create/create_service.go */
export function serviceCommand({ type, ...generator }: ServiceGenerator): CommandSpec {
  return generatorCommand({
    ...generator,
    flags: [
      {
        name: 'tcp',
        type: 'stringSlice',
        usage: 'The ports, as port:targetPort or port where both are the same.',
      },
      ...generator.flags,
    ],
    ignoresSaveConfig: true,
    kind: names,
    failure: `failed to create ${type} service: `,
    generate: (name, { flags }) => generateTypedService(name, type, flags),
  });
}

function generateTypedService(name: string, type: ServiceGenerator['type'], flags: Flags): JsonObject {
  const tcp = flags.list('tcp');
  const clusterIP = flags.text('clusterip');
  const externalName = flags.text('external-name');
  if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') {
    throw new CommandError('at least one tcp port specifier must be provided');
  }
  if (type === 'ExternalName' && dns1123SubdomainProblems(externalName).length > 0) {
    throw new CommandError(`invalid service external name ${externalName}`);
  }
  const ports = tcp.map((pair) => readPort(pair, flags.int('node-port')));
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null, labels: { app: name } },
    spec: {
      ...(ports.length > 0 && { ports }),
      selector: { app: name },
      ...(clusterIP !== '' && { clusterIP }),
      type,
      ...(externalName !== '' && { externalName }),
    },
    status: { loadBalancer: {} },
  };
}

/** @upstream parsePorts */
function readPort(pair: string, nodePort: number): JsonObject {
  const [first = '', target] = pair.split(':');
  const port = readNumber(first);
  return {
    name: pair.replaceAll(':', '-'),
    protocol: 'TCP',
    port,
    targetPort: target === undefined ? port : readTarget(target),
    ...(nodePort !== 0 && { nodePort }),
  };
}

/** @upstream Go strconv.ParseUint with 16 bits */
function readNumber(text: string): number {
  const fail = (reason: string) => new CommandError(`strconv.ParseUint: parsing ${goQuote(text)}: ${reason}`);
  if (!/^\d+$/.test(text)) throw fail('invalid syntax');
  if (Number(text) > 65535) throw fail('value out of range');
  return Number(text);
}

function readTarget(text: string): number | string {
  const isNumber = /^[-+]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
  const problems = isNumber ? portNumberProblems(Number(text)) : portNameProblems(text);
  if (problems.length > 0) throw new CommandError(problems.join(','));
  return isNumber ? Number(text) : text;
}
