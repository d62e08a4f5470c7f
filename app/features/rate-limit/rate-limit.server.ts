import { createHash } from 'node:crypto';
import { errorResponse } from '#app/server/error-response.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { ERRORS } from '#core/error-codes.ts';
import { RATE_LIMITS, type RateLimitName } from './rate-limits.ts';

/** One limit and whom it is counted for: an address, an account, a link. */
export type RateLimitClaim = readonly [name: RateLimitName, subject: string];

export interface RateLimitRefusal {
  /** Seconds until the window ends, for `Retry-After`. */
  retryAfterInS: number;
}

/**
 * Counts one try against each limit, in order, and stops at the first that is used up. Null when all allow it.
 * Fails closed: when the database cannot count, this throws and nothing is tried, because the same database
 * would have to answer the try itself.
 */
export async function takeRateLimits(claims: readonly RateLimitClaim[]): Promise<RateLimitRefusal | null> {
  for (const [name, subject] of claims) {
    const { tries, windowInS } = RATE_LIMITS[name];
    const { data: isAllowed, error } = await getServiceClient().rpc('take_rate_limit', {
      p_key: `${name}:${digest(subject)}`,
      p_limit: tries,
      p_window_seconds: windowInS,
    });
    if (error) throw new Error('The rate limit could not be counted.', { cause: error });
    if (!isAllowed) return { retryAfterInS: secondsLeft(Date.now(), windowInS) };
  }
  return null;
}

/** Like `takeRateLimits`, for resource routes: throws the JSON refusal. */
export async function requireRateLimits(claims: readonly RateLimitClaim[]): Promise<void> {
  const refusal = await takeRateLimits(claims);
  if (refusal) throw errorResponse('too_many_requests', { headers: retryAfter(refusal) });
}

/** Like `takeRateLimits`, for pages without a form: throws the error page. */
export async function requirePageRateLimits(claims: readonly RateLimitClaim[]): Promise<void> {
  const refusal = await takeRateLimits(claims);
  if (refusal)
    throw new Response(ERRORS.too_many_requests.text, { status: 429, headers: retryAfter(refusal) });
}

/** The header that says when to try again, beside those that the response has anyway. */
export function retryAfter(refusal: RateLimitRefusal, headers?: Headers): Headers {
  const all = new Headers(headers);
  all.set('retry-after', String(refusal.retryAfterInS));
  return all;
}

/** What a form says when a limit is used up. */
export function describeRefusal(refusal: RateLimitRefusal): string {
  const minutes = Math.ceil(refusal.retryAfterInS / 60);
  return `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`;
}

/** Seconds until the fixed window that `now` falls into ends; the database cuts windows the same way. */
export function secondsLeft(now: number, windowInS: number): number {
  return Math.max(1, Math.ceil(windowInS - ((now / 1000) % windowInS)));
}

/** Keeps addresses of people out of the table. */
function digest(subject: string): string {
  return createHash('sha256').update(subject.trim().toLowerCase()).digest('hex').slice(0, 32);
}
