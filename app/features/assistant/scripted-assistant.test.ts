import { expect, test } from 'vitest';
import type { AssistantContext, SeenRun } from '#core/assistant-service.ts';
import { answerTexts } from './scripted-assistant.ts';

const buildContext = (part: Partial<AssistantContext> = {}): AssistantContext => ({
  files: [{ id: 'a', path: 'main.py', text: 'print(total)' }],
  run: null,
  question: null,
  before: [],
  ...part,
});
const buildRun = (output: string, part: Partial<SeenRun> = {}): SeenRun => ({
  entry: 'main.py',
  verdict: 'runtime_error',
  exitCode: 1,
  output,
  failed: null,
  ...part,
});
const explain = (output: string, part: Partial<SeenRun> = {}) =>
  answerTexts('Why does it fail?', buildContext({ run: buildRun(output, part) })).join('\n');

test('says what it is, when asked and with its first answer, and never passes for a model', () => {
  for (const question of ['What are you?', 'are you an AI', 'Who are you?', 'help'])
    expect(answerTexts(question, buildContext()).join('\n')).toContain('not a language model');
  expect(explain("NameError: name 'x' is not defined")).toContain('not a language model');
});

test.each([
  [
    'a Python NameError',
    'Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\nNameError: name \'total\' is not defined',
    ['Line 3 of `main.py`', '`total` is used before'],
  ],
  [
    'a Python IndentationError',
    '  File "main.py", line 2\nIndentationError: expected an indented block after \'if\' statement on line 1',
    ['Line 2 of `main.py`', 'indented further'],
  ],
  [
    'a JavaScript TypeError',
    "/work/main.js:4\nTypeError: Cannot read properties of undefined (reading 'length')\n    at main.js:4:9",
    ['`undefined` where an object with `.length`'],
  ],
  [
    'a Java compile error',
    'Main.java:5: error: cannot find symbol\n    int x = totl;\n  symbol:   variable totl\n  location: class Main',
    ['Line 5 of `Main.java`', 'knows no `totl`'],
  ],
])('explains %s by its place and its cause', (_, output, words) => {
  const answer = explain(output);
  for (const each of words) expect(answer).toContain(each);
});

test('says honestly that it does not know an error, and shows its end', () => {
  const answer = explain('line one\nFROBNICATION FAULT 77\n');
  expect(answer).toContain('I do not know this error');
  expect(answer).toContain('FROBNICATION FAULT 77');
});

test('explains a failed test by what its candidate sees of it, and a hidden one by nothing', () => {
  const failed = {
    ...{ name: 'Small', verdict: 'wrong_answer' as const, message: null },
    ...{ input: '1, 2', expected: '3', actual: '4' },
  };
  expect(explain('', { verdict: 'wrong_answer', failed: [failed] })).toContain(
    'For the input `1, 2` it expects `3` and got `4`',
  );
  const hidden = { ...failed, input: null, expected: null, actual: null };
  expect(explain('', { failed: [hidden] })).toContain('It is a hidden test');
});

test('shows how something is written in the language of the file, and says where it has no example', () => {
  const ask = (path: string) =>
    answerTexts('How do I sort a thing?', buildContext({ files: [{ id: 'a', path, text: '' }] })).join('\n');
  expect(ask('main.py')).toContain('sorted(items)');
  expect(ask('Main.java')).toContain('Comparator.comparing');
  expect(ask('main.rb')).toContain('no examples of Ruby');
});

test('says that it cannot answer what is beyond it', () => {
  expect(answerTexts('Design a cache for me', buildContext()).join('\n')).toContain('cannot answer this one');
});
