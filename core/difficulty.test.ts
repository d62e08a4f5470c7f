import { expect, test } from 'vitest';
import {
  type Choice,
  chooseNext,
  DIFFICULTY_RATINGS,
  expectedOutcome,
  HINT_FACTOR,
  MIN_DEVIATION,
  OVERTIME_FACTOR,
  outcomeOf,
  RATING_RANGE,
  type Rating,
  SEEN_TAGS_FACTOR,
  UNKNOWN_RATING,
  updateRating,
} from './difficulty.ts';
import { MAX_PLANNED_QUESTIONS } from './limits.ts';
import { DIFFICULTIES, type Difficulty } from './question.ts';

const rated = (value: number, deviation: number): Rating => ({ value, deviation });
const ask = (questionId: string, difficulty: Difficulty, part: Partial<Choice> = {}): Choice => ({
  ...{ questionId, difficulty, tags: [], minutes: 20 },
  ...part,
});
const choose = (candidates: Choice[], part: Partial<Parameters<typeof chooseNext>[0]> = {}) =>
  chooseNext({ candidates, asked: [], rating: UNKNOWN_RATING, leftMs: null, ...part })?.questionId ?? null;

test('the worked example of the paper comes out with its numbers', () => {
  const opponents = [rated(1400, 30), rated(1550, 100), rated(1700, 300)];
  const expected = opponents.map((one) => expectedOutcome(rated(1500, 0), one));
  expect(expected.map((one) => one.toFixed(3))).toEqual(['0.639', '0.432', '0.303']);
  const results = opponents.map((against, n) => ({ against, outcome: n === 0 ? 1 : 0 }));
  const after = updateRating(rated(1500, 200), results);
  expect(Math.round(after.value)).toBe(1464);
  expect(after.deviation.toFixed(1)).toBe('151.4');
  // its example of two uncertain players: 1400 (80) against 1500 (150)
  expect(expectedOutcome(rated(1400, 80), rated(1500, 150)).toFixed(3)).toBe('0.376');
});

test('a better outcome never gives a lower rating, and each result makes it more certain', () => {
  for (const difficulty of DIFFICULTIES) {
    const against = DIFFICULTY_RATINGS[difficulty];
    const after = [0, 0.25, 0.5, 0.75, 1].map((outcome) =>
      updateRating(UNKNOWN_RATING, [{ against, outcome }]),
    );
    for (const [n, { value, deviation }] of after.entries()) {
      expect(value).toBeGreaterThan(after[n - 1]?.value ?? 0);
      expect(deviation).toBeLessThan(UNKNOWN_RATING.deviation);
    }
    expect(after.at(-1)?.value).toBeGreaterThan(UNKNOWN_RATING.value);
    expect(after[0]?.value).toBeLessThan(UNKNOWN_RATING.value);
  }
});

test('nothing known changes nothing, and the harder question earns more', () => {
  expect(updateRating(rated(1600, 120), [])).toEqual({ value: 1600, deviation: expect.closeTo(120) });
  const [easy, medium, hard] = DIFFICULTIES.map(
    (difficulty) =>
      updateRating(UNKNOWN_RATING, [{ against: DIFFICULTY_RATINGS[difficulty], outcome: 1 }]).value,
  );
  expect([easy, medium, hard]).toEqual([easy, medium, hard].toSorted());
});

test('ratings stay in their range and their uncertainty above its floor, whatever comes', () => {
  let best = UNKNOWN_RATING;
  let worst = UNKNOWN_RATING;
  for (let n = 0; n < 5000; n++) {
    best = updateRating(best, [{ against: DIFFICULTY_RATINGS.hard, outcome: 7 }]);
    worst = updateRating(worst, [{ against: DIFFICULTY_RATINGS.easy, outcome: -7 }]);
  }
  expect(best.value).toBeLessThanOrEqual(RATING_RANGE.max);
  expect(worst.value).toBeGreaterThanOrEqual(RATING_RANGE.min);
  expect(updateRating(rated(5000, 350), []).value).toBe(RATING_RANGE.max);
  const even = Array.from({ length: 5000 }, () => ({ against: DIFFICULTY_RATINGS.medium, outcome: 0.5 }));
  expect(updateRating(UNKNOWN_RATING, even).deviation).toBe(MIN_DEVIATION);
});

test('an outcome is the share of tests that passed, less for hints and for time that ran out', () => {
  const result = { tests: { passed: 3, total: 4 }, hints: 0, isOvertime: false };
  expect(outcomeOf(result)).toBe(0.75);
  expect(outcomeOf({ ...result, hints: 2 })).toBeCloseTo(0.75 * HINT_FACTOR ** 2);
  expect(outcomeOf({ ...result, isOvertime: true })).toBeCloseTo(0.75 * OVERTIME_FACTOR);
  expect(outcomeOf({ ...result, tests: { passed: 9, total: 4 } })).toBe(1);
  expect(outcomeOf({ tests: { passed: 0, total: 4 }, hints: 8, isOvertime: true })).toBe(0);
});

test('without tests nothing is known, unless time ran out', () => {
  expect(outcomeOf({ tests: null, hints: 3, isOvertime: false })).toBeNull();
  expect(outcomeOf({ tests: { passed: 0, total: 0 }, hints: 0, isOvertime: false })).toBeNull();
  expect(outcomeOf({ tests: null, hints: 0, isOvertime: true })).toBe(0);
});

test('who is unknown gets a medium question, and then the one that is nearest to their rating', () => {
  const plan = [ask('e', 'easy'), ask('h', 'hard'), ask('m', 'medium')];
  expect(choose(plan)).toBe('m');
  expect(choose(plan, { rating: rated(1900, 100) })).toBe('h');
  expect(choose(plan, { rating: rated(1100, 100) })).toBe('e');
});

test('the plan decides among equals', () => {
  expect(choose([ask('a', 'medium'), ask('b', 'medium')])).toBe('a');
  const between = [ask('h', 'hard'), ask('e', 'easy')];
  expect(choose(between)).toBe('h');
  expect(choose(between.toReversed())).toBe('e');
});

test('a question is never asked again, and none is left when all were', () => {
  const plan = ['a', 'b', 'c'].map((id) => ask(id, 'medium'));
  const asked: string[] = [];
  for (let next = choose(plan); next !== null; next = choose(plan, { asked })) asked.push(next);
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(choose([])).toBeNull();
});

test('a question that does not fit into the time left is not asked', () => {
  const plan = [ask('long', 'medium', { minutes: 45 }), ask('short', 'easy', { minutes: 10 })];
  expect(choose(plan, { leftMs: 45 * 60_000 })).toBe('long');
  expect(choose(plan, { leftMs: 45 * 60_000 - 1 })).toBe('short');
  expect(choose(plan, { leftMs: 10 * 60_000 - 1 })).toBeNull();
});

test('tags that were not asked about come first, and whole steps of difficulty before tags', () => {
  const plan = [
    ask('first', 'medium', { tags: ['arrays'] }),
    ask('again', 'medium', { tags: ['arrays'] }),
    ask('none', 'medium'),
    ask('partly', 'medium', { tags: ['arrays', 'trees'] }),
    ask('new', 'medium', { tags: ['graphs'] }),
    ask('hard', 'hard', { tags: ['strings'] }),
  ];
  const asked: string[] = [];
  for (let next = choose(plan); next !== null; next = choose(plan, { asked })) asked.push(next);
  expect(asked).toEqual(['first', 'new', 'partly', 'again', 'none', 'hard']);
  for (const deviation of [MIN_DEVIATION, UNKNOWN_RATING.deviation]) {
    const step = expectedOutcome(rated(1500, deviation), DIFFICULTY_RATINGS.hard);
    expect(4 * step * (1 - step)).toBeLessThan(SEEN_TAGS_FACTOR);
  }
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value around 0 with the deviation 1 (Box and Muller). */
function normalFrom(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Simulated {
  rating: Rating;
  asked: Choice[];
}

const TESTS = 10;
const SEEDS = Array.from({ length: 100 }, (_, n) => n + 1);

/** Somebody of this level: each test of a question passes with their chance against how hard it really is. */
function simulate({ level, plan, seed }: { level: number; plan: Choice[]; seed: number }): Simulated {
  const random = randomFrom(seed);
  let rating = UNKNOWN_RATING;
  const asked: Choice[] = [];
  while (asked.length < MAX_PLANNED_QUESTIONS) {
    const ids = asked.map(({ questionId }) => questionId);
    const next = chooseNext({ candidates: plan, asked: ids, rating, leftMs: null });
    if (!next) break;
    asked.push(next);
    const label = DIFFICULTY_RATINGS[next.difficulty];
    const real = rated(label.value + normalFrom(random) * label.deviation, 0);
    const chance = expectedOutcome(rated(level, 0), real);
    const passed = Array.from({ length: TESTS }, random).filter((one) => one < chance).length;
    const outcome = outcomeOf({ tests: { passed, total: TESTS }, hints: 0, isOvertime: false });
    if (outcome !== null) rating = updateRating(rating, [{ against: label, outcome }]);
  }
  return { rating, asked };
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** What remains of the first guess in the mean of many candidates, in rating points: under a seventh of a step. */
const MAX_BIAS = 40;

/** As many of each difficulty as the longest plan has questions, mixed. */
const BANK = Array.from({ length: MAX_PLANNED_QUESTIONS * 3 }, (_, n) =>
  ask(`${n}`, DIFFICULTIES[n % 3] ?? 'easy', { tags: [`tag-${n % 7}`] }),
);

const LEVELS: [Difficulty, number][] = [
  ['easy', 1200],
  ['medium', 1500],
  ['hard', 1800],
];

test.each(LEVELS)('candidates of the level of %s questions come to their rating', (difficulty, level) => {
  const runs = SEEDS.map((seed) => simulate({ level, plan: BANK, seed }));
  const values = runs.map(({ rating }) => rating.value);
  expect(Math.abs(mean(values) - level)).toBeLessThan(MAX_BIAS);
  const within = runs.filter(({ rating }) => Math.abs(rating.value - level) <= 2 * rating.deviation);
  expect(within.length).toBeGreaterThanOrEqual(SEEDS.length * 0.95);
  for (const { rating, asked } of runs) {
    expect(rating.deviation).toBeLessThan(100);
    expect(new Set(asked).size).toBe(MAX_PLANNED_QUESTIONS);
    const later = asked.slice(MAX_PLANNED_QUESTIONS / 2);
    const matching = later.filter((one) => one.difficulty === difficulty).length;
    expect(matching).toBeGreaterThan(later.length / 2);
  }
});

test('within one long plan ratings still come to their level, and the first half of it is chosen to match', () => {
  const plan = BANK.slice(0, MAX_PLANNED_QUESTIONS);
  const halves = LEVELS.map(([, level]) => {
    const runs = SEEDS.map((seed) => simulate({ level, plan, seed }));
    expect(Math.abs(mean(runs.map(({ rating }) => rating.value)) - level)).toBeLessThan(MAX_BIAS);
    const first = runs.flatMap(({ asked }) => asked.slice(0, MAX_PLANNED_QUESTIONS / 2));
    return mean(first.map((one) => DIFFICULTY_RATINGS[one.difficulty].value));
  });
  expect(halves[0]).toBeLessThan(1400);
  expect(halves[1]).toBeGreaterThan(1400);
  expect(halves[1]).toBeLessThan(1600);
  expect(halves[2]).toBeGreaterThan(1600);
});

test('a rating comes nearer with each question', () => {
  for (const [, level] of LEVELS) {
    const errorAfter = (questions: number) =>
      mean(
        SEEDS.map((seed) => {
          const { rating } = simulate({ level, plan: BANK.slice(0, questions), seed });
          return Math.abs(rating.value - level);
        }),
      );
    expect(errorAfter(MAX_PLANNED_QUESTIONS)).toBeLessThan(errorAfter(3));
  }
});
