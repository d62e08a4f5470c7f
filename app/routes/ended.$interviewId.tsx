import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { getRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { isOver } from '#core/interview-status.ts';

export const meta: MetaFunction = () => [{ title: 'Thank you · Interlace' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { entry, headers } = await getRoomEntry(request, params.interviewId ?? '');
  const known = entry && {
    interviewId: entry.interviewId,
    title: entry.title,
    organisationName: entry.organisationName,
    isMember: entry.isMember,
    isOver: isOver(entry.status),
    role: entry.role,
  };
  return data({ known }, { headers });
}

export default function Ended() {
  const { known } = useLoaderData<typeof loader>();
  if (!known) {
    return (
      <FocusedPage
        title="You have left"
        lead="You can close this page. To come back, open your link again."
      />
    );
  }
  if (!known.isOver) {
    return (
      <FocusedPage title="You have left the room" lead={`${known.title} goes on without you.`}>
        <ButtonLink to={`/lobby/${known.interviewId}`} variant="primary" size="lg">
          Come back
        </ButtonLink>
      </FocusedPage>
    );
  }
  if (known.isMember) {
    return (
      <FocusedPage title="This interview has ended" lead={known.title}>
        <ButtonLink to={`/interviews/${known.interviewId}`} variant="primary" size="lg">
          Go to the interview
        </ButtonLink>
      </FocusedPage>
    );
  }
  return (
    <FocusedPage title="Thank you" lead={`${known.title} has ended.`}>
      <p className="text-ink-soft">
        Everything you wrote is saved.{' '}
        {known.role === 'candidate'
          ? `${known.organisationName} has the recording and will get back to you.`
          : `${known.organisationName} has the recording.`}{' '}
        You can close this page.
      </p>
    </FocusedPage>
  );
}
