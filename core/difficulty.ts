import type { Difficulty } from './question.ts';

/**
 * Which question comes next, by how the ones before it went. A candidate and a question meet as two players do in the
 * Glicko system, after Mark E. Glickman, "The Glicko system" (Boston University, 1995;
 * http://www.glicko.net/glicko/glicko.pdf). Ratings and deviations are in rating points: 400 more is expected to win
 * ten times as often as to lose, and one is within two deviations of one's rating with about 95 per cent.
 *
 *     q      = ln 10 / 400
 *     g(RD)  = 1 / sqrt(1 + 3 q² RD² / π²)
 *     E      = 1 / (1 + 10^(-g(RDj) (r - rj) / 400))        the expected outcome against j
 *     1/d²   = q² Σ g(RDj)² E (1 - E)
 *     r'     = r + q / (1/RD² + 1/d²) Σ g(RDj) (s - E)      s: the outcome, from 0 to 1
 *     RD'    = sqrt(1 / (1/RD² + 1/d²))
 *
 * The paper's growth of RD with time is left out: an interview takes hours, not months. A rating serves the choice of
 * the next question and nothing else. It is no score, is kept nowhere and is shown to nobody.
 */
export interface Rating {
  /** In rating points. */
  value: number;
  /** How uncertain the value is: one standard deviation, in rating points. */
  deviation: number;
}

/** A candidate of whom nothing is known; the paper's values for somebody unrated. */
export const UNKNOWN_RATING: Rating = { value: 1500, deviation: 350 };

/**
 * How far a question may be from what its label says, in rating points: labels are given by people. One standard
 * deviation, a third of a step.
 */
const LABEL_DEVIATION = 100;
/** A step is 300 points: who is expected to get half of a medium question gets about 0.85 of an easy one, and 0.15 of a hard one. */
export const DIFFICULTY_RATINGS: Record<Difficulty, Rating> = {
  easy: { value: 1200, deviation: LABEL_DEVIATION },
  medium: { value: 1500, deviation: LABEL_DEVIATION },
  hard: { value: 1800, deviation: LABEL_DEVIATION },
};

/** Outside of it questions tell nothing more: everything is too easy, or too hard. */
export const RATING_RANGE = { min: 800, max: 2200 } as const;
/** The paper's floor. Below it a rating would hardly move again, whatever happened. */
export const MIN_DEVIATION = 30;

/** What is left of an outcome after each hint that was given. */
export const HINT_FACTOR = 0.85;
/** What is left of an outcome when the time that the question should take ran out. */
export const OVERTIME_FACTOR = 0.8;

/** Tags that were all asked about already lower a question's worth to this: less than a whole step of difficulty does. */
export const SEEN_TAGS_FACTOR = 0.75;

/** Worths closer than this are equal, and the plan decides; rounding must not. */
const TIE = 1e-9;

const Q = Math.LN10 / 400;

/** How a question went, as far as it is known. Nothing about the person, nor about what they said. */
export interface QuestionResult {
  /** The best result of the tests; null where none came to their end. */
  tests: { passed: number; total: number } | null;
  /** Hints that were given. */
  hints: number;
  /** The time that the question should take ran out before there was an answer. */
  isOvertime: boolean;
}

/**
 * The outcome of a question with tests, from 0 to 1: the share of its tests that passed, times `HINT_FACTOR` for each
 * hint, times `OVERTIME_FACTOR` where time ran out. Null where neither tests nor time say anything.
 */
export function outcomeOf({ tests, hints, isOvertime }: QuestionResult): number | null {
  if (!tests || tests.total <= 0) return isOvertime ? 0 : null;
  const share = clamp(tests.passed / tests.total, 0, 1);
  return share * HINT_FACTOR ** Math.max(0, hints) * (isOvertime ? OVERTIME_FACTOR : 1);
}

/** The expected outcome between two, from 0 to 1, with the uncertainty of both: the paper's `E` with both deviations. */
export function expectedOutcome(one: Rating, other: Rating): number {
  const weight = weightOf(Math.hypot(one.deviation, other.deviation));
  return 1 / (1 + 10 ** ((-weight * (one.value - other.value)) / 400));
}

/** The rating after one period of results: the paper's update, kept within `RATING_RANGE` and above `MIN_DEVIATION`. */
export function updateRating(
  { value, deviation }: Rating,
  results: readonly { against: Rating; outcome: number }[],
): Rating {
  let information = 1 / deviation ** 2;
  let surprise = 0;
  for (const { against, outcome } of results) {
    const weight = weightOf(against.deviation);
    const expected = expectedOutcome({ value, deviation: 0 }, against);
    information += Q ** 2 * weight ** 2 * expected * (1 - expected);
    surprise += weight * (clamp(outcome, 0, 1) - expected);
  }
  return {
    value: clamp(value + (Q / information) * surprise, RATING_RANGE.min, RATING_RANGE.max),
    deviation: clamp(1 / Math.sqrt(information), MIN_DEVIATION, UNKNOWN_RATING.deviation),
  };
}

/** A question as the choice needs it. */
export interface Choice {
  questionId: string;
  difficulty: Difficulty;
  tags: readonly string[];
  /** How long it usually takes. */
  minutes: number;
}

/**
 * The question that tells most about somebody of this rating, of those that were never asked and fit into the time
 * left (null: no limit); null where there is none. Worth is the information of the outcome, greatest where 0.5 is
 * expected, less where tags were asked about before. The first of the plan wins among equals.
 */
export function chooseNext<T extends Choice>({
  candidates,
  asked,
  rating,
  leftMs,
}: {
  /** The whole plan, in its order. */
  candidates: readonly T[];
  /** Ids of the questions that were asked. */
  asked: readonly string[];
  rating: Rating;
  leftMs: number | null;
}): T | null {
  const known = new Set(asked);
  const seen = new Set(
    candidates.flatMap(({ questionId, tags }) => (known.has(questionId) ? [...tags] : [])),
  );
  let best: { question: T; worth: number } | null = null;
  for (const question of candidates) {
    if (known.has(question.questionId)) continue;
    if (leftMs !== null && question.minutes * 60_000 > leftMs) continue;
    const worth = informationOf(question.difficulty, rating) * noveltyOf(question.tags, seen);
    if (!best || worth > best.worth + TIE) best = { question, worth };
  }
  return best?.question ?? null;
}

/** How much the outcome is expected to tell. */
function informationOf(difficulty: Difficulty, rating: Rating): number {
  const against = DIFFICULTY_RATINGS[difficulty];
  const expected = expectedOutcome(rating, against);
  return weightOf(against.deviation) ** 2 * expected * (1 - expected);
}

/** From `SEEN_TAGS_FACTOR` where no tag is new to 1 where all are. A question without tags brings nothing new. */
function noveltyOf(tags: readonly string[], seen: ReadonlySet<string>): number {
  const fresh = tags.filter((tag) => !seen.has(tag)).length;
  return SEEN_TAGS_FACTOR + (1 - SEEN_TAGS_FACTOR) * (tags.length === 0 ? 0 : fresh / tags.length);
}

/** The paper's `g`: how much a result counts against somebody of this deviation. */
function weightOf(deviation: number): number {
  return 1 / Math.sqrt(1 + (3 * Q ** 2 * deviation ** 2) / Math.PI ** 2);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
