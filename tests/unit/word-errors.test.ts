import { expect, test } from 'vitest';
import { errorRate, wordErrors } from '../../interviewer/tests/whisper/word-errors.ts';

const cases: [name: string, said: string, transcript: string, errors: number][] = [
  ['the same', 'I would use a hash map.', 'I would use a hash map.', 0],
  ['case and punctuation do not count', "Well, don't worry!", 'well don’t worry', 0],
  ['a word is left out', 'use a hash map', 'use hash map', 1],
  ['a word is put in', 'use a map', 'use a hash map', 1],
  ['a word is taken for another', 'sort the list', 'sort the lists', 1],
  ['two words become one', 'a hash map', 'a hashmap', 2],
  ['a shift costs what it must, not every word', 'one two three four', 'zero one two three four', 1],
  ['nothing was heard', 'one two three', '', 3],
  ['all of it is made up', 'one', 'thanks for watching', 3],
];

for (const [name, said, transcript, errors] of cases) {
  test(`word errors: ${name}`, () => {
    expect(wordErrors(said, transcript).errors).toBe(errors);
  });
}

test('the rate counts words, not sentences', () => {
  expect(
    errorRate([
      { words: 9, errors: 0 },
      { words: 1, errors: 1 },
    ]),
  ).toBe(0.1);
});
