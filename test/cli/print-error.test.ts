import { afterEach, describe, expect, it, vi } from 'vitest';
import { badRequest, invalid, invalidValue, notFound, required } from '../../src/apimachinery/errors';
import { FlagError } from '../../src/cli/flag-error';
import { errorText, isFault } from '../../src/cli/print-error';
import { AggregateCommandError, CommandError, UsageError } from '../../src/kubectl/command-error';
import { addSource } from '../../src/kubectl/resource/source-error';
import { StateError } from '../../src/store/store';

const print = (error: unknown) => errorText(error, 'kubectl', 'get');
const statefulSets = { group: 'apps', kind: 'StatefulSet' };
const replicas = invalidValue('spec.replicas', -1, 'must be greater than or equal to 0');
const pods = { group: '', plural: 'pods' };
const several = (...errors: readonly unknown[]) => new AggregateCommandError(errors);

afterEach(() => vi.unstubAllEnvs());

describe('what an error looks like', () => {
  it.each([
    ['a command that fails', new CommandError('no objects passed to apply'), 'error: no objects passed to apply\n'],
    ['without a prefix', new CommandError('Error: flags', 1, false), 'Error: flags\n'],
    ['words that end in a line break', new CommandError('template was:\n\n'), 'error: template was:\n\n'],
    ['nothing to say', new CommandError('', 3), ''],
    [
      'a command called wrongly',
      new UsageError('Unexpected args: [x]', 'create'),
      "error: Unexpected args: [x]\nSee 'kubectl create -h' for help and examples\n",
    ],
    [
      'a flag typed wrongly',
      new FlagError('unknown flag: --foo'),
      "error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n",
    ],
    ['what is not there', notFound(pods, 'x'), 'Error from server (NotFound): pods "x" not found\n'],
    ['a bad request', badRequest('unknown field'), 'Error from server (BadRequest): unknown field\n'],
    [
      'one broken field',
      invalid(statefulSets, 'web', [replicas]),
      'The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    ],
    [
      'several broken fields, each once',
      invalid(statefulSets, 'web', [replicas, required('spec.selector'), replicas]),
      'The StatefulSet "web" is invalid: \n* spec.replicas: Invalid value: -1: must be greater than or equal to 0\n* spec.selector: Required value\n',
    ],
    [
      'a broken field of a file: the file is not named',
      addSource(invalid(statefulSets, 'web', [replicas]), 'creating', 'web.yaml'),
      'The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    ],
    ['a state that cannot be read', new StateError('it was left as it is'), 'error: it was left as it is\n'],
    [
      'a file that may not be read',
      Object.assign(new Error('EACCES: …'), { code: 'EACCES', syscall: 'open', path: 'web.yaml' }),
      'error: open web.yaml: permission denied\n',
    ],
  ])('%s', (_, error, text) => {
    expect(print(error).text).toBe(text);
  });

  it.each([
    ['one of one is told as if it stood alone', several(new CommandError('broken')), 'error: broken\n'],
    [
      'several, a line each, without a prefix',
      several(new CommandError('broken'), notFound(pods, 'x'), new CommandError('torn')),
      'broken\nError from server (NotFound): pods "x" not found\ntorn\n',
    ],
    [
      'broken fields among others are the server’s words',
      several(addSource(invalid(statefulSets, 'web', [replicas]), 'creating', 'a.yaml'), notFound(pods, 'x')),
      'Error from server (Invalid): error when creating "a.yaml": StatefulSet.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\nError from server (NotFound): pods "x" not found\n',
    ],
    [
      'several within several, each once',
      several(
        notFound(pods, 'x'),
        several(new CommandError('a'), several(new CommandError('b'), new CommandError('a'))),
      ),
      'Error from server (NotFound): pods "x" not found\n[a, b]\n',
    ],
    ['one within one', several(several(new CommandError('a'))), 'a\n'],
  ])('%s', (_, error, text) => {
    expect(print(error)).toEqual({ text, exitCode: 1 });
  });

  it.each([
    [new CommandError('', 3), 3],
    [new CommandError('gone', 126), 126],
    [notFound(pods, 'x'), 1],
  ])('exits with %s', (error, exitCode) => {
    expect(print(error).exitCode).toBe(exitCode);
  });
});

describe('a fault of ours', () => {
  const fault = new TypeError("Cannot read properties of undefined (reading 'spec')");
  const text = `error: unexpected fault in kubectl: Cannot read properties of undefined (reading 'spec')
This is a bug of kubectl-lite, not of yours. Please report it with the command you typed and, if you can share it, a
snapshot made with "kubectl sim save FILE". KUBECTL_LITE_DEBUG=1 shows where it happened.
`;

  it('says how to report it, without a stack', () => {
    expect(print(fault)).toEqual({ text, exitCode: 1 });
    expect(print('text').text).toMatch(/^error: unexpected fault in kubectl: text\n/);
  });

  it('shows where it happened to those who ask', () => {
    vi.stubEnv('KUBECTL_LITE_DEBUG', '1');

    expect(print(fault).text).toBe(`${text}${fault.stack}\n`);
  });

  it('is told as one among other errors, and of a file', () => {
    expect(print(several(new CommandError('a'), fault)).text).toBe(`a\n${text}`);
    expect(print(addSource(fault, 'creating', 'web.yaml')).text).toBe(text);
  });

  it.each([
    [fault, true],
    [several(new CommandError('a'), fault), true],
    [several(new CommandError('a'), notFound(pods, 'x')), false],
    [new StateError('locked'), false],
    [new FlagError('unknown flag: --foo'), false],
    [Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open' }), false],
  ])('%s: %s', (error, expected) => {
    expect(isFault(error)).toBe(expected);
  });
});
