import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { TextLink } from '#app/components/text-link.tsx';
import { getEnv } from '#app/server/env.server.ts';

export const meta: MetaFunction = () => [{ title: 'Check your mail · Interlace' }];

const REASONS = {
  'sign-up': {
    lead: 'Open the link in the mail we have sent to confirm your address. If you have an account already, the mail says so.',
    retry: { to: '/sign-up', label: 'Try another address' },
  },
  'sign-in': {
    lead: 'If this address has an account, a mail with a sign-in link is on its way.',
    retry: { to: '/sign-in', label: 'Back to sign in' },
  },
  recovery: {
    lead: 'If this address has an account, a mail with a link for choosing a new password is on its way.',
    retry: { to: '/forgot-password', label: 'Try another address' },
  },
} as const;

const reasonSchema = z.enum(['sign-up', 'sign-in', 'recovery']).catch('sign-in');

export async function loader({ request }: LoaderFunctionArgs) {
  const reason = reasonSchema.parse(new URL(request.url).searchParams.get('for'));
  return { reason, hasMailbox: getEnv().DEV_MAILBOX === '1' };
}

export default function CheckMail() {
  const { reason, hasMailbox } = useLoaderData<typeof loader>();
  const { lead, retry } = REASONS[reason];
  return (
    <FocusedPage
      title="Check your mail"
      lead={lead}
      footer={<TextLink to={retry.to}>{retry.label}</TextLink>}
    >
      <ul className="list-disc space-y-1 pl-5 text-13 text-ink-soft">
        <li>The link works once, for one hour.</li>
        <li>Nothing there after a few minutes? Look into the spam folder.</li>
      </ul>
      {hasMailbox && (
        <p className="mt-4 border-t pt-4 text-13 text-ink-soft">
          This installation sends no mail. It is kept in the{' '}
          <TextLink to="/dev/mail">development mailbox</TextLink>.
        </p>
      )}
    </FocusedPage>
  );
}
