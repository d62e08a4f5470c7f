import type { EmailOtpType } from '@supabase/supabase-js';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { createRequestClient } from '#app/server/supabase.server.ts';
import { safeNextPath } from './next-path.ts';
import { allowRecovery } from './recovery-cookie.server.ts';
import type { AuthResult } from './sign-in.server.ts';

/** Uses up a mailed link and signs in. The error text of a refused link is for the log's reader, not for people. */
export async function confirmMailedLink(options: {
  request: Request;
  address: string;
  tokenHash: string;
  type: EmailOtpType;
}): Promise<AuthResult> {
  const { request, address, tokenHash, type } = options;
  const refusal = await takeRateLimits([['confirm:address', address]]);
  if (refusal) return { error: describeRefusal(refusal), status: 429, headers: retryAfter(refusal) };
  const { supabase, headers } = createRequestClient(request);
  const { data, error } = await supabase.auth.verifyOtp({ token_hash: tokenHash, type });
  if (error && (error.status === undefined || error.status >= 500))
    throw new Error('The auth service failed.', { cause: error });
  if (error || !data.user) return { error: 'refused', status: 400, headers: new Headers() };
  if (type === 'recovery') headers.append('set-cookie', await allowRecovery(data.user.id));
  return { error: null, headers };
}

/** Where a mailed link leads: `next` is a path, `redirect_to` the whole address that was asked for. Own pages only. */
export function nextAfterConfirm(link: {
  type: string;
  next?: string | null | undefined;
  redirect_to?: string | null | undefined;
}): string {
  if (link.type === 'recovery') return '/reset-password';
  if (link.type === 'email_change') return '/account';
  if (link.next) return safeNextPath(link.next);
  const { APP_URL } = getEnv();
  const path = link.redirect_to?.startsWith(`${APP_URL}/`) ? link.redirect_to.slice(APP_URL.length) : null;
  return path === '/' ? safeNextPath(null) : safeNextPath(path);
}
