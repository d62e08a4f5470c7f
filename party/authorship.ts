import type { ClockRange } from './update-scan.ts';

/** What the room makes of the content in somebody's update. */
export type AuthorshipDecision =
  /** Take it. `claims` are Yjs client ids that belong to the sender from now on. */
  | { type: 'accept'; claims: number[]; isRecovered: boolean }
  /** It builds on content that the room does not have: sync anew. */
  | { type: 'gap' }
  /** New content under somebody else's client id. */
  | { type: 'foreign' };

export interface AuthorshipFacts {
  inserts: readonly ClockRange[];
  /** Clock up to which the document has this client's content. */
  clockOf: (client: number) => number;
  /** Participant whom this client id belongs to, if anybody has used it. */
  ownerOf: (client: number) => string | undefined;
  participantId: string;
  /** The room stopped uncleanly while the sender was in it, and this is their first sync since. */
  mayRecover: boolean;
}

/**
 * A Yjs client id belongs to the participant whose connection first used it; only they may add content under it.
 * After an unclean stop those who were present may bring back what others wrote, once.
 */
export function decideAuthorship(facts: AuthorshipFacts): AuthorshipDecision {
  const claims: number[] = [];
  let isRecovered = false;
  for (const { client, from, to } of facts.inserts) {
    const known = facts.clockOf(client);
    if (to <= known) continue;
    if (from > known) return { type: 'gap' };
    const owner = facts.ownerOf(client);
    if (owner === facts.participantId) continue;
    if (owner === undefined) {
      claims.push(client);
    } else if (facts.mayRecover) {
      isRecovered = true;
    } else {
      return { type: 'foreign' };
    }
  }
  return { type: 'accept', claims, isRecovered };
}
