import { z } from 'zod';
import { type WaitingPerson, waitingPersonSchema } from '#app/features/lobby/waiting-person.ts';
import { errorCodeSchema } from '#core/error-codes.ts';

const replySchema = z.union([
  z.object({ waiting: z.array(waitingPersonSchema) }),
  z.object({ error: z.object({ code: errorCodeSchema, message: z.string() }) }),
]);

export type LobbyAnswer = { type: 'waiting'; waiting: WaitingPerson[] } | { type: 'problem'; text: string };

/** Who waits to be let in. Never throws. */
export function fetchLobby(interviewId: string): Promise<LobbyAnswer> {
  return ask(interviewId, { method: 'GET' });
}

/** Lets somebody in, sends them away, or takes somebody out of the room; answers with the lobby as it is then. */
export function decideInLobby(
  interviewId: string,
  participantId: string,
  decision: 'admit' | 'decline' | 'remove',
): Promise<LobbyAnswer> {
  return ask(interviewId, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ participantId, decision }),
  });
}

async function ask(interviewId: string, request: RequestInit): Promise<LobbyAnswer> {
  try {
    const response = await fetch(`/api/lobby/${interviewId}`, request);
    const reply = replySchema.parse(await response.json());
    return 'error' in reply
      ? { type: 'problem', text: reply.error.message }
      : { type: 'waiting', waiting: reply.waiting };
  } catch {
    return { type: 'problem', text: 'The lobby could not be reached. Try again in a moment.' };
  }
}
