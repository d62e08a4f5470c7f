import { afterEach, beforeEach, expect, test } from 'vitest';
import { press, render, typeInto } from '../testing/render.ts';
import { LineField } from './line-field.tsx';

let stop: () => void;
let lines: string[];
let ends: number;
let leaves: number;
beforeEach(() => {
  lines = [];
  ends = 0;
  leaves = 0;
});
afterEach(() => stop());

function show({ isSent = true, takesFocus = true } = {}): HTMLInputElement {
  stop = render(
    <LineField
      takesFocus={takesFocus}
      onLine={(line) => {
        lines.push(line);
        return isSent;
      }}
      onEnd={() => ends++}
      onLeave={() => leaves++}
    />,
  );
  return document.querySelector('input') as HTMLInputElement;
}

test('Enter sends the line, an empty one too, and empties the field', () => {
  const field = show();
  typeInto(field, '42');
  press('Enter');
  press('Enter');
  expect(lines).toEqual(['42', '']);
  expect(field.value).toBe('');
});

test('a line that could not be sent stays', () => {
  const field = show({ isSent: false });
  typeInto(field, '42');
  press('Enter');
  expect(field.value).toBe('42');
});

test('Ctrl+D ends the input, but not while a line is being typed', () => {
  const field = show();
  typeInto(field, 'half');
  press('d', { ctrlKey: true });
  expect(ends).toBe(0);
  typeInto(field, '');
  press('d', { ctrlKey: true });
  expect(ends).toBe(1);
});

test('only who started the program is brought to the field', () => {
  const field = show({ takesFocus: false });
  expect(document.activeElement).not.toBe(field);
});

test('Escape leaves the field and keeps what was typed', () => {
  const field = show();
  typeInto(field, 'half');
  press('Escape');
  expect([leaves, field.value, lines]).toEqual([1, 'half', []]);
});
