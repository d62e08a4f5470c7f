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
    name: entry.name,
    isHeldByAi: entry.isHeldByAi,
    wasHandedIn: entry.status === 'completed',
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
  if (known.role === 'candidate') return <ForCandidate {...known} />;
  return (
    <FocusedPage title="Thank you" lead={`${known.title} has ended.`}>
      <p className="text-ink-soft">{known.organisationName} has the recording. You can close this page.</p>
    </FocusedPage>
  );
}

interface ForCandidateProps {
  name: string;
  title: string;
  organisationName: string;
  isHeldByAi: boolean;
  /** It came to its end, rather than being given up. */
  wasHandedIn: boolean;
}

/** What happens next, for the person whom it is about. */
function ForCandidate({ name, title, organisationName, isHeldByAi, wasHandedIn }: ForCandidateProps) {
  const steps = [
    'All that you wrote, ran and said here is kept as one recording. Nothing of it can be changed any more.',
    wasHandedIn
      ? 'Where a question has tests, they run once more on your code as it was at the end.'
      : 'The interview was given up before its end; what there is of it is looked at as it is.',
    `People at ${organisationName} look at the recording and decide.${
      isHeldByAi
        ? ' The AI interviewer decides nothing: what it noted are drafts, which people keep or drop.'
        : ''
    }`,
    `${organisationName} tells you how it goes on. You need not do anything until then.`,
  ];
  return (
    <FocusedPage
      width="wide"
      title={`Thank you, ${name}`}
      lead={wasHandedIn ? `${title} has ended, and everything is saved.` : `${title} has ended.`}
    >
      <h2 className="font-semibold">What happens next</h2>
      <ol className="mt-3 flex flex-col gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden="true"
              className="tabular flex size-6 shrink-0 items-center justify-center rounded-full border text-12 text-ink-soft"
            >
              {index + 1}
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">{step}</span>
          </li>
        ))}
      </ol>
      <p className="mt-6 border-t pt-4 text-13 text-ink-soft">
        For questions, or to have the recording deleted, write to whoever at {organisationName} invited you.
        You can close this page.
      </p>
    </FocusedPage>
  );
}
