import {
  chooseNext,
  DIFFICULTY_RATINGS,
  outcomeOf,
  type Rating,
  UNKNOWN_RATING,
  updateRating,
} from '#core/difficulty.ts';
import type { Brief, BriefQuestion } from '#core/interviewer-service.ts';
import { WRAP_TIME } from '../limits.ts';
import type { AskedMemory } from './memory.ts';

export interface NextQuestionFacts {
  brief: Pick<Brief, 'questions' | 'isAdaptive'>;
  /** What was asked so far, in this order, the present question included. */
  asked: readonly AskedMemory[];
  now: number;
  /** What is left of the interview; null without a limit. */
  leftMs: number | null;
}

/**
 * The question of the plan that comes next, or null. Where it is chosen by how things go, and none fits whole into what
 * is left before the goodbye, the plan's order decides as it does otherwise; whether there is time at all is asked elsewhere.
 */
export function nextQuestion({ brief, asked, now, leftMs }: NextQuestionFacts): BriefQuestion | null {
  const ids = asked.map(({ questionId }) => questionId);
  const inOrder = brief.questions.find(({ questionId }) => !ids.includes(questionId)) ?? null;
  if (!brief.isAdaptive) return inOrder;
  const chosen = chooseNext({
    candidates: brief.questions,
    asked: ids,
    rating: rate(brief.questions, asked, now),
    leftMs: leftMs === null ? null : leftMs - WRAP_TIME,
  });
  return chosen ?? inOrder;
}

/** What the results so far say, one question after the other. Computed when it is needed and kept nowhere. */
function rate(questions: readonly BriefQuestion[], asked: readonly AskedMemory[], now: number): Rating {
  let rating = UNKNOWN_RATING;
  for (const [n, { questionId, askedAt, probedAt, best, hints }] of asked.entries()) {
    const question = questions.find((one) => one.questionId === questionId);
    // of talk without tests nothing is known that could be counted
    if (!question?.hasTests) continue;
    // a person may have gone on to another question before there was an answer
    const until = probedAt ?? asked[n + 1]?.askedAt ?? now;
    const isOvertime = until - askedAt >= question.minutes * 60_000;
    const outcome = outcomeOf({ tests: best, hints, isOvertime });
    if (outcome !== null)
      rating = updateRating(rating, [{ against: DIFFICULTY_RATINGS[question.difficulty], outcome }]);
  }
  return rating;
}
