import { compareText } from '../../../apimachinery/json';
import type { StringMap } from '../../../apimachinery/meta';
import { names } from '../../../resources/networking/ingress';
import type { Flags } from '../../command';
import { CommandError } from '../../command-error';
import { generateIngressSpec, isIngressRule } from '../../generate/ingress';
import { generatorCommand } from './generator';

/** @upstream kubectl pkg/cmd/create/create_ingress.go */
export const command = generatorCommand({
  name: 'create ingress',
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]]',
  examples: [
    'create ingress web --rule="example.com/path=web:8080,tls=my-cert"',
    'create ingress web --class=nginx --rule="example.com/*=web:http"',
    'create ingress all --default-backend=web:80',
  ],
  flags: [
    { name: 'annotation', type: 'stringArray', usage: 'An annotation of the Ingress: key=value.' },
    { name: 'class', type: 'string', usage: 'The class of the Ingress.' },
    { name: 'default-backend', type: 'string', usage: 'The Service that takes what no rule takes: service:port.' },
    {
      name: 'rule',
      type: 'stringArray',
      usage: 'host/path=service:port[,tls[=secret]]; a path that ends in * stands for all that begin with it.',
    },
  ],
  kind: names,
  failure: 'failed to create ingress: ',
  generate: (name, { flags }) => {
    validate(flags);
    const annotations = annotationsOf(flags.list('annotation'));
    return {
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name, creationTimestamp: null, ...(annotations && { annotations }) },
      spec: generateIngressSpec({
        ingressClass: flags.text('class'),
        defaultBackend: flags.text('default-backend'),
        rules: flags.list('rule'),
      }),
      status: { loadBalancer: {} },
    };
  },
});

function validate(flags: Flags): void {
  const defaultBackend = flags.text('default-backend');
  const rules = flags.list('rule');
  if (defaultBackend === '' && rules.length === 0) {
    throw new CommandError(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const rule = rules.find((text) => !isIngressRule(text));
  if (rule !== undefined) {
    throw new CommandError(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  const annotation = flags.list('annotation').find((text) => !text.includes('='));
  if (annotation !== undefined) {
    throw new CommandError(`annotation ${annotation} is invalid and should be in format key=[value]`);
  }
  if (defaultBackend !== '' && defaultBackend.split(':').length !== 2) {
    throw new CommandError('default-backend should be in format servicename:serviceport');
  }
}

function annotationsOf(texts: readonly string[]): StringMap | undefined {
  if (texts.length === 0) return undefined;
  const pairs = texts.map((text): [string, string] => {
    const equals = text.indexOf('=');
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(pairs.sort(([left], [right]) => compareText(left, right)));
}
