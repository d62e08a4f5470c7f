import { clsx } from 'clsx';
import { Sparkles } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** What the floor's commands are called on buttons. */
const BUTTONS: Record<string, string> = {
  'hold-interviewer': 'Ask to wait',
  'take-over': 'Take over',
  'hand-back': 'Hand back',
};

/** The AI interviewer above the chat: what thinks, whether it is here, and for interviewers who has the floor. */
export function InterviewerHead() {
  const { session } = useRoom();
  const interviewer = useStore(session.state, (state) => state.interviewer);
  const isHere = useStore(session.state, (state) =>
    state.people.some(({ participantId }) => participantId === state.interviewer?.participantId),
  );
  const commands = useCommands().filter(({ id, isOffered }) => id in BUTTONS && isOffered?.());
  if (!interviewer) return null;
  return (
    <section
      aria-label="AI interviewer"
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line px-3 py-1.5"
    >
      <p
        className={clsx(
          'flex min-w-0 flex-1 items-center gap-1.5 text-12 text-ink-soft',
          commands.length > 0 && 'basis-full',
        )}
      >
        <Sparkles aria-hidden="true" size={13} className="shrink-0 text-ai" />
        <span className="truncate" title={interviewer.mind.label}>
          <span className="font-medium text-ink">AI interviewer</span>, {interviewer.mind.label}
          {!isHere && ', not here right now'}
        </span>
      </p>
      {commands.map(({ id, title, act }) => (
        <Button key={id} size="sm" title={title} onClick={act}>
          {BUTTONS[id]}
        </Button>
      ))}
    </section>
  );
}
