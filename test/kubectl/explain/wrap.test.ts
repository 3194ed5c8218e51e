import { describe, expect, it } from 'vitest';
import { wrapText } from '../../../src/kubectl/explain/wrap';

/** What go-wordwrap 1.0.1 made of texts that were put together at random. */
describe('text is broken at white space, as go-wordwrap breaks it', () => {
  it.each([
    ['  éeeeeeeeeeeeeeeeeeedddddddddddddddd\u00a0\u00a0', 5, '\néeeeeeeeeeeeeeeeeeedddddddddddddddd\u00a0\u00a0'],
    ['cccacccdddddddd\u00a0\t', 5, 'cccacccdddddddd\u00a0'],
    ['bb日本.\u00a0dddddddd日本  ccc.bbbb\u00a0日本', 3, 'bb日本.\u00a0dddddddd日本\nccc.bbbb\u00a0日本'],
    ['.dddddddd  \t日本  .a\neeeeeeeeeeeeeeeeee  \t\t', 12, '.dddddddd\n日本  .a\neeeeeeeeeeeeeeeeee'],
    ['\u00a0bba  日本bb\u00a0eeeeeeeeeeeeeeeeee', 6, '\u00a0bba\n日本bb\u00a0eeeeeeeeeeeeeeeeee'],
    ['\tbb\t  ', 4, '\tbb'],
    ['  \u00a0\u00a0 éddddddddddddddddcccdddddddd  \té  ', 9, '  \u00a0\u00a0\néddddddddddddddddcccdddddddd\né  '],
    ['bb\t日本日本日本\u00a0日本.é.\n', 8, 'bb\n日本日本日本\u00a0日本.é.\n'],
    ['dddddddd\tddddddddbbéé', 14, 'dddddddd\nddddddddbbéé'],
    ['a日本  \u00a0a\u00a0ddddddddé\t  ccc', 9, 'a日本\n\u00a0a\u00a0ddddddddé\nccc'],
    [
      'eeeeeeeeeeeeeeeeeeé  ccc  \nccca日本dddddddddddddddd',
      14,
      'eeeeeeeeeeeeeeeeeeé\nccc  \nccca日本dddddddddddddddd',
    ],
    [
      'aéccc  \nddddddddcccdddddddd\u00a0dddddddd  ddddddddé\u00a0',
      9,
      'aéccc  \nddddddddcccdddddddd\u00a0dddddddd\nddddddddé\u00a0',
    ],
  ])('%j at %i', (text, limit, wrapped) => {
    expect(wrapText(text, limit)).toBe(wrapped);
  });
});
