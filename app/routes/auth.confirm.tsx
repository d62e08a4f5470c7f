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
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { confirmMailedLink, nextAfterConfirm } from '#app/features/auth/confirm.server.ts';
import { parseForm, refuseForm } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Continue · Interlace' }];

const schema = z.object({
  token_hash: z.string().min(1).max(500),
  type: z.enum(['email', 'signup', 'magiclink', 'recovery', 'invite', 'email_change']),
  next: z.string().nullish(),
  redirect_to: z.string().nullish(),
});

const TEXTS = {
  enter: {
    title: 'Continue to Interlace',
    lead: 'Your link is good. One more click and you are signed in.',
    button: 'Continue',
  },
  recovery: {
    title: 'Choose a new password',
    lead: 'Your link is good. Go on to choose a new password.',
    button: 'Go on',
  },
  email_change: {
    title: 'Confirm your new address',
    lead: 'From now on you sign in with it.',
    button: 'Confirm address',
  },
} as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) return data({ link: null }, { status: 400 });
  const { token_hash, type } = parsed.data;
  return data({ link: { token_hash, type, next: nextAfterConfirm(parsed.data) } });
}

/** The link is used up here and not on opening it: mail programs open links to look at them. */
export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(schema, await request.formData());
  if (!parsed.data) return refuseForm({ errors: { form: WORN_OUT } });
  const result = await confirmMailedLink({
    request,
    address: context.clientAddress,
    tokenHash: parsed.data.token_hash,
    type: parsed.data.type,
  });
  if (result.error !== null) {
    const form = result.status === 429 ? result.error : WORN_OUT;
    return refuseForm({ errors: { form } }, result);
  }
  throw redirect(nextAfterConfirm(parsed.data), { headers: result.headers });
}

const WORN_OUT =
  'This link does not work any more. Links in mails work once, for one hour. Ask for a new one.';

export default function Confirm() {
  const { link } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  if (!link || answer?.errors.form === WORN_OUT) {
    return (
      <FocusedPage title="This link does not work" lead="Links in mails work once, for one hour.">
        <p role="alert" className="text-ink-soft">
          Ask for a new one: <TextLink to="/sign-in">sign in</TextLink> or{' '}
          <TextLink to="/forgot-password">choose a new password</TextLink>.
        </p>
      </FocusedPage>
    );
  }
  const texts = TEXTS[link.type === 'recovery' || link.type === 'email_change' ? link.type : 'enter'];
  return (
    <FocusedPage title={texts.title} lead={texts.lead}>
      <Form ref={form} method="post" className="flex flex-col gap-4">
        <FormError message={answer?.errors.form} />
        <input type="hidden" name="token_hash" value={link.token_hash} />
        <input type="hidden" name="type" value={link.type} />
        <input type="hidden" name="next" value={link.next} />
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {texts.button}
        </Button>
      </Form>
    </FocusedPage>
  );
}
