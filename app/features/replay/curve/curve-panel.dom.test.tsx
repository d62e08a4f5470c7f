import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { press } from '#app/features/room/testing/render.ts';
import type { CurveEvent } from '#core/replay-protocol.ts';
import { type FakeReplay, find, renderInReplay, settle } from '../testing/fake-replay.tsx';
import { buildPoint } from './build-point.ts';
import { CurveView } from './curve-panel.tsx';

let fake: FakeReplay;
afterEach(() => fake.stop());

const point = (second: number, marks: string): CurveEvent => ({
  type: 'point',
  ...buildPoint(second, marks),
});
const POINTS = [point(10, '-+'), point(62, '++'), point(90, '-+')];

/** Opens the panel over answers in order; an answer that does not end in `done` or `error` stays open. */
async function open(...answers: CurveEvent[][]): Promise<void> {
  async function* read(signal: AbortSignal): AsyncGenerator<CurveEvent> {
    const events = answers.shift() ?? [];
    yield* events;
    if (['done', 'error'].includes(events.at(-1)?.type ?? '')) return;
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }
  fake = renderInReplay(
    <CurveView read={read} lengthMs={3_600_000} onGo={(atMs) => fake.replay.seek(atMs)} />,
  );
  await settle();
}
const moments = () => [...document.querySelectorAll<SVGRectElement>('svg [role="button"]')];

test('a press on a moment goes there', async () => {
  await open([...POINTS, { type: 'done' }]);
  act(() => moments()[1]?.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  expect(fake.asked).toEqual(['seek 62000']);
});

test('arrow keys move between the moments, whose values are read and shown; Enter goes there', async () => {
  await open([...POINTS, { type: 'done' }]);
  expect(moments().map((one) => one.getAttribute('tabindex'))).toEqual(['0', '-1', '-1']);
  act(() => moments()[0]?.focus());
  press('ArrowRight');
  press('ArrowRight');
  expect(document.activeElement).toBe(moments()[2]);
  expect(moments()[2]?.getAttribute('aria-label')).toBe(
    'Go to 01:30, when somebody ran it: 1 of 2 passed. Fails again: A.',
  );
  expect(find('p[aria-hidden="true"]').textContent).toContain('Fails again: A.');
  press('Home');
  press('Enter');
  expect(fake.asked).toEqual(['seek 10000']);
});

test('the chart has a title, a sentence and a table that say the same', async () => {
  await open([...POINTS, { type: 'done' }]);
  expect(document.querySelector('svg title')?.textContent).toBe('Tests passed over time');
  expect(document.querySelector('svg desc')?.textContent).toContain('All passed first at 01:02.');
  const cells = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
  );
  expect(cells).toEqual([
    ['00:10', '1 of 2', 'Failed', 'Passed'],
    ['01:02', '2 of 2', 'Passed', 'Passed'],
    ['01:30', '1 of 2', 'Failed', 'Passed'],
  ]);
});

test('while it computes, a bar says how far, and what is there can be used', async () => {
  await open([{ type: 'progress', done: 1, total: 12 }, ...POINTS.slice(0, 1)]);
  expect(find('[role="status"]').textContent).toBe('Testing moment 2 of 12');
  const bar = find('progress') as HTMLProgressElement;
  expect([bar.value, bar.max]).toEqual([1, 12]);
  expect(moments()).toHaveLength(1);
});

test('a failure keeps what is there and goes on when asked', async () => {
  const failure: CurveEvent = { type: 'error', code: 'sandbox_busy', message: 'All runners are busy.' };
  await open([...POINTS.slice(0, 1), failure], [...POINTS.slice(1), { type: 'done' }]);
  expect(find('[role="alert"]').textContent).toContain('All runners are busy.');
  expect(moments()).toHaveLength(1);
  act(() => find('button', 'Go on').click());
  await settle();
  expect(moments()).toHaveLength(3);
  expect(document.querySelector('[role="alert"]')).toBeNull();
});

test('no tests and nothing to test each say what would be here', async () => {
  await open([{ type: 'error', code: 'no_tests', message: 'None.' }]);
  expect(document.body.textContent).toContain('This interview has no tests');
  fake.stop();
  await open([{ type: 'done' }]);
  expect(document.body.textContent).toContain('No moment to test');
});
