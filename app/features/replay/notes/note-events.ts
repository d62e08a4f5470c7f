import { type InterviewNote, noteListSchema } from '#core/panel-protocol.ts';
import { ReplayRefusal, requestReplay } from '../replay-requests.ts';

/** What the list of events shows: something of the tape, or a note that somebody took. */
export interface ListedEvent {
  key: string;
  /** Milliseconds since the start of the tape. */
  atMs: number;
  /** In one line, without the time. */
  words: string;
}

/** Longest part of a note that is listed, in characters: the list is for finding a moment. */
const MAX_LISTED = 200;

/** The notes of this interview, for those who hold it. Throws `ReplayRefusal` when the app says no. */
export async function fetchNotes(
  interviewId: string,
  fetcher: typeof fetch = fetch,
): Promise<InterviewNote[]> {
  const response = await requestReplay(`/api/panel/${interviewId}/notes`, { fetcher });
  const answer = noteListSchema.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data.notes;
  throw new ReplayRefusal('internal', 'The notes could not be read. Reload the page, then try again.');
}

/** The events with the notes among them, each at the moment that it is about. `startAt`: server time of the first frame. */
export function mergeNotes(
  events: readonly { position: number; atMs: number; words: string }[],
  notes: readonly InterviewNote[],
  startAt: number,
): ListedEvent[] {
  const listed: ListedEvent[] = events.map(({ position, atMs, words }) => ({
    key: `${position}`,
    atMs,
    words,
  }));
  for (const { id, atMs, isMine, authorName, text } of notes) {
    const who = isMine ? 'Your note' : `${authorName}’s note`;
    const words = text.length > MAX_LISTED ? `${text.slice(0, MAX_LISTED)}…` : text;
    // one that was written before anybody came in stands at the beginning
    listed.push({ key: id, atMs: Math.max(0, atMs - startAt), words: `${who}: ${words}` });
  }
  return listed.sort((a, b) => a.atMs - b.atMs);
}
