import { Crosshair, Eye, MoreHorizontal, UserX } from 'lucide-react';
import { useMemo } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem } from '#app/components/ui/menu.tsx';
import { can } from '#core/roles.ts';
import type { Person } from '#core/room-protocol.ts';
import { formatTimeOfDay } from '../clock.ts';
import { nameOf } from '../files/file-tree.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { PersonMark } from './person-mark.tsx';
import { ROLE_WORDS } from './role-words.ts';
import type { Lobby } from './use-lobby.ts';

/** Everybody in the room: who acts, who watches, where they are, since when. */
export function PeoplePanel({ lobby }: { lobby: Lobby }) {
  const { session } = useRoom();
  const people = useStore(session.state, (state) => state.people);
  const [acting, watching] = useMemo(
    () => [
      people.filter(({ role }) => role !== 'observer'),
      people.filter(({ role }) => role === 'observer'),
    ],
    [people],
  );
  return (
    <div className="h-full overflow-y-auto py-2">
      <PeopleGroup title="In the room" people={acting} lobby={lobby} />
      {watching.length > 0 && <PeopleGroup title="Watching" people={watching} lobby={lobby} />}
      {watching.length === 0 && (
        <p className="flex items-center gap-2 px-3 pt-2 text-13 text-ink-faint">
          <Eye aria-hidden="true" size={14} />
          Nobody is watching.
        </p>
      )}
    </div>
  );
}

function PeopleGroup({ title, people, lobby }: { title: string; people: readonly Person[]; lobby: Lobby }) {
  if (people.length === 0) return null;
  return (
    <section aria-label={title} className="pb-2">
      <h2 className="px-3 pt-1 pb-1 text-12 font-semibold text-ink-faint">{title}</h2>
      <ul>
        {people.map((person) => (
          <PersonRow key={person.participantId} person={person} lobby={lobby} />
        ))}
      </ul>
    </section>
  );
}

function PersonRow({ person, lobby }: { person: Person; lobby: Lobby }) {
  const { visitor, bench, peers, files, session } = useRoom();
  const offset = useStore(session.state, (state) => state.clockOffset);
  const following = useStore(bench, (state) => state.following);
  const fileId = useStore(
    peers,
    (all) => all.findLast(({ participantId }) => participantId === person.participantId)?.fileId ?? null,
  );
  const path = useStore(files, (value) => value.files.find(({ id }) => id === fileId)?.path ?? null);
  const mind = useStore(session.state, ({ interviewer }) =>
    interviewer?.participantId === person.participantId ? `, ${interviewer.mind.label}` : '',
  );
  const isYou = person.participantId === visitor.participantId;
  const isFollowed = following === person.participantId;
  const mayRemove = !isYou && visitor.isMember && can(visitor.role, 'remove');
  return (
    <li className="flex items-center gap-2.5 px-3 py-1.5">
      <PersonMark person={person} size="lg" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-13 font-medium">
          {person.name}
          {isYou && <span className="font-normal text-ink-faint"> (you)</span>}
        </p>
        <p className="truncate text-12 text-ink-faint">
          {ROLE_WORDS[person.role]}
          {mind}, since {formatTimeOfDay(person.since - offset)}
        </p>
        {path && !isYou && <p className="truncate font-mono text-12 text-ink-faint">{nameOf(path)}</p>}
      </div>
      {!isYou && person.role !== 'observer' && (
        <IconButton
          label={`Follow ${person.name}`}
          isActive={isFollowed}
          onClick={() =>
            bench.change({ following: isFollowed ? null : person.participantId, phonePane: 'editor' })
          }
        >
          <Crosshair aria-hidden="true" size={15} />
        </IconButton>
      )}
      {mayRemove && (
        <Menu
          trigger={
            <IconButton label={`Actions for ${person.name}`}>
              <MoreHorizontal aria-hidden="true" size={15} />
            </IconButton>
          }
        >
          <MenuItem icon={<UserX size={14} />} isDanger onSelect={() => lobby.decide(person, 'remove')}>
            Remove from the room
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
