import { logError } from '#app/server/log.server.ts';
import { type AppSupabase, createDetachedClient } from '#app/server/supabase.server.ts';

/** Sets the password of the signed-in person and signs out their other devices. Null, or why not. */
export async function changePassword(supabase: AppSupabase, password: string): Promise<string | null> {
  const { error } = await supabase.auth.updateUser({ password });
  if (error?.code === 'same_password') return 'That is your present password. Choose another.';
  if (error?.code === 'weak_password') return 'That password is too easy to guess. Choose a longer one.';
  if (error) throw new Error('The password could not be changed.', { cause: error });
  const others = await supabase.auth.signOut({ scope: 'others' });
  if (others.error)
    logError('auth', 'Other sessions could not be ended.', { code: others.error.code ?? 'none' });
  return null;
}

/** Whether this is the password of this account. Leaves the person's own session alone. */
export async function isPasswordOf(email: string, password: string): Promise<boolean> {
  const client = createDetachedClient();
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error && error.code !== 'invalid_credentials')
    throw new Error('The password could not be checked.', { cause: error });
  if (!error) await client.auth.signOut({ scope: 'local' });
  return !error;
}
