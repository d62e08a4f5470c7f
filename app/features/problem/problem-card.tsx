import { SquarePen } from 'lucide-react';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { excerptText } from './excerpt.ts';
import type { ProblemSummary } from './problem.server.ts';
import { describeCases } from './tests-words.ts';

interface ProblemCardProps {
  interviewId: string;
  problem: ProblemSummary | null;
  isEditable: boolean;
}

/** What the candidate is asked, in short, on the interview's page. */
export function ProblemCard({ interviewId, problem, isEditable }: ProblemCardProps) {
  const verb = isEditable ? (problem ? 'Edit problem' : 'Write one') : problem && 'Read it';
  return (
    <Card
      title="Problem"
      description="What the candidate is asked, and the tests of their answer."
      actions={
        verb && (
          <ButtonLink
            to={`/interviews/${interviewId}/problem`}
            icon={isEditable && <SquarePen aria-hidden="true" size={14} />}
          >
            {verb}
          </ButtonLink>
        )
      }
    >
      <CardBody className="flex flex-col gap-1 text-13">
        {problem ? (
          <>
            <p className="line-clamp-3 text-ink-soft [overflow-wrap:anywhere]">
              {excerptText(problem.excerpt) || 'No statement.'}
            </p>
            <p className="text-ink-faint">
              {problem.caseCount > 0
                ? `Tests: ${describeCases(problem.caseCount, problem.hiddenCount)}`
                : 'No tests: the room runs programs and compares nothing.'}
            </p>
          </>
        ) : (
          <p className="text-ink-soft">None. The room works without: people agree on something to write.</p>
        )}
      </CardBody>
    </Card>
  );
}
