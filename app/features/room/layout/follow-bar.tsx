import { Crosshair } from 'lucide-react';
import { personColour } from '#app/components/ui/avatar.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** A frame in the colour of the person who is followed, with their name and the way out. */
export function FollowFrame() {
  const { bench, session } = useRoom();
  const following = useStore(bench, (state) => state.following);
  const person = useStore(
    session.state,
    (state) => state.people.find(({ participantId }) => participantId === following) ?? null,
  );
  if (!person) return null;
  const colour = personColour(person);
  return (
    <div className="pointer-events-none absolute inset-0 z-20 border-2" style={{ borderColor: colour }}>
      <p
        role="status"
        className="pointer-events-auto absolute top-0 left-1/2 flex h-7 -translate-x-1/2 items-center gap-2 rounded-b-control px-3 text-12 font-medium"
        style={{ background: colour, color: 'var(--person-ink)' }}
      >
        <Crosshair aria-hidden="true" size={13} />
        Following {person.name}
        <button
          type="button"
          className="rounded-[3px] underline underline-offset-2"
          onClick={() => bench.change({ following: null })}
        >
          Stop (Esc)
        </button>
      </p>
    </div>
  );
}
