import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { givenPasswordSchema, newPasswordSchema } from '#app/features/auth/auth-schemas.ts';
import { changePassword, isPasswordOf } from '#app/features/auth/change-password.server.ts';
import { requireUser } from '#app/features/auth/session.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { personNameSchema } from '#core/people.ts';

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('name'), name: personNameSchema }),
  z.object({
    intent: z.literal('password'),
    currentPassword: givenPasswordSchema,
    newPassword: newPasswordSchema,
  }),
  z.object({ intent: z.literal('sign-out-everywhere') }),
]);

/** What the forms of the account page do. */
export async function actOnAccount(request: Request) {
  const { supabase, user, headers } = await requireUser(request);
  const form = await request.formData();
  const parsed = parseForm(schema, form);
  if (!parsed.data) return refuseForm(parsed, { headers });
  const act = parsed.data;
  switch (act.intent) {
    case 'name': {
      const { error } = await supabase
        .from('profiles')
        .update({ display_name: act.name })
        .eq('user_id', user.id);
      if (error) throw new Error('The name could not be stored.', { cause: error });
      throw redirect('/account?saved=name', { headers });
    }
    case 'password': {
      const values = typedValues(form);
      const refusal = await takeRateLimits([['password-change:account', user.id]]);
      if (refusal) {
        const options = { status: 429, headers: retryAfter(refusal, headers) };
        return refuseForm({ errors: { currentPassword: describeRefusal(refusal) }, values }, options);
      }
      if (!(await isPasswordOf(user.email, act.currentPassword))) {
        const errors = { currentPassword: 'That is not your present password. Try again.' };
        return refuseForm({ errors, values }, { headers });
      }
      const reason = await changePassword(supabase, act.newPassword);
      if (reason) return refuseForm({ errors: { newPassword: reason }, values }, { headers });
      throw redirect('/account?saved=password', { headers });
    }
    case 'sign-out-everywhere': {
      await supabase.auth.signOut({ scope: 'global' });
      throw redirect('/sign-in', { headers });
    }
  }
}
