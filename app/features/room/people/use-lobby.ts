import { useCallback, useEffect, useState } from 'react';
import type { WaitingPerson } from '#app/features/lobby/waiting-person.ts';
import { can } from '#core/roles.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { decideInLobby, fetchLobby } from './lobby.ts';

export interface Lobby {
  waiting: readonly WaitingPerson[];
  decide: (
    person: { participantId: string; name: string },
    decision: 'admit' | 'decline' | 'remove',
  ) => Promise<void>;
  /** Participant about whom a decision is on its way. */
  pending: string | null;
}

/** Who waits to be let in, for those who may let them in; for everybody else nobody ever waits. */
export function useLobby(): Lobby {
  const { visitor, session, toasts, announce } = useRoom();
  const [waiting, setWaiting] = useState<readonly WaitingPerson[]>([]);
  const [pending, setPending] = useState<string | null>(null);
  const changes = useStore(session.state, (state) => state.lobbyChanges);
  const mayAdmit = visitor.isMember && can(visitor.role, 'admit');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the room's hint is the reason to look again
  useEffect(() => {
    if (!mayAdmit) return;
    let isCurrent = true;
    void fetchLobby(visitor.interviewId).then((answer) => {
      if (isCurrent && answer.type === 'waiting') setWaiting(answer.waiting);
    });
    return () => {
      isCurrent = false;
    };
  }, [mayAdmit, visitor.interviewId, changes]);

  const decide = useCallback<Lobby['decide']>(
    async ({ participantId, name }, decision) => {
      setPending(participantId);
      const answer = await decideInLobby(visitor.interviewId, participantId, decision);
      setPending(null);
      if (answer.type === 'problem') return toasts.show({ text: answer.text, tone: 'bad' });
      setWaiting(answer.waiting);
      announce(
        { admit: `${name} was let in`, decline: `${name} was not let in`, remove: `${name} was removed` }[
          decision
        ],
      );
    },
    [announce, toasts, visitor.interviewId],
  );
  return { waiting, decide, pending };
}
