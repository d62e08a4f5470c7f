import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData } from '@remix-run/react';
import { z } from 'zod';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { FormError } from '#app/components/form-error.tsx';
import { TextLink } from '#app/components/text-link.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { emailSchema } from '#app/features/auth/auth-schemas.ts';
import { mailRecoveryLink } from '#app/features/auth/sign-in.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Forgot your password · Interlace' }];

const schema = z.object({ email: emailSchema });

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const parsed = parseForm(schema, form);
  if (!parsed.data) return refuseForm(parsed);
  const result = await mailRecoveryLink({
    request,
    address: context.clientAddress,
    email: parsed.data.email,
  });
  if (result.error !== null) {
    return refuseForm({ errors: { form: result.error }, values: typedValues(form) }, result);
  }
  throw redirect('/check-mail?for=recovery', { headers: result.headers });
}

export default function ForgotPassword() {
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  return (
    <FocusedPage
      title="Forgot your password"
      lead="We mail you a link for choosing a new one."
      footer={<TextLink to="/sign-in">Back to sign in</TextLink>}
    >
      <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
        <FormError message={answer?.errors.form} />
        <Field label="Email" error={answer?.errors.email}>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            defaultValue={answer?.values.email}
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          Mail me a link
        </Button>
      </Form>
    </FocusedPage>
  );
}
