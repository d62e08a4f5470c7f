import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { clsx } from 'clsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Time } from '#app/components/time.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { findMail, listMails, requireMailbox } from '#app/features/mail/mailbox.server.ts';
import { pageError } from '#app/server/error-response.server.ts';

export const meta: MetaFunction = () => [{ title: 'Development mailbox · Interlace' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  requireMailbox(request, context.clientAddress);
  const mails = await listMails();
  const asked = Number(new URL(request.url).searchParams.get('id') ?? mails[0]?.id);
  const mail = Number.isSafeInteger(asked) ? await findMail(asked) : null;
  if (!mail && mails.length > 0) throw pageError('not_found');
  return { mails, mail };
}

/** Mail of an installation that sends none. */
export default function DevMail() {
  const { mails, mail } = useLoaderData<typeof loader>();
  return (
    <main className="mx-auto max-w-[1200px] px-4 py-8 sm:px-6">
      <PageHead title="Development mailbox" />
      <Notice className="mb-5">
        This installation has no mail server, so its mail is kept here. Only this machine can open this page.
      </Notice>
      {!mail ? (
        <Card>
          <EmptyState title="No mail yet">
            Sign up or ask for a sign-in link, and the mail appears here.
          </EmptyState>
        </Card>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[320px_minmax(0,1fr)]">
          <Card title="Mails">
            <ul className="max-h-[70dvh] divide-y overflow-y-auto">
              {mails.map(({ id, to, subject, at }) => (
                <li key={id}>
                  <Link
                    to={`/dev/mail?id=${id}`}
                    aria-current={id === mail.id ? 'page' : undefined}
                    className={clsx(
                      'block px-4 py-2.5 text-13 -outline-offset-2 hover:bg-hover',
                      id === mail.id && 'bg-accent-wash',
                    )}
                  >
                    <span className="block truncate font-medium">{subject}</span>
                    <span className="block truncate text-ink-soft">{to}</span>
                    <span className="block text-12 text-ink-faint">
                      <Time value={at} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
          <Card
            title={mail.subject}
            description={`To ${mail.to}`}
            actions={
              mail.link && (
                <ButtonLink to={mail.link} variant="primary" reloadDocument>
                  Open the link
                </ButtonLink>
              )
            }
          >
            {mail.html && (
              <iframe
                title="The mail as it looks"
                sandbox=""
                srcDoc={mail.html}
                className="h-[460px] w-full bg-[#ffffff]"
              />
            )}
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
              tabIndex={0}
              className="overflow-x-auto border-t p-4 font-mono text-12 leading-5 whitespace-pre-wrap sm:p-5"
            >
              {mail.text}
            </pre>
          </Card>
        </div>
      )}
    </main>
  );
}
