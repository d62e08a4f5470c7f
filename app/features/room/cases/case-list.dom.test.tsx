import { act, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { press, render } from '../testing/render.ts';
import { CaseList } from './case-list.tsx';
import type { CaseRow } from './case-rows.ts';

let stop: () => void;
afterEach(() => stop());

const rows: CaseRow[] = ['small', 'large', 'secret'].map((name, index) => ({
  index,
  name,
  isHidden: index === 2,
  shown: null,
  state: index === 0 ? 'done' : 'idle',
  result:
    index === 0
      ? {
          index,
          name,
          isHidden: false,
          weight: 1,
          verdict: 'wrong_answer',
          timeMs: 12,
          memoryBytes: null,
          detail: null,
        }
      : null,
}));

function List() {
  const [selected, setSelected] = useState(0);
  return <CaseList rows={rows} selected={selected} onSelect={setSelected} />;
}
const options = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];
const chosen = () => options().findIndex((option) => option.getAttribute('aria-selected') === 'true');

test('arrow keys, Home and End choose, and the focus goes along', () => {
  stop = render(<List />);
  act(() => options()[0]?.focus());
  press('ArrowDown');
  expect(chosen()).toBe(1);
  expect(document.activeElement).toBe(options()[1]);
  press('End');
  expect([chosen(), document.activeElement === options()[2]]).toEqual([2, true]);
  press('ArrowDown');
  expect(chosen()).toBe(2);
  press('Home');
  expect(chosen()).toBe(0);
});

test('only the chosen case is a stop of the Tab key', () => {
  stop = render(<List />);
  expect(options().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
  act(() => options()[1]?.click());
  expect(options().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
});

test('the verdict is a word, and hidden is said', () => {
  stop = render(<List />);
  expect(options()[0]?.textContent).toContain('Wrong answer');
  expect(options()[0]?.textContent).toContain('12 ms');
  expect(options()[2]?.textContent).toContain('Hidden');
});
