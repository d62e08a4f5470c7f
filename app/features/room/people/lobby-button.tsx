import { DoorOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Popover } from '#app/components/ui/popover.tsx';
import { useRoom } from '../room-context.ts';
import { ROLE_WORDS } from './role-words.ts';
import type { Lobby } from './use-lobby.ts';

/** How many people wait outside, with what to do about them. Shown while somebody does. */
export function LobbyButton({ waiting, decide, pending }: Lobby) {
  const { announce } = useRoom();
  const known = useRef(new Set<string>());
  useEffect(() => {
    for (const { participantId, name } of waiting) {
      if (!known.current.has(participantId)) announce(`${name} is waiting to be let in`);
    }
    known.current = new Set(waiting.map(({ participantId }) => participantId));
  }, [waiting, announce]);
  return (
    <Popover
      label="People waiting to be let in"
      trigger={
        <button
          type="button"
          className="flex h-7 items-center gap-1.5 rounded-full bg-warn-wash px-2.5 text-13 font-medium text-warn"
        >
          <DoorOpen aria-hidden="true" size={14} />
          {waiting.length} waiting
        </button>
      }
    >
      <h2 className="px-4 pt-3 pb-1 text-13 font-semibold">Waiting to be let in</h2>
      <ul className="pb-2">
        {waiting.map((person) => (
          <li key={person.participantId} className="flex items-center gap-2 px-4 py-1.5">
            <Avatar name={person.name} size="md" isDecorative />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-13 font-medium">{person.name}</span>
              <span className="block text-12 text-ink-faint">
                {person.role === 'observer' ? 'Wants to watch' : ROLE_WORDS[person.role]}
              </span>
            </span>
            <Button
              size="sm"
              aria-label={`Decline ${person.name}`}
              disabled={pending === person.participantId}
              onClick={() => decide(person, 'decline')}
            >
              Decline
            </Button>
            <Button
              size="sm"
              variant="primary"
              aria-label={`Admit ${person.name}`}
              isPending={pending === person.participantId}
              onClick={() => decide(person, 'admit')}
            >
              Admit
            </Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
