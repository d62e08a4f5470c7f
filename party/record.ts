import { encodeJsonPayload, type FrameKind, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import type { Journal } from './journal.ts';

/** Appends a frame with a JSON payload to the journal, at the room's time. */
export type RecordFrame = (kind: FrameKind, author: string, payload: unknown) => void;

export const SYSTEM = SYSTEM_AUTHOR;

export function makeRecorder(journal: Journal, clock: () => number): RecordFrame {
  return (kind, author, payload) =>
    journal.append({ at: clock(), kind, author, payload: encodeJsonPayload(payload) });
}
