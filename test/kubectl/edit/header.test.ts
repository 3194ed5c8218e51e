import { expect, it } from 'vitest';
import { hasContent, holdTheSame, withoutComments } from '../../../src/kubectl/edit/comments';
import { fileProblem } from '../../../src/kubectl/edit/file-problem';
import { headerOf } from '../../../src/kubectl/edit/header';

const head = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

it('a file begins with what to do, and why it is edited again', () => {
  const invalid = {
    head: 'deployments.apps "web" was not valid',
    details: ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  };
  const unknown = {
    head: 'The edited file had a syntax error: no matches for kind "Foo" in version "v1"\nensure CRDs are installed first',
    details: [],
  };

  expect(headerOf('objects', [])).toBe(head);
  expect(headerOf('before-create', [invalid, unknown])).toBe(`${head}# deployments.apps "web" was not valid:
# * spec.replicas: Invalid value: -1: must be greater than or equal to 0
#
# The edited file had a syntax error: no matches for kind "Foo" in version "v1"
# ensure CRDs are installed first
#
`);
  expect(headerOf('last-applied', [])).toBe(`# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`);
});

it.each([
  ['a: 1\n', '# why\na:   1\n', true],
  ['a: 1\n', 'a: 2\n', false],
  ['a: [\n', '#\na: [\n', true],
  ['a: 1\r\n', 'a: 1\n', true],
])('%j and %j hold the same: %s', (left, right, same) => {
  expect(holdTheSame(left, right)).toBe(same);
});

it.each([
  ['# a\n  # b\nc: 1\n#!d\n', 'c: 1\n#!d\n'],
  ['a: 1', 'a: 1'],
])('%j without its comments', (text, rest) => {
  expect(withoutComments(text)).toBe(rest);
});

it.each([
  ['', false],
  ['#a\n \n', false],
  ['#a\n b\n', true],
])('%j has content: %s', (text, has) => {
  expect(hasContent(text)).toBe(has);
});

it.each([
  ['', 'invalid object to validate'],
  ['# a\n', 'invalid object to validate'],
  ['kind: A\n', 'apiVersion not set'],
  ['apiVersion: v1\n', 'kind not set'],
  ['apiVersion: v1\nkind: A\n', undefined],
])('what is wrong with %j', (text, problem) => {
  expect(fileProblem(text)).toBe(problem);
});
