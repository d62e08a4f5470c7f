import { expect, test } from 'vitest';
import { draftRequestSchema, readDraftForm } from './draft-request.ts';

const REQUEST = {
  topic: ' Sums ',
  kind: 'coding',
  difficulty: 'easy',
  languages: ['java', 'python', 'java'],
};

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test('languages come once each and in order, and only with code', () => {
  expect(draftRequestSchema.parse(REQUEST)).toEqual({
    ...{ topic: 'Sums', kind: 'coding', difficulty: 'easy', languages: ['python', 'java'] },
    ...{ minutes: null, wishes: '' },
  });
  expect(draftRequestSchema.parse({ ...REQUEST, kind: 'behavioural' }).languages).toEqual([]);
});

test.each([
  ['a topic of one letter', { topic: 'x' }],
  ['a topic that is a book', { topic: 'x'.repeat(501) }],
  ['no language', { languages: [] }],
  ['five languages', { languages: ['python', 'java', 'go', 'rust', 'c'] }],
  ['a language whose tests call no function', { languages: ['sql'] }],
  ['a kind that there is not', { kind: 'riddle' }],
  ['no time at all', { minutes: 0 }],
  ['a character that cannot be stored', { wishes: 'a\0b' }],
  ['more than is asked for', { tests: [] }],
])('%s is refused', (_, change) => {
  expect(draftRequestSchema.safeParse({ ...REQUEST, ...change }).success).toBe(false);
});

test('the form is read as it is typed, and says what is wrong by field', () => {
  const fields: [string, string][] = [
    ['topic', 'Sums'],
    ['kind', 'coding'],
    ['difficulty', 'hard'],
    ['languages', 'go'],
    ['languages', 'python'],
    ['minutes', ' 30 '],
  ];
  expect(readDraftForm(form(fields)).request).toMatchObject({ languages: ['python', 'go'], minutes: 30 });
  const wrong = form([...fields.slice(1, 5), ['minutes', 'soon']]);
  expect(readDraftForm(wrong).errors).toEqual({
    topic: 'Describe the topic in 3 to 500 characters.',
    minutes: 'Give whole minutes from 3 to 180, or leave it empty.',
  });
  expect(readDraftForm(form(fields.slice(0, 3))).errors).toEqual({
    languages: 'Choose at least one language.',
  });
});
