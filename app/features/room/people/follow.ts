import type { Awareness } from 'y-protocols/awareness';
import { readPeers } from '../awareness.ts';

/** Where somebody is in the files: their open file and, as they wrote it, the place of their cursor. */
export interface FollowedPlace {
  clientId: number;
  fileId: string | null;
  head: unknown;
}

/**
 * Where this participant is, by the browser of theirs that said something last, or null when none is here.
 * Somebody may have the room open twice; the one they use is the one that moves.
 */
export function findFollowed(awareness: Awareness, participantId: string): FollowedPlace | null {
  const own = readPeers(awareness).filter((peer) => peer.participantId === participantId);
  const newest = own.sort((a, b) => b.at - a.at || b.clientId - a.clientId)[0];
  if (!newest) return null;
  const selection: unknown = awareness.getStates().get(newest.clientId)?.selection;
  const head =
    typeof selection === 'object' && selection !== null && 'head' in selection ? selection.head : null;
  return { clientId: newest.clientId, fileId: newest.fileId, head };
}
