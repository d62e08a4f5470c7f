import type { RunsAt } from '#core/tape/timeline/runs.ts';
import type { TextSplice } from '#core/tape/timeline/text-log.ts';
import type { Moment, MomentFile } from './tape-protocol.ts';

/** The file in front, with its whole text and how it came out of the text shown before. */
export interface ShownFile {
  id: string;
  path: string;
  text: string;
  /** Null when the text is another one altogether. */
  splices: readonly TextSplice[] | null;
  attribution: MomentFile['attribution'];
}

/** What the shared terminal shows: all of it, to be drawn anew whenever `resets` is another number. */
export interface ShownTerminal {
  isOpen: boolean;
  size: { columns: number; rows: number } | null;
  typist: string | null;
  text: string;
  resets: number;
}

/** The whole room at one moment, put together from the moments told. */
export interface ShownMoment extends Omit<Moment, 'tree' | 'file' | 'runs' | 'terminal'> {
  files: readonly { id: string; path: string }[];
  folders: readonly string[];
  file: ShownFile | null;
  runs: RunsAt;
  terminal: ShownTerminal;
}

/** The room after one more moment was told. */
export function showMoment(
  before: ShownMoment | null,
  { tree, file, runs, terminal, ...rest }: Moment,
): ShownMoment {
  return {
    ...rest,
    files: tree?.files ?? before?.files ?? [],
    folders: tree?.folders ?? before?.folders ?? [],
    file: file && showFile(before?.file ?? null, file),
    runs: runs ?? before?.runs ?? { run: null, programRun: null, testRun: null },
    terminal: showTerminal(before?.terminal ?? NO_TERMINAL, terminal),
  };
}

/** The text after changes in the order given. */
export function applySplices(text: string, splices: readonly TextSplice[]): string {
  return splices.reduce(
    (sum, { at, deleted, inserted }) => sum.slice(0, at) + inserted + sum.slice(at + deleted),
    text,
  );
}

const NO_TERMINAL: ShownTerminal = { isOpen: false, size: null, typist: null, text: '', resets: 0 };

function showFile(before: ShownFile | null, { id, path, text, attribution }: MomentFile): ShownFile {
  if ('whole' in text) return { id, path, text: text.whole, splices: null, attribution };
  const { splices } = text;
  return { id, path, text: applySplices(before?.text ?? '', splices), splices, attribution };
}

function showTerminal(before: ShownTerminal, told: Moment['terminal']): ShownTerminal {
  if (!told) return before;
  const { isReset, data, ...rest } = told;
  return isReset
    ? { ...rest, text: data, resets: before.resets + 1 }
    : { ...rest, text: before.text + data, resets: before.resets };
}
