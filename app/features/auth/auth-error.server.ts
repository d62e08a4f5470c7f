import type { AuthError } from '@supabase/supabase-js';
import { logError } from '#app/server/log.server.ts';

/** Refusals that depend on whether an account exists. The page must answer as if all went well. */
const QUIET_CODES = new Set([
  'user_already_exists',
  'email_exists',
  'user_not_found',
  'otp_disabled',
  'signup_disabled',
  'email_address_not_authorized',
  'over_email_send_rate_limit',
  'over_request_rate_limit',
  'email_not_confirmed',
]);

/**
 * For routes that must not reveal whether an account exists: swallows refusals that would, notes what an
 * operator should know, and throws when the service itself failed.
 */
export function keepQuiet(error: AuthError): void {
  if (QUIET_CODES.has(error.code ?? '')) return;
  if (error.status !== undefined && error.status >= 400 && error.status < 500) {
    logError('auth', 'Supabase refused a request of the sign-in pages.', {
      code: error.code ?? 'none',
      status: error.status,
    });
    return;
  }
  throw new Error('The auth service failed.', { cause: error });
}
