import { expect, test } from 'vitest';
import { buildPoint } from './build-point.ts';
import {
  decidePointKey,
  describeCurve,
  describePoint,
  groupByQuestion,
  listChanges,
  listRows,
} from './curve-rows.ts';

test('each test has its verdict at every moment, and none where it is not known', () => {
  expect(listRows([buildPoint(1, '-+'), buildPoint(2, '+!'), buildPoint(3, ' +')])).toEqual([
    { index: 0, name: 'A', verdicts: ['failed', 'passed', 'unknown'] },
    { index: 1, name: 'B', verdicts: ['passed', 'unknown', 'passed'] },
  ]);
});

test('the first green moment is one, and a test that fails again is named', () => {
  const changes = listChanges([
    buildPoint(1, '-+'),
    buildPoint(2, '++'),
    buildPoint(3, '+-'),
    buildPoint(4, '++'),
  ]);
  expect(changes).toEqual([
    { isFirstGreen: false, gained: ['B'], lost: [] },
    { isFirstGreen: true, gained: ['A'], lost: [] },
    { isFirstGreen: false, gained: [], lost: ['B'] },
    { isFirstGreen: false, gained: ['B'], lost: [] },
  ]);
});

test('trouble on our side is no regression, and hides none', () => {
  const lost = (...marks: string[]) =>
    listChanges(marks.map((mark, at) => buildPoint(at, mark))).map((change) => change.lost);
  expect(lost('+', '!', '+')).toEqual([[], [], []]);
  expect(lost('+', '!', '-')).toEqual([[], [], ['A']]);
});

test('a moment and the curve in words', () => {
  const points = [buildPoint(1, '-+'), buildPoint(62, '++'), buildPoint(90, '-+', { reason: 'edit' })];
  const changes = listChanges(points);
  expect(points.map((point, at) => describePoint(point, changes[at] as (typeof changes)[0]))).toEqual([
    '00:01, when somebody ran it: 1 of 2 passed. Now passes: B.',
    '01:02, when somebody ran it: 2 of 2 passed. First time all pass.',
    '01:30, after an edit: 1 of 2 passed. Fails again: A.',
  ]);
  expect(describeCurve(points, changes)).toBe(
    '1 of 2 tests pass at the last of 3 moments. All passed first at 01:02. Once tests failed again.',
  );
  expect(describeCurve([buildPoint(1, '-')], listChanges([buildPoint(1, '-')]))).toContain(
    'never all passed',
  );
});

test('of many tests that change at once two are named', () => {
  const points = [buildPoint(1, '++++'), buildPoint(2, '----')];
  const [, change] = listChanges(points);
  expect(describePoint(points[1] as (typeof points)[0], change as NonNullable<typeof change>)).toBe(
    '00:02, when somebody ran it: 0 of 4 passed. Fails again: A, B and 2 more.',
  );
});

test('keys move between the moments and stay within them', () => {
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'a'].map((key) => decidePointKey(key, 0, 3))).toEqual([
    0,
    1,
    0,
    2,
    null,
  ]);
});

test('each question has a curve of its own: the tests of one say nothing of another’s', () => {
  const points = [
    buildPoint(1, '+-', { question: 'Sums' }),
    buildPoint(2, '++', { question: 'Sums' }),
    buildPoint(3, '-', { question: 'Merges' }),
    buildPoint(4, '++', { question: 'Sums' }),
  ];
  const groups = groupByQuestion(points);
  expect(groups.map(({ title, points: own }) => [title, own.map(({ position }) => position)])).toEqual([
    ['Sums', [1, 2, 4]],
    ['Merges', [3]],
  ]);
  expect(listChanges(groups[0]?.points ?? []).flatMap(({ lost }) => lost)).toEqual([]);
});
