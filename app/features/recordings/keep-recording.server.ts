import { tellRoom } from '#app/server/room-control.server.ts';
import { isSealGenuine, type Seal } from '#core/tape/seal.ts';
import type { KeepingOutcome } from './keeper.server.ts';
import { packInThread } from './pack-in-thread.server.ts';
import { RecordingError } from './recording-error.ts';
import { type DueRecording, markReleased, saveRecording } from './recording-rows.server.ts';
import { fetchJournal, fetchSeal, tellArchived } from './room-tape.server.ts';
import { readTape, removeFile, type StoredTape, writeFile } from './tape-store.server.ts';

/** What keeping a recording does, step by step. */
export interface KeepingSteps {
  fetchSeal: typeof fetchSeal;
  tellEnd(interviewId: string): Promise<void>;
  fetchJournal: typeof fetchJournal;
  pack: typeof packInThread;
  readTape: typeof readTape;
  writeFile: typeof writeFile;
  saveRecording: typeof saveRecording;
  removeFile: typeof removeFile;
  tellArchived: typeof tellArchived;
  markReleased: typeof markReleased;
}

export const KEEPING_STEPS: KeepingSteps = {
  fetchSeal,
  tellEnd: (interviewId) => tellRoom(interviewId, { type: 'end', byName: 'Interlace' }),
  fetchJournal,
  pack: packInThread,
  readTape,
  writeFile,
  saveRecording,
  removeFile,
  tellArchived,
  markReleased,
};

/**
 * Takes the tape of an interview that is over from its room into storage, writes it down, and tells the room that it
 * need not keep it. Throws when a step fails.
 *
 * It may stop anywhere, be called again and be called by several processes at once: each step finds what the ones
 * before it left. The room is told only after the file was read back whole, with the room's own seal.
 */
export async function keepRecording(
  due: DueRecording,
  signal?: AbortSignal,
  steps: KeepingSteps = KEEPING_STEPS,
): Promise<KeepingOutcome> {
  const { interviewId, path } = due;
  const seal = await steps.fetchSeal(interviewId, signal);
  if (!seal) {
    // The room may have missed that the interview is over.
    await steps.tellEnd(interviewId);
    return 'not_settled';
  }
  if (seal.interviewId !== interviewId || !(await isSealGenuine(seal)))
    throw new RecordingError('The seal of a room is not genuine.');
  const tape = (await steps.readTape(path, seal)) ?? (await store(due, { seal, signal, steps }));
  signal?.throwIfAborted();
  if ((await steps.saveRecording(due, tape)) === 'gone') {
    await steps.removeFile(path);
    return 'gone';
  }
  await steps.tellArchived(interviewId, seal, signal);
  await steps.markReleased(interviewId);
  return 'kept';
}

/** Puts the tape into storage and reads it back. */
async function store(
  { interviewId, path, title }: DueRecording,
  { seal, signal, steps }: { seal: Seal; signal: AbortSignal | undefined; steps: KeepingSteps },
): Promise<StoredTape> {
  const journal = await steps.fetchJournal(interviewId, 0, signal);
  if (journal) {
    await steps.writeFile(path, await steps.pack({ journal: journal.bytes, seal, title }, signal));
  }
  // A room that has given its tape away was told by another process, which stored it.
  const tape = await steps.readTape(path, seal);
  if (!tape) throw new RecordingError('A recording could not be read back.');
  return tape;
}
