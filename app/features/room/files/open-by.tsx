import { personColour } from '#app/components/ui/avatar.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** More marks than this would push the name away. */
const MAX_MARKS = 3;

/** Small marks of the people who have this file open. The names are in the title and for readers. */
export function OpenBy({ fileId }: { fileId: string }) {
  const { peers, visitor } = useRoom();
  const here = useStore(peers, (all) => all.filter((peer) => peer.fileId === fileId));
  const people = [...new Map(here.map((peer) => [peer.participantId, peer])).values()].filter(
    ({ participantId }) => participantId !== visitor.participantId,
  );
  if (people.length === 0) return null;
  const names = `Open by ${people.map(({ name }) => name).join(', ')}`;
  return (
    <span className="flex shrink-0 items-center gap-0.5" title={names}>
      <span className="sr-only">{names}</span>
      {people.slice(0, MAX_MARKS).map((person) => (
        <span
          key={person.participantId}
          aria-hidden="true"
          className="flex size-3.5 items-center justify-center rounded-full text-[9px] leading-none font-bold"
          style={
            person.role === 'observer'
              ? { border: `1.5px solid ${personColour(person)}`, color: personColour(person) }
              : { background: personColour(person), color: 'var(--person-ink)' }
          }
        >
          {[...person.name][0]?.toUpperCase()}
        </span>
      ))}
      {people.length > MAX_MARKS && (
        <span aria-hidden="true" className="text-12 text-ink-faint">
          +{people.length - MAX_MARKS}
        </span>
      )}
    </span>
  );
}
