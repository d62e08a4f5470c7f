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
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { emailSchema, givenPasswordSchema } from '#app/features/auth/auth-schemas.ts';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { requireSignedOut } from '#app/features/auth/session.server.ts';
import { mailSignInLink, signInWithPassword } from '#app/features/auth/sign-in.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Sign in · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireSignedOut(request);
  const query = new URL(request.url).searchParams;
  const next = safeNextPath(query.get('next'));
  const problem = query.get('problem') === 'google' ? GOOGLE_PROBLEM : null;
  return data({ next, problem, hasGoogle: getEnv().GOOGLE_ENABLED === '1' }, { headers });
}

const GOOGLE_PROBLEM = 'Signing in with Google did not work. Try again, or use your email address.';

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('password'),
    email: emailSchema,
    password: givenPasswordSchema,
    next: z.string(),
  }),
  z.object({ intent: z.literal('link'), email: emailSchema, next: z.string() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const parsed = parseForm(schema, form);
  if (!parsed.data) return refuseForm(parsed);
  const next = safeNextPath(parsed.data.next);
  const address = context.clientAddress;
  const result =
    parsed.data.intent === 'link'
      ? await mailSignInLink({ request, address, email: parsed.data.email, next })
      : await signInWithPassword({ request, address, ...parsed.data });
  if (result.error !== null) {
    return refuseForm({ errors: { form: result.error }, values: typedValues(form) }, result);
  }
  const to = parsed.data.intent === 'link' ? '/check-mail?for=sign-in' : next;
  throw redirect(to, { headers: result.headers });
}

export default function SignIn() {
  const { next, problem, hasGoogle } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isSigningIn = useIsPending('password');
  const isMailing = useIsPending('link');
  const search = next === '/interviews' ? '' : `?${new URLSearchParams({ next })}`;
  return (
    <FocusedPage
      title="Sign in"
      footer={
        <>
          No account yet? <TextLink to={`/sign-up${search}`}>Create one</TextLink>
        </>
      }
    >
      <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
        <FormError message={answer ? answer.errors.form : (problem ?? undefined)} />
        <input type="hidden" name="next" value={next} />
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
        <Field
          label="Password"
          error={answer?.errors.password}
          aside={
            <TextLink to="/forgot-password" className="text-13">
              Forgot it?
            </TextLink>
          }
        >
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button
          type="submit"
          name="intent"
          value="password"
          variant="primary"
          size="lg"
          isPending={isSigningIn}
        >
          Sign in
        </Button>
        <div className="flex items-center gap-3 text-13 text-ink-faint">
          <span className="h-px flex-1 bg-line" />
          or
          <span className="h-px flex-1 bg-line" />
        </div>
        <Button type="submit" name="intent" value="link" size="lg" isPending={isMailing}>
          Mail me a sign-in link
        </Button>
        {hasGoogle && (
          <ButtonLink to={`/auth/google${search}`} reloadDocument size="lg">
            Continue with Google
          </ButtonLink>
        )}
      </Form>
    </FocusedPage>
  );
}
