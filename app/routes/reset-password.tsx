import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { FormError } from '#app/components/form-error.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { MIN_PASSWORD_LENGTH, newPasswordSchema } from '#app/features/auth/auth-schemas.ts';
import { changePassword } from '#app/features/auth/change-password.server.ts';
import { endRecovery, mayRecover } from '#app/features/auth/recovery-cookie.server.ts';
import { getUser } from '#app/features/auth/session.server.ts';
import { parseForm, refuseForm } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Choose a new password · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { user, headers } = await requireRecovery(request);
  return data({ email: user.email }, { headers });
}

const schema = z.object({ password: newPasswordSchema });

export async function action({ request }: ActionFunctionArgs) {
  const { supabase, headers } = await requireRecovery(request);
  const parsed = parseForm(schema, await request.formData());
  if (!parsed.data) return refuseForm(parsed, { headers });
  const refusal = await changePassword(supabase, parsed.data.password);
  if (refusal) return refuseForm({ errors: { password: refusal } }, { headers });
  headers.append('set-cookie', await endRecovery());
  throw redirect('/interviews', { headers });
}

export default function ResetPassword() {
  const { email } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  return (
    <FocusedPage title="Choose a new password" lead={`For ${email}. Other devices are signed out.`}>
      <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
        <FormError message={answer?.errors.form} />
        {/* For password managers, which file the new password under it. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          label="New password"
          error={answer?.errors.password}
          hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
        >
          <Input
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={MIN_PASSWORD_LENGTH}
            required
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          Save password
        </Button>
      </Form>
    </FocusedPage>
  );
}

/** Being signed in is not enough: an open session must not be able to take the account over. */
async function requireRecovery(request: Request) {
  const { supabase, headers, user } = await getUser(request);
  if (!user || !(await mayRecover(request, user.id))) throw redirect('/forgot-password', { headers });
  return { supabase, headers, user };
}
