import { Bot, Check, X } from 'lucide-react';
import { memo } from 'react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { Markdown } from '#app/features/problem/markdown.tsx';
import { END_WORDS } from '#app/features/room/assistant/end-words.ts';
import { ChangedLines } from '#app/features/room/cases/changed-lines.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { AssistantMoment, TapePerson } from '../tape/tape-protocol.ts';

interface AssistantRowProps {
  moment: AssistantMoment;
  people: readonly TapePerson[];
  startAt: number;
}

/** A question to the candidate's assistant, its answer, or what became of an edit that it proposed. */
export const AssistantRow = memo(({ moment, people, startAt }: AssistantRowProps) => {
  const { at, author, frame } = moment;
  const isAnswer = frame.event === 'answered';
  const asker = people.find(({ participantId }) => participantId === author);
  return (
    <li className="flex gap-2">
      {isAnswer ? (
        <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-ai">
          <Bot aria-hidden="true" size={14} />
        </span>
      ) : (
        <Avatar name={frame.byName} person={asker} isDecorative />
      )}
      <div className="min-w-0 flex-1 text-13">
        <p className="flex items-baseline gap-1.5">
          <span className="truncate font-medium">{isAnswer ? 'Assistant' : frame.byName}</span>
          <span className="shrink-0 text-12 text-ink-faint">
            {isAnswer ? (frame.usage?.model ?? 'scripted, no model') : 'to the assistant'}
          </span>
          <time className="ml-auto shrink-0 text-12 text-ink-faint">{formatElapsed(at - startAt)}</time>
        </p>
        <Said frame={frame} />
      </div>
    </li>
  );
});

function Said({ frame }: Pick<AssistantMoment, 'frame'>) {
  switch (frame.event) {
    case 'asked':
      return (
        <>
          <p className="break-words whitespace-pre-wrap">{frame.text}</p>
          {frame.paths.length > 0 && (
            <p className="mt-0.5 font-mono text-12 break-words text-ink-faint">
              with {frame.paths.join(', ')}
            </p>
          )}
        </>
      );
    case 'answered': {
      const end = END_WORDS[frame.outcome];
      return (
        <>
          {frame.text && <Markdown text={frame.text} below={3} className="text-13" />}
          {frame.proposals.map(({ id, path, find, replace, why }) => (
            <div key={id} className="mt-2 overflow-hidden rounded-card border border-line bg-surface">
              <p className="border-b border-line px-2.5 py-1.5 text-12">
                <span className="font-mono font-medium">{path}</span>{' '}
                <span className="text-ink-soft">{why}</span>
              </p>
              <div className="max-h-72 overflow-y-auto">
                <ChangedLines
                  before={find}
                  after={replace}
                  words={{ missing: 'removed: ', extra: 'added: ' }}
                />
              </div>
            </div>
          ))}
          {end && <p className="text-12 text-ink-faint">{end}</p>}
        </>
      );
    }
    case 'decided': {
      const isAccepted = frame.decision === 'accepted';
      const Icon = isAccepted ? Check : X;
      return (
        <p className="flex items-center gap-1.5 text-ink-soft">
          <Icon aria-hidden="true" size={13} className={isAccepted ? 'text-good' : undefined} />
          {isAccepted ? 'Accepted' : 'Rejected'} its edit of {frame.path}
        </p>
      );
    }
  }
}
