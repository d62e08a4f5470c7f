import { askRoom } from '#app/server/room-control.server.ts';
import { type Seal, sealSchema } from '#core/tape/seal.ts';
import { RecordingError } from './recording-error.ts';

/** How long a room may take to load and seal its tape, or to forget it. Nobody waits for it. */
const SEAL_TIMEOUT = 60_000;

/** How long the whole journal may take on its way. */
const JOURNAL_TIMEOUT = 120_000;

/** Part of a room's journal, as `decodeJournal` reads it. */
export interface JournalPart {
  bytes: Uint8Array;
  /** Number of frames in the room when it was asked. */
  position: number;
}

/** The seal of a room's tape, or null while something still goes on there. Throws when the room does not say. */
export async function fetchSeal(interviewId: string, signal?: AbortSignal): Promise<Seal | null> {
  const response = await askRoom(interviewId, 'seal', { signal: within(SEAL_TIMEOUT, signal) });
  if (response.ok) return sealSchema.parse(await response.json());
  await response.body?.cancel();
  if (response.status === 409) return null;
  throw new RecordingError(`The room gives no seal: ${response.status}`);
}

/**
 * A room's journal from this position on, or null when the room has given its tape away. Throws when the room does
 * not answer, also in mid-journal.
 */
export async function fetchJournal(
  interviewId: string,
  from = 0,
  signal?: AbortSignal,
): Promise<JournalPart | null> {
  const response = await askRoom(interviewId, `journal?from=${from}`, {
    signal: within(JOURNAL_TIMEOUT, signal),
  });
  if (!response.ok) {
    await response.body?.cancel();
    if (response.status === 410) return null;
    throw new RecordingError(`The room gives no journal: ${response.status}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const position = Number(response.headers.get('x-journal-position'));
  if (!Number.isSafeInteger(position))
    throw new RecordingError('The room does not say how long its journal is.');
  return { bytes, position };
}

/** Tells a room that its tape is kept. Throws when it does not take that. */
export async function tellArchived(
  interviewId: string,
  { root, frames }: Pick<Seal, 'root' | 'frames'>,
  signal?: AbortSignal,
): Promise<void> {
  const response = await askRoom(interviewId, 'control', {
    method: 'POST',
    body: JSON.stringify({ type: 'archived', root, frames }),
    signal: within(SEAL_TIMEOUT, signal),
  });
  await response.body?.cancel();
  if (!response.ok)
    throw new RecordingError(`The room did not take that its tape is kept: ${response.status}`);
}

function within(timeout: number, signal: AbortSignal | undefined): AbortSignal {
  const timed = AbortSignal.timeout(timeout);
  return signal ? AbortSignal.any([signal, timed]) : timed;
}
