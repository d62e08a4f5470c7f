import { Button } from '#app/components/ui/button.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { languageLabel } from '../question-words.ts';
import type { DraftProgress } from './use-draft.ts';

const NUMBER = new Intl.NumberFormat('en');

/** How far a draft is, and the way to stop it. */
export function DraftProgressView({ progress, onStop }: { progress: DraftProgress; onStop: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border bg-sunken px-3 py-2.5 text-13">
      <div className="flex min-w-0 items-start gap-2.5">
        <span className="mt-[3px] shrink-0">
          <Spinner />
        </span>
        <div className="min-w-0">
          <p role="status" className="font-medium">
            {describeStage(progress)}
          </p>
          <p className="tabular text-ink-soft">{describeDetail(progress)}</p>
        </div>
      </div>
      <Button size="sm" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

function describeStage({ model, verifying, isRepair }: DraftProgress): string {
  if (model === '') return 'Asking the model';
  if (verifying) return 'Running the tests';
  return isRepair ? `${model} corrects the question` : `${model} writes the question`;
}

function describeDetail({ verifying, characters }: DraftProgress): string {
  if (verifying) {
    const { language, part, done, total } = verifying;
    const what = part === 'solution' ? 'solution' : 'starter';
    return `${languageLabel(language)}, ${what}: ${done} of ${total} tests`;
  }
  if (characters > 0) return `${NUMBER.format(characters)} characters so far. Leaving the page stops it.`;
  return 'This takes a minute or two. Leaving the page stops it.';
}
