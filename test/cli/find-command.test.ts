import { describe, expect, it } from 'vitest';
import { findCommand } from '../../src/cli/find-command';

describe('which command is called', () => {
  it.each([
    [['get', 'pods'], 'get', ['pods']],
    [['-n', 'dev', 'get', 'pods'], 'get', ['-n', 'dev', 'pods']],
    [['--namespace=dev', 'get', 'pods'], 'get', ['--namespace=dev', 'pods']],
    [['-ndev', 'get', 'pods'], 'get', ['-ndev', 'pods']],
    [['--insecure-skip-tls-verify', 'get', 'pods'], 'get', ['--insecure-skip-tls-verify', 'pods']],
    [['--foo=1', 'get', 'pods'], 'get', ['--foo=1', 'pods']],
    [['-zz', 'get', 'pods'], 'get', ['-zz', 'pods']],
    [['config', 'view', '--raw'], 'config view', ['--raw']],
    [['create', '-f', 'web.yaml'], 'create', ['-f', 'web.yaml']],
    [['create', 'ns', 'dev'], 'create namespace', ['dev']],
    [['sim', 'init'], 'sim init', []],
  ])('%j', (words, name, rest) => {
    const found = findCommand(words);

    expect(found?.path).toBe(name);
    expect(found?.words).toEqual(rest);
  });

  it.each([[[]], [['help']], [['help', 'get']], [['--help']], [['-n', 'dev']]])('%j calls none', (words) => {
    expect(findCommand(words)).toBeUndefined();
  });

  it.each([
    [['rollout'], 'rollout', []],
    [['rollout', 'foo'], 'rollout', ['foo']],
    [['config', '--help'], 'config', ['--help']],
    [['create', 'secret', '-n', 'dev'], 'create secret', ['-n', 'dev']],
    [['rollout', '-n', 'dev', 'status', 'x'], 'rollout status', ['-n', 'dev', 'x']],
    [['create', '-f', 'configmap'], 'create', ['-f', 'configmap']],
  ])('%j stays with %s', (words, path, rest) => {
    const found = findCommand(words);

    expect(found?.path).toBe(path);
    expect(found?.words).toEqual(rest);
  });

  it('knows what a command works on by those above it', () => {
    expect(findCommand(['config', 'view'])?.scope).toBe('kubeconfig');
    expect(findCommand(['sim', 'reset'])?.scope).toBe('state');
    expect(findCommand(['get'])?.scope).toBe('cluster');
  });

  it.each([
    [['foo'], 'unknown command "foo" for "kubectl"\n\nDid you mean this?\n\ttop'],
    [['creat'], 'unknown command "creat" for "kubectl"\n\nDid you mean this?\n\tcreate'],
    [['gett', 'pods'], 'unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget'],
    [['quuxify'], 'unknown command "quuxify" for "kubectl"'],
    [['--foo', 'get', 'pods'], 'Error: flags cannot be placed before plugin name: --foo'],
    [['-z', 'get', 'pods'], 'Error: flags cannot be placed before plugin name: -z'],
    [['-n', 'get', 'pods'], 'Error: flags cannot be placed before plugin name: -n'],
  ])('%j: %s', (words, message) => {
    expect(() => findCommand(words)).toThrow(expect.objectContaining({ message }));
  });
});
