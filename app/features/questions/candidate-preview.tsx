import { Card } from '#app/components/ui/card.tsx';
import { ProblemView } from '#app/features/problem/problem-view.tsx';
import type { ProblemView as View } from '#core/problem.ts';
import type { FilesByLanguage } from '#core/question.ts';
import { FilesView } from './files-view.tsx';

/** A question as candidates see it: statement, visible cases, the files they begin with. */
export function CandidatePreview({ view, starters }: { view: View; starters: FilesByLanguage }) {
  return (
    <div className="flex flex-col gap-5">
      <ProblemView problem={view} />
      {Object.keys(starters).length > 0 && (
        <Card title="Starters" description="What the editor holds at first." className="overflow-hidden">
          <FilesView files={starters} />
        </Card>
      )}
    </div>
  );
}
