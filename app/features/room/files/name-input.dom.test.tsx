import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NameInput } from './name-input.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let taken: string[];
let cancelled: number;

beforeEach(() => {
  document.body.innerHTML = '<div id="at"></div>';
  taken = [];
  cancelled = 0;
  root = createRoot(document.getElementById('at') as HTMLElement);
});
afterEach(() => act(() => root.unmount()));

function show(answer: (name: string) => string | null = () => null): HTMLInputElement {
  act(() =>
    root.render(
      <NameInput
        label="New name of main.py"
        initial="main.py"
        onTake={(name) => {
          taken.push(name);
          return answer(name);
        }}
        onCancel={() => cancelled++}
      />,
    ),
  );
  return document.querySelector('input') as HTMLInputElement;
}

function type(input: HTMLInputElement, text: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  act(() => {
    set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
const press = (input: HTMLInputElement, key: string) =>
  act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));

test('has the focus, with the name selected and the ending left alone', () => {
  const input = show();
  expect(document.activeElement).toBe(input);
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, 4]);
});

test('Enter takes the name once, also when the focus leaves afterwards', () => {
  const input = show();
  type(input, 'other.py');
  press(input, 'Enter');
  act(() => input.blur());
  expect(taken).toEqual(['other.py']);
});

test('a refused name stays, with the reason tied to the field', () => {
  const input = show(() => 'There is already something with this name.');
  type(input, 'taken.py');
  press(input, 'Enter');
  const alert = document.querySelector('[role="alert"]');
  expect(alert?.textContent).toBe('There is already something with this name.');
  expect(input.getAttribute('aria-describedby')).toBe(alert?.id);
  expect(input.value).toBe('taken.py');
  type(input, 'free.py');
  expect(document.querySelector('[role="alert"]')).toBeNull();
});

test('Escape, an empty name and an unchanged one take nothing', () => {
  const input = show();
  type(input, 'other.py');
  press(input, 'Escape');
  expect([taken, cancelled]).toEqual([[], 1]);
});

test('leaving with the name as it was changes nothing', () => {
  const input = show();
  act(() => input.blur());
  expect([taken, cancelled]).toEqual([[], 1]);
});
