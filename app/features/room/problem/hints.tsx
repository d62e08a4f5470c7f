import { Lightbulb } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { can } from '#core/roles.ts';
import { formatTimeOfDay } from '../clock.ts';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** The hints that were given, and the button for the next one. */
export function Hints() {
  const room = useRoom();
  const { session, visitor } = room;
  const question = useStore(session.state, (state) => state.question?.current ?? null);
  const offset = useStore(session.state, (state) => state.clockOffset);
  if (!question || question.hintCount === 0) return null;
  const { hints, hintCount } = question;
  const isLast = hints.length >= hintCount;
  return (
    <section aria-label="Hints" className="shrink-0 border-t border-line px-4 py-3">
      {hints.length > 0 && (
        <ol className="mb-2 flex max-h-48 flex-col gap-2 overflow-y-auto">
          {hints.map(({ text, byName, at }, index) => (
            <li key={at} className="text-13">
              <p className="text-12 text-ink-faint">
                Hint {index + 1}, {formatTimeOfDay(at - offset)}, {byName}
              </p>
              <p className="text-ink">{text}</p>
            </li>
          ))}
        </ol>
      )}
      {can(visitor.role, 'hint') && (
        <Button size="sm" disabled={isLast} onClick={() => askRoom(room, session.questions.nextHint)}>
          <Lightbulb aria-hidden="true" size={14} />
          {isLast
            ? 'No further hints'
            : `${visitor.role === 'candidate' ? 'Take' : 'Give'} a hint (${hints.length + 1} of ${hintCount})`}
        </Button>
      )}
      {can(visitor.role, 'hint') && !isLast && visitor.role === 'candidate' && (
        <p className="pt-1.5 text-12 text-ink-faint">Hints stand in the record. Taking one is fine.</p>
      )}
    </section>
  );
}
