import { describeRefusal, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { RATE_LIMITS } from '#app/features/rate-limit/rate-limits.ts';
import { getModel } from '#app/server/model.server.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import type { Model } from '#models/model.ts';

/** Why nothing is drafted: for resource routes and forms alike. */
export interface DraftRefusal {
  code: ErrorCode;
  message: string;
}

const NO_MODEL =
  'No language model is set up here. Whoever runs this installation can set ANTHROPIC_API_KEY, OPENAI_API_KEY or OPENAI_BASE_URL.';

/** The model that drafts for this member, counting one try; or why nothing can be drafted now. */
export async function beginTry(by: {
  userId: string;
  organisationId: string;
}): Promise<{ model: Model; refusal: null } | { model: null; refusal: DraftRefusal }> {
  const model = getModel();
  if (!model) return refuse('model_unavailable', NO_MODEL);
  const often = await takeRateLimits([['question-draft:account', by.userId]]);
  if (often) return refuse('too_many_requests', describeRefusal(often));
  const usedUp = await takeRateLimits([['question-draft:organisation', by.organisationId]]);
  if (!usedUp) return { model, refusal: null };
  const { tries } = RATE_LIMITS['question-draft:organisation'];
  const hours = Math.ceil(usedUp.retryAfterInS / 3600);
  const wait = hours === 1 ? 'an hour' : `${hours} hours`;
  return refuse(
    'too_many_requests',
    `Your organisation has used its ${tries} drafts of today. Wait ${wait}, or write the question by hand.`,
  );
}

function refuse(code: ErrorCode, message: string): { model: null; refusal: DraftRefusal } {
  return { model: null, refusal: { code, message } };
}
