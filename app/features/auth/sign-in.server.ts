import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { createRequestClient } from '#app/server/supabase.server.ts';
import { keepQuiet } from './auth-error.server.ts';
import { takeUniformTime } from './uniform-time.server.ts';

/** How a try ended. Without an error, `headers` hold the cookies of the session. */
export type AuthResult =
  | { error: null; headers: Headers }
  | { error: string; status: 400 | 429; headers: Headers };

const WRONG = 'This email address and password do not go together. Check both, or ask for a sign-in link.';

/** Signs in with a password. Says the same, after the same time, for wrong passwords and unknown accounts. */
export async function signInWithPassword(options: {
  request: Request;
  address: string;
  email: string;
  password: string;
}): Promise<AuthResult> {
  const { request, address, email, password } = options;
  const refusal = await takeRateLimits([
    ['sign-in:address', address],
    ['sign-in:account', email],
  ]);
  if (refusal) return { error: describeRefusal(refusal), status: 429, headers: retryAfter(refusal) };
  return takeUniformTime(async () => {
    const { supabase, headers } = createRequestClient(request);
    const { error } = await supabase.auth.signInWithPassword({ email, password });
    if (!error) return { error: null, headers };
    if (error.code !== 'invalid_credentials') keepQuiet(error);
    return { error: WRONG, status: 400, headers: new Headers() };
  });
}

/** Mails a link that signs in, if there is such an account. The answer is the same if there is none. */
export async function mailSignInLink(options: {
  request: Request;
  address: string;
  email: string;
  next: string;
}): Promise<AuthResult> {
  const { request, address, email, next } = options;
  const refusal = await takeRateLimits([
    ['mail:address', address],
    ['mail:account', email],
  ]);
  if (refusal) return { error: describeRefusal(refusal), status: 429, headers: retryAfter(refusal) };
  return takeUniformTime(async () => {
    const { supabase, headers } = createRequestClient(request);
    const { error } = await supabase.auth.signInWithOtp({
      email,
      options: { shouldCreateUser: false, emailRedirectTo: getEnv().APP_URL + next },
    });
    if (error) keepQuiet(error);
    return { error: null, headers };
  });
}

/** Mails a link for choosing a new password, if there is such an account. The answer is the same if there is none. */
export async function mailRecoveryLink(options: {
  request: Request;
  address: string;
  email: string;
}): Promise<AuthResult> {
  const { request, address, email } = options;
  const refusal = await takeRateLimits([
    ['mail:address', address],
    ['mail:account', email],
  ]);
  if (refusal) return { error: describeRefusal(refusal), status: 429, headers: retryAfter(refusal) };
  return takeUniformTime(async () => {
    const { supabase, headers } = createRequestClient(request);
    const { error } = await supabase.auth.resetPasswordForEmail(email, {
      redirectTo: `${getEnv().APP_URL}/reset-password`,
    });
    if (error) keepQuiet(error);
    return { error: null, headers };
  });
}
