import { expect, test } from 'vitest';
import { parseJsonText } from './json-text.ts';

function faultOf(text: string): string {
  const { fault } = parseJsonText(text);
  return fault ? `${fault.line}:${fault.column} ${fault.message}` : 'none';
}

test.each([
  '{}',
  ' [ ] ',
  '{"a": [1, -2.5e-3, true, null, "x\\n\\u00fc"], "b": {"c": {}}}\r\n',
  '"text"',
  '-0',
  '[0.1, 1E5, 9007199254740991]',
  '{"__proto__": 1, "": ""}',
  '"\u007f\u2028"',
  '"\\ud83d\\ude00"',
])('reads %j as JSON.parse does', (text) => {
  expect(parseJsonText(text)).toMatchObject({ value: JSON.parse(text), fault: null });
});

test.each([
  ['{\n  "a": 1,\n}', '3:1 Remove the comma before this }.'],
  ['[1, 2,]', '1:7 Remove the comma before this ].'],
  ['{\n  "a": 1\n  "b": 2\n}', '3:3 A comma or } is missing here.'],
  ['[1 2]', '1:4 A comma or ] is missing here.'],
  ['{a: 1}', '1:2 A name in double quotes must stand here'],
  ["['x']", '1:2 Put texts in double quotes'],
  ['{"a" 1}', '1:6 A colon is missing after "a".'],
  ['[None]', '1:2 Write null instead of None.'],
  ['[True]', '1:2 Write true instead of True.'],
  ['[hello]', '1:2 Put hello in double quotes'],
  ['[1, // one\n2]', '1:5 JSON has no comments.'],
  ['{ /* a */ }', '1:3 JSON has no comments.'],
  ['[.5]', '1:2 Write this number with a digit first'],
  ['[01]', '1:2 This is not a number'],
  ['[1.]', '1:2 This is not a number'],
  ['[-]', '1:2 This is not a number'],
  ['["a\nb"]', '1:2 This text has no closing "'],
  ['["a', '1:2 This text has no closing "'],
  ['["\\x41"]', '1:3 This \\ begins nothing'],
  ['[\n  [1, 2', '2:8 The text ends too early'],
  ['[,1]', '1:2 A value is missing here.'],
  ['{"a": }', '1:7 A value is missing here.'],
  ['{} {}', '1:4 There is more text after the end.'],
  ['{"a": 1, "a": 2}', '1:13 "a" is there twice.'],
])('says what is wrong with %j and where', (text, said) => {
  expect(faultOf(text)).toContain(said);
});

test.each([
  ['12345678901234567890', 'too large to be kept exactly'],
  ['9007199254740993', 'too large to be kept exactly'],
  ['1e400', 'too large to be kept exactly'],
  ['"\\u0000"', 'cannot be stored'],
  ['"\\ud800"', 'cannot be stored'],
])('refuses %s, which would change silently', (value, said) => {
  expect(faultOf(`[${value}]`)).toContain(said);
});

test('knows the line of each value, and of the nearest one above where there is none', () => {
  const parsed = parseJsonText(
    '{\n  "cases": [\n    {"input": [1]},\n    {\n      "input": [2]\n    }\n  ]\n}',
  );
  if (parsed.fault) throw new Error('It is JSON.');
  expect(parsed.lineOf([])).toBe(1);
  expect(parsed.lineOf(['cases', 0, 'input'])).toBe(3);
  expect(parsed.lineOf(['cases', 1, 'input', 0])).toBe(5);
  expect(parsed.lineOf(['cases', 1, 'expected'])).toBe(4);
});

test('refuses what is nested too deep instead of exhausting the stack', () => {
  expect(faultOf('['.repeat(1_000_000))).toContain('brackets inside each other');
  expect(faultOf('{"a":'.repeat(1_000_000))).toContain('brackets inside each other');
});

test('agrees with JSON.parse on a text with any one sign taken out or put in', () => {
  const text = '{"a": [1, -2.5, {"b": "x\\n"}, true], "c": null}';
  const signs = ['', ',', '"', '{', ']', '\\', '0', '-', 'e', '.', '\n', ' '];
  for (let at = 0; at <= text.length; at += 1) {
    for (const sign of signs) {
      const changed = text.slice(0, at) + sign + text.slice(sign === '' ? at + 1 : at);
      let isJson = true;
      try {
        JSON.parse(changed);
      } catch {
        isJson = false; // the answer that is compared below
      }
      expect(parseJsonText(changed).fault === null, changed).toBe(isJson);
    }
  }
});
