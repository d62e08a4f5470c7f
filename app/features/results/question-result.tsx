import { EyeOff } from 'lucide-react';
import { Badge } from '#app/components/ui/badge.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { lookOfVerdict } from '#app/features/room/cases/case-rows.ts';
import { formatElapsed } from '#app/features/room/clock.ts';
import { TONES } from '#app/features/room/output/tones.tsx';
import type { FinalTests, ReportedQuestion } from '#core/report/report.ts';
import { MomentLink } from './moment-link.tsx';

interface QuestionResultProps {
  interviewId: string;
  question: ReportedQuestion;
  number: number;
  /** The final tests could not be run yet. */
  isTestingDue: boolean;
}

/** What came of one question: its tests at the end, the way there, and the hints that were given. */
export function QuestionResult({ interviewId, question, number, isTestingDue }: QuestionResultProps) {
  const { title, askedAt, shownMs, hints, programRuns, testRuns, best, final } = question;
  return (
    <Card
      title={`${number}. ${title}`}
      description={
        <>
          Asked at <MomentLink interviewId={interviewId} atMs={askedAt.atMs} words={`${title} was asked`} />,
          in front for <span className="tabular">{formatElapsed(shownMs)}</span>
        </>
      }
      actions={final && <Passed {...final} />}
    >
      <CardBody className="flex flex-col gap-4 text-13">
        {final ? (
          <FinalCases final={final} />
        ) : (
          <p className="text-ink-soft">
            {isTestingDue
              ? 'The final tests have not been run yet. They are tried again by themselves.'
              : 'It has no tests, or nothing was handed in that they could run.'}
          </p>
        )}
        <p className="tabular text-ink-soft">
          {count(programRuns, 'run')} of the program, {count(testRuns, 'run')} of the tests
          {best && (
            <>
              ; best while it went on: {best.passed} of {best.total} at{' '}
              <MomentLink interviewId={interviewId} atMs={best.atMs} words="The best run of the tests" />
            </>
          )}
        </p>
        <section aria-label={`Hints for ${title}`}>
          <h3 className="font-medium">Hints given</h3>
          {hints.length === 0 ? (
            <p className="text-ink-soft">None.</p>
          ) : (
            <ol className="mt-1 flex flex-col gap-1.5">
              {hints.map((hint) => (
                <li key={hint.position} className="flex gap-2">
                  <MomentLink
                    interviewId={interviewId}
                    atMs={hint.atMs}
                    words={`Hint ${hint.number} was given`}
                  />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <span className="font-medium">Hint {hint.number}</span>{' '}
                    <span className="text-ink-faint">by {hint.byName}</span>
                    <br />
                    <span className="text-ink-soft">{hint.text}</span>
                  </span>
                </li>
              ))}
            </ol>
          )}
        </section>
      </CardBody>
    </Card>
  );
}

function Passed({ passed, total }: FinalTests) {
  return (
    <Badge tone={passed === total ? 'good' : 'neutral'}>
      {passed} of {total} tests passed
    </Badge>
  );
}

function FinalCases({ final: { entry, cases } }: { final: FinalTests }) {
  return (
    <div>
      <h3 className="font-medium">
        Tests of <span className="font-mono text-12">{entry}</span> as it was handed in
      </h3>
      <ul className="mt-1 grid gap-x-6 sm:grid-cols-2">
        {cases.map(({ name, isHidden, verdict }, index) => {
          const { word, tone } = lookOfVerdict(verdict);
          const { icon, className } = TONES[tone];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cases of one suite, in its order
            <li key={index} className="flex min-w-0 items-center gap-1.5 py-0.5">
              <span className={className}>{icon}</span>
              <span className="min-w-0 truncate" title={name}>
                {name}
              </span>
              {isHidden && <EyeOff aria-label="hidden" size={12} className="shrink-0 text-ink-faint" />}
              <span className={`ml-auto shrink-0 text-12 ${className}`}>{word}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function count(n: number, word: string): string {
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}
