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
import { TextLink } from '#app/components/text-link.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { emailSchema, MIN_PASSWORD_LENGTH, newPasswordSchema } from '#app/features/auth/auth-schemas.ts';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { requireSignedOut } from '#app/features/auth/session.server.ts';
import { signUp } from '#app/features/auth/sign-up.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import { personNameSchema } from '#core/people.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Create an account · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireSignedOut(request);
  return data({ next: safeNextPath(new URL(request.url).searchParams.get('next')) }, { headers });
}

const schema = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  next: z.string().default(''),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const parsed = parseForm(schema, form);
  if (!parsed.data) return refuseForm(parsed);
  const next = safeNextPath(parsed.data.next);
  const result = await signUp({ request, address: context.clientAddress, ...parsed.data, next });
  if (result.error !== null) {
    return refuseForm({ errors: { form: result.error }, values: typedValues(form) }, result);
  }
  throw redirect(result.isSignedIn ? next : '/check-mail?for=sign-up', { headers: result.headers });
}

export default function SignUp() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  return (
    <FocusedPage
      title="Create an account"
      lead="For interviewers and hiring teams. Candidates need none: they join by link."
      footer={
        <>
          Have an account? <TextLink to="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
        <FormError message={answer?.errors.form} />
        <input type="hidden" name="next" value={next} />
        <Field label="Your name" error={answer?.errors.name} hint="Shown to candidates in the room.">
          <Input name="name" autoComplete="name" required defaultValue={answer?.values.name} />
        </Field>
        <Field label="Work email" error={answer?.errors.email}>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            defaultValue={answer?.values.email}
          />
        </Field>
        <Field
          label="Password"
          error={answer?.errors.password}
          hint={`At least ${MIN_PASSWORD_LENGTH} characters. Length matters more than symbols.`}
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
          Create account
        </Button>
      </Form>
    </FocusedPage>
  );
}
