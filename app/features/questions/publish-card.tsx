import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import type { QuestionVerdict } from '#core/question-check.ts';
import { languageLabel } from './question-words.ts';
import { type LanguageProgress, usePublish } from './use-publish.ts';

interface PublishCardProps {
  questionId: string;
  /** What came of verifying the latest version; null where it was not run since it changed. */
  verdict: QuestionVerdict | null;
  isPublished: boolean;
}

/** Verifies the latest version and publishes it, in view of whoever asked for it. */
export function PublishCard({ questionId, verdict, isPublished }: PublishCardProps) {
  const { state, publish } = usePublish(questionId);
  const isRunning = state.status === 'running';
  const isKept = state.status === 'idle' && verdict !== null;
  const languages = isKept ? verdict.languages.map(toProgress) : state.languages;
  const reasons = isKept ? verdict.gaps : state.reasons;
  if (isPublished && state.status === 'idle') return null;
  return (
    <Card title="Publish">
      <CardBody className="flex flex-col gap-3 text-13">
        <p aria-live="polite" className="text-ink-soft">
          {state.status === 'published'
            ? 'Verified and published. Interviews can ask it now.'
            : isRunning
              ? 'Running the tests. Leaving the page stops it.'
              : state.status === 'refused' || (isKept && !verdict.isVerified)
                ? 'Not published. Correct this, then try again:'
                : state.status === 'failed'
                  ? 'It could not be verified.'
                  : 'In each language the reference solution must pass every test, and the starter must not. Then everybody here can ask it.'}
        </p>
        {reasons.length > 0 && (
          <ul className="flex flex-col gap-1.5">
            {reasons.map((reason) => (
              <li key={reason} className="flex gap-2 text-bad">
                <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0" />
                {reason}
              </li>
            ))}
          </ul>
        )}
        {languages.length > 0 && (
          <ul className="flex flex-col gap-2">
            {languages.map((one) => (
              <LanguageRow key={one.language} progress={one} isRunning={isRunning} />
            ))}
          </ul>
        )}
        {state.status !== 'published' && (
          <Button variant="primary" isPending={isRunning} onClick={publish} className="self-start">
            {isRunning ? 'Verifying' : 'Verify and publish'}
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

function toProgress(verdict: QuestionVerdict['languages'][number]): LanguageProgress {
  return { language: verdict.language, part: null, done: 0, total: 1, verdict };
}

function LanguageRow({ progress, isRunning }: { progress: LanguageProgress; isRunning: boolean }) {
  const { language, verdict } = progress;
  return (
    <li className="flex gap-2">
      <span className="mt-[3px] shrink-0">
        {verdict?.problem ? (
          <CircleAlert aria-hidden="true" size={14} className="text-bad" />
        ) : verdict ? (
          <CircleCheck aria-hidden="true" size={14} className="text-good" />
        ) : progress.part && isRunning ? (
          <Spinner />
        ) : (
          <CircleDashed aria-hidden="true" size={14} className="text-ink-faint" />
        )}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{languageLabel(language)}</span>{' '}
        <span className={verdict?.problem ? 'text-bad' : 'tabular text-ink-soft'}>{describe(progress)}</span>
      </span>
    </li>
  );
}

function describe({ verdict, part, done, total }: LanguageProgress): string {
  if (verdict?.problem) return verdict.problem;
  if (verdict) {
    const { solution, starter } = verdict;
    return `The solution passes ${solution?.passed} of ${solution?.total} tests, the starter ${starter?.passed}.`;
  }
  if (!part) return 'Waits';
  return `${part === 'solution' ? 'Solution' : 'Starter'}: ${done} of ${total} tests`;
}
