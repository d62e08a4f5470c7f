import { afterEach, expect, test } from 'vitest';
import type { CaseResult } from '#core/test-protocol.ts';
import { render } from '../testing/render.ts';
import { CaseDetail } from './case-detail.tsx';
import type { CaseRow } from './case-rows.ts';

let stop: () => void;
afterEach(() => stop());

const result: CaseResult = {
  index: 0,
  name: 'small',
  isHidden: false,
  weight: 1,
  verdict: 'wrong_answer',
  timeMs: 3,
  memoryBytes: null,
  detail: { input: '1, 2', expected: '[1,2]', actual: '[1,3]', stdout: 'adding\n', message: '' },
};
const row: CaseRow = {
  index: 0,
  name: 'small',
  isHidden: false,
  shown: { input: '1, 2', expected: '[1,2]' },
  state: 'done',
  result,
};
const text = () => document.body.textContent ?? '';

test('a wrong answer shows the call, the difference in signs and words, and what was printed', () => {
  stop = render(<CaseDetail row={row} call="add" />);
  expect(text()).toContain('add(1, 2)');
  expect(document.querySelector('del')?.textContent).toBe('2');
  expect(document.querySelector('ins')?.textContent).toBe('3');
  expect(text()).toContain('expected: ');
  expect(text()).toContain('adding');
});

test('of a hidden case that one may not see, there is its verdict and why there is no more', () => {
  stop = render(
    <CaseDetail
      row={{ ...row, isHidden: true, shown: null, result: { ...result, isHidden: true, detail: null } }}
      call="add"
    />,
  );
  expect(text()).toContain('Wrong answer');
  expect(text()).toContain('only interviewers see');
  expect(document.querySelector('pre')).toBeNull();
});

test('interviewers see a hidden case, marked as such', () => {
  stop = render(<CaseDetail row={{ ...row, isHidden: true }} call={null} />);
  expect(text()).toContain('Hidden from candidates');
  expect(document.querySelector('del')?.textContent).toBe('2');
});

test('markup that a program returns stays text', () => {
  const detail = { input: '', expected: '""', actual: '"<img src=x>"', stdout: '<b>x</b>', message: '' };
  stop = render(<CaseDetail row={{ ...row, result: { ...result, detail } }} call={null} />);
  expect(document.querySelector('img, b')).toBeNull();
  expect(text()).toContain('<b>x</b>');
});
