import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { createRequestClient } from '#app/server/supabase.server.ts';
import { sendAccountExistsMail } from './account-exists-mail.server.ts';
import { keepQuiet } from './auth-error.server.ts';
import type { AuthResult } from './sign-in.server.ts';
import { takeUniformTime } from './uniform-time.server.ts';

/**
 * Creates an account and mails the link that confirms it. For an address that has an account already the answer
 * is the same, and its owner gets a mail that says so.
 */
export async function signUp(options: {
  request: Request;
  address: string;
  name: string;
  email: string;
  password: string;
  next: string;
}): Promise<AuthResult & { isSignedIn?: boolean }> {
  const { request, address, name, email, password, next } = options;
  const refusal = await takeRateLimits([
    ['sign-up:address', address],
    ['mail:address', address],
    ['mail:account', email],
  ]);
  if (refusal) return { error: describeRefusal(refusal), status: 429, headers: retryAfter(refusal) };
  return takeUniformTime(async () => {
    const { supabase, headers } = createRequestClient(request);
    const { data, error } = await supabase.auth.signUp({
      email,
      password,
      options: { data: { display_name: name }, emailRedirectTo: getEnv().APP_URL + next },
    });
    if (error?.code === 'weak_password')
      return { error: 'That password is too easy to guess. Choose a longer one.', status: 400, headers };
    if (error) keepQuiet(error);
    // Hosted Supabase answers for a confirmed account with a made-up user that has no identities.
    const isTaken =
      error?.code === 'user_already_exists' ||
      error?.code === 'email_exists' ||
      (data.user !== null && data.user.identities?.length === 0);
    if (isTaken) await sendAccountExistsMail(email);
    return { error: null, headers, isSignedIn: data.session !== null };
  });
}
