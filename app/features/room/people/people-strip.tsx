import { clsx } from 'clsx';
import { Eye } from 'lucide-react';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import type { Person } from '#core/room-protocol.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { PersonMark } from './person-mark.tsx';
import { ROLE_WORDS } from './role-words.ts';

/** Faces in the bar; more are behind a number. */
const MAX_FACES = 5;
/** Watchers named in the bar; more are counted there and named in the panel. */
const MAX_WATCHERS_NAMED = 2;

/** Who is here, and apart from them who only watches. Pressing somebody follows them. */
export function PeopleStrip() {
  const { session, bench } = useRoom();
  const people = useStore(session.state, (state) => state.people);
  const isOnline = useStore(session.state, (state) => state.connection === 'online');
  const acting = people.filter(({ role }) => role !== 'observer');
  const watching = people.filter(({ role }) => role === 'observer');
  const watchers = `Watching: ${watching.map(({ name }) => name).join(', ')}`;
  const showAll = () => bench.change({ hasSide: true, sideTab: 'people', phonePane: 'people' });
  return (
    <div className={clsx('flex items-center gap-2.5', !isOnline && 'opacity-50')}>
      <ul aria-label="In the room" className="flex items-center gap-1">
        {acting.slice(0, MAX_FACES).map((person) => (
          <li key={person.participantId} className="flex">
            <FaceButton person={person} />
          </li>
        ))}
        {acting.length > MAX_FACES && (
          <li>
            <button
              type="button"
              className="h-7 rounded-control px-1.5 text-12 text-ink-soft hover:bg-hover"
              onClick={showAll}
            >
              +{acting.length - MAX_FACES}
            </button>
          </li>
        )}
      </ul>
      {watching.length > 0 && (
        <Tooltip text={watchers}>
          <button
            type="button"
            aria-label={watchers}
            className="flex h-7 items-center gap-1.5 rounded-control border border-line px-2 text-12 font-medium text-ink-soft hover:bg-hover"
            onClick={showAll}
          >
            <Eye aria-hidden="true" size={13} className="shrink-0" />
            <span className="max-w-[220px] truncate">
              {watching.length <= MAX_WATCHERS_NAMED
                ? watching.map(({ name }) => name).join(', ')
                : `${watching.length} watching`}
            </span>
          </button>
        </Tooltip>
      )}
    </div>
  );
}

function FaceButton({ person }: { person: Person }) {
  const { bench, visitor } = useRoom();
  const following = useStore(bench, (state) => state.following);
  const isYou = person.participantId === visitor.participantId;
  const isFollowed = following === person.participantId;
  const who = `${person.name}${isYou ? ' (you)' : ''}, ${ROLE_WORDS[person.role].toLowerCase()}`;
  const does = isYou ? '' : isFollowed ? '. Press to stop following' : '. Press to follow';
  return (
    <Tooltip text={`${who}${does}`}>
      <button
        type="button"
        aria-label={isYou ? who : `${isFollowed ? 'Stop following' : 'Follow'} ${who}`}
        {...(!isYou && { 'aria-pressed': isFollowed })}
        className={clsx(
          'flex size-7 items-center justify-center rounded-full',
          isFollowed ? 'outline-2 outline-accent' : 'hover:bg-hover',
        )}
        onClick={() => {
          if (isYou) bench.change({ hasSide: true, sideTab: 'people', phonePane: 'people' });
          else bench.change({ following: isFollowed ? null : person.participantId, phonePane: 'editor' });
        }}
      >
        <PersonMark person={person} />
      </button>
    </Tooltip>
  );
}
