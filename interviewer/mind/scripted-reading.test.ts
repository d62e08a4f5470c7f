import { expect, test } from 'vitest';
import { firstSentence, sentenceAbout } from './scripted-reading.ts';

const STATEMENT =
  '# The first free window\n\nA deployment needs `length` minutes in a row. Meetings come in any order.\n\n## Example\n\n```\nx = 1. y.\n```\n';

test('a heading is not read as the beginning of the sentence below it', () => {
  expect(firstSentence(STATEMENT)).toBe('A deployment needs length minutes in a row.');
  expect(sentenceAbout(STATEMENT, 'Does a deployment need its minutes in a row?')).toBe(
    'A deployment needs length minutes in a row.',
  );
});
