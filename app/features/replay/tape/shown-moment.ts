import type { RunsAt } from '#core/tape/timeline/runs.ts';
import type { TextSplice } from '#core/tape/timeline/text-log.ts';
import type { Moment, MomentFile } from './tape-protocol.ts';

/** The file in front, with its whole text and how it came out of the text shown before. */
export interface ShownFile {
  id: string;
  path: string;
  text: string;
  /** Places are those of the text shown before. Null when the text is another one altogether. */
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
export interface ShownMoment extends Omit<Moment, 'atMs' | 'tree' | 'file' | 'runs' | 'terminal'> {
  files: readonly { id: string; path: string }[];
  folders: readonly string[];
  file: ShownFile | null;
  runs: RunsAt;
  terminal: ShownTerminal;
}

/**
 * The room after one more moment was told: the same object while nothing is other than before. A play tells a moment for
 * each drawing, and in most of them nobody did anything.
 */
export function showMoment(
  before: ShownMoment | null,
  { atMs: _, tree, file, runs, terminal, ...rest }: Moment,
): ShownMoment {
  const shownFile = file && showFile(before?.file ?? null, file);
  const shownTerminal = showTerminal(before?.terminal ?? NO_TERMINAL, terminal);
  const isSame =
    before?.position === rest.position &&
    before.file === shownFile &&
    before.terminal === shownTerminal &&
    tree === null &&
    runs === null;
  if (isSame) return before;
  return {
    ...rest,
    present: keepSame(before?.present, rest.present),
    files: tree?.files ?? before?.files ?? [],
    folders: tree?.folders ?? before?.folders ?? [],
    file: shownFile,
    runs: runs ?? before?.runs ?? { run: null, programRun: null, testRun: null },
    terminal: shownTerminal,
  };
}

/** The text after changes of it, in the order of their places. */
export function applySplices(text: string, splices: readonly TextSplice[]): string {
  if (splices.length === 0) return text;
  let after = '';
  let done = 0;
  for (const { at, deleted, inserted } of splices) {
    after += text.slice(done, at) + inserted;
    done = at + deleted;
  }
  return after + text.slice(done);
}

/** What was told before, where it is told once more: so that who shows it need not look. */
function keepSame<T>(before: T | undefined, told: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(told) ? before : told;
}

const NO_TERMINAL: ShownTerminal = { isOpen: false, size: null, typist: null, text: '', resets: 0 };

function showFile(before: ShownFile | null, { id, path, text, attribution }: MomentFile): ShownFile {
  if ('whole' in text) return { id, path, text: text.whole, splices: null, attribution };
  const { splices } = text;
  // where text came from is told anew each time
  const isSame = splices.length === 0 && attribution === null && before?.attribution === null;
  if (isSame && before.id === id && before.path === path) return before;
  return { id, path, text: applySplices(before?.text ?? '', splices), splices, attribution };
}

function showTerminal(before: ShownTerminal, told: Moment['terminal']): ShownTerminal {
  if (!told) return before;
  const { isReset, data, ...rest } = told;
  const { isOpen, size, typist } = before;
  if (!isReset && data === '' && JSON.stringify({ isOpen, size, typist }) === JSON.stringify(rest))
    return before;
  return isReset
    ? { ...rest, text: data, resets: before.resets + 1 }
    : { ...rest, text: before.text + data, resets: before.resets };
}
