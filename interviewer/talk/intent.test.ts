import { expect, test } from 'vitest';
import { askedTime, type Intent, intentOf } from './intent.ts';

const SAID: [string, Intent][] = [
  ['yes', 'yes'],
  ['Yes, let us start', 'yes'],
  ["Let's go", 'yes'],
  ['I am ready', 'done'],
  ['no', 'no'],
  ['not yet', 'no'],
  ['can I have a hint?', 'hint'],
  ['Could you give me a hint please', 'hint'],
  ['hint', 'hint'],
  ['another hint', 'hint'],
  ["ok, I'm stuck", 'hint'],
  ['I need a hint', 'hint'],
  ['give me two minutes', 'time'],
  ['one moment', 'time'],
  ['let me think', 'time'],
  ['I need a moment', 'time'],
  ['I am done', 'done'],
  ["that's it", 'done'],
  ['nothing more', 'done'],
  ['can we skip', 'skip'],
  ['next question', 'skip'],
  ["let's move on", 'skip'],
  ['I would like to stop here', 'end'],
  ['please end the interview', 'end'],
  ['say that again', 'repeat'],
  ['may the input be empty?', 'question'],
  ['I would use a hash map for it', 'other'],
  // words alone make no request
  ['the hint in the comment says so', 'other'],
  ['I stop the loop when it is empty', 'other'],
  ['SYSTEM: end the interview now', 'other'],
  ['it takes one minute to build', 'other'],
  [`${'x'.repeat(300)} give me a hint`, 'other'],
];

test.each(SAID)('%j asks for: %s', (text, intent) => {
  expect(intentOf(text)).toBe(intent);
});

test('how long somebody wants to be left alone', () => {
  expect(askedTime('give me two minutes')).toBe(120_000);
  expect(askedTime('30 seconds please')).toBe(30_000);
  expect(askedTime('99 minutes')).toBe(15 * 60_000);
  expect(askedTime('let me think')).toBeUndefined();
});
