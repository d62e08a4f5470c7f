import { useFetcher } from '@remix-run/react';
import { Check, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { TextLink } from '#app/components/text-link.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Skeleton } from '#app/components/ui/skeleton.tsx';
import { LibraryBadge, StateBadge } from './question-badges.tsx';
import type { ListedQuestion } from './question-list.server.ts';
import { describeInShort } from './question-words.ts';

/** Pause in typing before the server is asked. */
const ASK_AFTER = 150;

interface QuestionPickerProps {
  organisationId: string;
  /** Ids of those in the plan already. */
  planned: readonly string[];
  isFull: boolean;
  onPick: (question: ListedQuestion) => void;
  onClose: () => void;
}

/** Finds questions by title or tag and puts them into a plan; stays open for several. */
export function QuestionPicker({ organisationId, planned, isFull, onPick, onClose }: QuestionPickerProps) {
  const { data, load } = useFetcher<{ choices: ListedQuestion[]; hasMore: boolean }>();
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(
      () => load(`/api/questions/choices?${new URLSearchParams({ of: organisationId, q: search })}`),
      search ? ASK_AFTER : 0,
    );
    return () => clearTimeout(timer);
  }, [organisationId, search, load]);
  return (
    <Dialog
      title="Add questions"
      description="Published questions of your team and the library, and your own drafts."
      onClose={onClose}
      footer={<Button onClick={onClose}>Done</Button>}
    >
      <Input
        type="search"
        aria-label="Search by title or tag"
        placeholder="Title or tag"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        // Enter would send the form that the picker stands in.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {/* A height of its own: the window does not jump while somebody types. */}
      <div className="mt-3 min-h-72">
        {!data && <Skeleton className="h-40" />}
        {data?.choices.length === 0 && (
          <p className="py-8 text-center text-13 text-ink-soft">
            {search ? (
              'No question fits. Try fewer letters.'
            ) : (
              <>
                There is none yet. <TextLink to="/questions/new">Write one</TextLink>, then publish it.
              </>
            )}
          </p>
        )}
        <ul className="flex flex-col">
          {data?.choices.map((question) => {
            const isPlanned = planned.includes(question.id);
            return (
              <li key={question.id} className="flex items-center gap-3 border-b py-2 last:border-b-0">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
                    <span className="font-medium [overflow-wrap:anywhere]">{question.title}</span>
                    {question.state === 'draft' && <StateBadge state="draft" />}
                    {question.isLibrary && <LibraryBadge />}
                  </p>
                  <p className="text-12 text-ink-faint">{describeInShort(question)}</p>
                </div>
                <Button
                  size="sm"
                  disabled={isPlanned || isFull}
                  aria-label={`Add ${question.title}`}
                  icon={
                    isPlanned ? <Check aria-hidden="true" size={14} /> : <Plus aria-hidden="true" size={14} />
                  }
                  onClick={() => onPick(question)}
                >
                  {isPlanned ? 'Added' : 'Add'}
                </Button>
              </li>
            );
          })}
        </ul>
        {data?.hasMore && (
          <p className="pt-3 text-13 text-ink-soft">There are more. Search for them by title or tag.</p>
        )}
      </div>
    </Dialog>
  );
}
