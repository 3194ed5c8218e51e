import { describe, expect, it } from 'vitest';
import { normalizeWords } from '../../src/cli/normalize';
import type { FlagSpec } from '../../src/kubectl/command';

const specs: readonly FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string', usage: '' },
  { name: 'selector', short: 'l', type: 'string', usage: '' },
  { name: 'filename', short: 'f', type: 'stringSlice', usage: '' },
  { name: 'stdin', short: 'i', type: 'bool', usage: '' },
  { name: 'tty', short: 't', type: 'bool', usage: '' },
  { name: 'watch', type: 'bool', usage: '' },
  { name: 'replicas', type: 'int', usage: '' },
  { name: 'timeout', type: 'duration', usage: '' },
  { name: 'cascade', type: 'string', noOptDefault: 'background', usage: '' },
];

describe('words as pflag reads them', () => {
  it.each([
    [['pods'], [], ['pods']],
    [['-o', 'wide', 'pods'], ['--output=wide'], ['pods']],
    [['pods', '-owide'], ['--output=wide'], ['pods']],
    [['-o=wide'], ['--output=wide'], []],
    [['-lapp=nginx'], ['--selector=app=nginx'], []],
    [['-l=app=nginx'], ['--selector=app=nginx'], []],
    [['--selector', 'app=nginx'], ['--selector=app=nginx'], []],
    [['--selector=app=nginx'], ['--selector=app=nginx'], []],
    [['--selector='], ['--selector='], []],
    [['-it', 'web-0'], ['--stdin=true', '--tty=true'], ['web-0']],
    [['-ito', 'wide'], ['--stdin=true', '--tty=true', '--output=wide'], []],
    [['-i=false'], ['--stdin=false'], []],
    [['--watch', 'pods'], ['--watch=true'], ['pods']],
    [['--watch=false', 'pods'], ['--watch=false'], ['pods']],
    [['--watch=F'], ['--watch=F'], []],
    [['--watch', 'false'], ['--watch=true'], ['false']],
    [['--cascade'], ['--cascade=background'], []],
    [['--cascade=orphan'], ['--cascade=orphan'], []],
    [['--cascade', 'orphan'], ['--cascade=background'], ['orphan']],
    [['-f', 'a', '-f', 'b,c'], ['--filename=a', '--filename=b,c'], []],
    [['-f', '-'], ['--filename=-'], []],
    [['-'], [], ['-']],
    [['--replicas', '-1'], ['--replicas=-1'], []],
    [['--timeout=1m30s'], ['--timeout=1m30s'], []],
    [['--timeout=0'], ['--timeout=0'], []],
    [['-o', '--watch'], ['--output=--watch'], []],
  ])('%j', (words, flags, args) => {
    expect(normalizeWords(words, specs)).toEqual({ flags, args });
  });

  it.each([
    [['web-0', '--', 'ls', '-l'], ['web-0', 'ls', '-l'], 1],
    [['--', '--watch'], ['--watch'], 0],
    [['a', '--', 'b', '--', 'c'], ['a', 'b', '--', 'c'], 1],
    [['a', '--'], ['a'], 1],
  ])('%j: nothing but words after --', (words, args, dashAt) => {
    expect(normalizeWords(words, specs)).toEqual({ flags: [], args, dashAt });
  });

  it.each([
    [['--foo'], 'unknown flag: --foo'],
    [['--foo=1'], 'unknown flag: --foo'],
    [['-z'], "unknown shorthand flag: 'z' in -z"],
    [['-iz'], "unknown shorthand flag: 'z' in -z"],
    [['-zi'], "unknown shorthand flag: 'z' in -zi"],
    [['-5m'], "unknown shorthand flag: '5' in -5m"],
    [['-o'], "flag needs an argument: 'o' in -o"],
    [['-io'], "flag needs an argument: 'o' in -o"],
    [['--output'], 'flag needs an argument: --output'],
    [
      ['--watch=maybe'],
      'invalid argument "maybe" for "--watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [['-i=x'], 'invalid argument "x" for "-i, --stdin" flag: strconv.ParseBool: parsing "x": invalid syntax'],
    [['--replicas=x'], 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['--replicas='], 'invalid argument "" for "--replicas" flag: strconv.ParseInt: parsing "": invalid syntax'],
    [
      ['--replicas=9999999999999999999999'],
      'invalid argument "9999999999999999999999" for "--replicas" flag: strconv.ParseInt: parsing "9999999999999999999999": value out of range',
    ],
    [['--timeout=5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    [['--timeout=abc'], 'invalid argument "abc" for "--timeout" flag: time: invalid duration "abc"'],
  ])('%j: %s', (words, message) => {
    expect(() => normalizeWords(words, specs)).toThrow(expect.objectContaining({ name: 'FlagError', message }));
  });
});
