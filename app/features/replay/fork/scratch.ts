import { type LanguageId, languageOfPath } from '#core/languages.ts';
import type { ForkRun } from '#core/replay-protocol.ts';
import type { ReplayFileText } from '../replay-context.ts';

/** A copy of the files of one moment, to be changed and run. It lives in this page only. Immutable. */
export interface Scratch {
  /** The moment that was copied, milliseconds since the start of the tape. */
  atMs: number;
  recorded: readonly ReplayFileText[];
  files: readonly ReplayFileText[];
  openId: string;
  /** Id of the file that starts; null while none can run. */
  entryId: string | null;
  language: LanguageId;
  stdin: string;
}

/** A copy as recorded, which shows and starts the file that the replay shows where it can run. Null of no files. */
export function createScratch(
  files: readonly ReplayFileText[],
  { atMs, currentFileId }: { atMs: number; currentFileId: string | null },
): Scratch | null {
  const recorded = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const open = recorded.find(({ id }) => id === currentFileId) ?? recorded[0];
  if (!open) return null;
  const runnable = listEntries(recorded);
  const entry = runnable.find(({ id }) => id === open.id) ?? runnable[0] ?? null;
  return {
    atMs,
    recorded,
    files: recorded,
    openId: open.id,
    entryId: entry?.id ?? null,
    language: (entry && languageOfPath(entry.path)) ?? 'python',
    stdin: '',
  };
}

/** Files that can start a program. */
export function listEntries(files: readonly ReplayFileText[]): ReplayFileText[] {
  return files.filter(({ path }) => languageOfPath(path) !== null);
}

/** The copy with another text of one file. */
export function changeText(scratch: Scratch, id: string, text: string): Scratch {
  if (textOf(scratch, id) === text) return scratch;
  return { ...scratch, files: scratch.files.map((file) => (file.id === id ? { ...file, text } : file)) };
}

/** The copy that starts with this file, in the language of its name. */
export function chooseEntry(scratch: Scratch, entryId: string): Scratch {
  const path = scratch.files.find(({ id }) => id === entryId)?.path ?? '';
  return { ...scratch, entryId, language: languageOfPath(path) ?? scratch.language };
}

/** The copy with every text as it was recorded; what was chosen beside it stays. */
export function restoreRecorded(scratch: Scratch): Scratch {
  return { ...scratch, files: scratch.recorded };
}

/** Ids of the files whose text is another than the recorded one. */
export function listChanged({ files, recorded }: Scratch): string[] {
  const before = new Map(recorded.map(({ id, text }) => [id, text]));
  return files.filter(({ id, text }) => before.get(id) !== text).map(({ id }) => id);
}

/** What is sent to be run, or null while no file can start. */
export function toRequest({ files, entryId, language, stdin }: Scratch): ForkRun | null {
  const entry = files.find(({ id }) => id === entryId);
  if (!entry) return null;
  return { language, entry: entry.path, files: files.map(({ path, text }) => ({ path, text })), stdin };
}

export function textOf({ files }: Scratch, id: string): string {
  return files.find((file) => file.id === id)?.text ?? '';
}
