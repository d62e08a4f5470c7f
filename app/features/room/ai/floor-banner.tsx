import { Hand } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { can } from '#core/roles.ts';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { floorWords } from './interviewer-words.ts';

/** Says to everybody who has the floor instead of the AI interviewer. */
export function FloorBanner() {
  const room = useRoom();
  const { session, visitor } = room;
  const words = useStore(session.state, (state) => floorWords(state.interviewer));
  if (!words) return null;
  return (
    <section
      aria-label="Who has the floor"
      className="flex min-h-10 shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-13"
    >
      <Hand aria-hidden="true" size={16} className="shrink-0 text-ai" />
      <span>{words}</span>
      {can(visitor.role, 'hold-interviewer') && (
        <Button size="sm" onClick={() => askRoom(room, session.interviewer.handBack)}>
          Hand back
        </Button>
      )}
    </section>
  );
}
