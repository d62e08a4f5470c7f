import type { Timeline } from '../tape/timeline/timeline.ts';

/** Where the words of a quote stand on the tape. */
export interface Citation {
  /** `said` in the chat, `written` in a file, or `printed` by a program. */
  source: 'said' | 'written' | 'printed';
  /** The moment at which they can be seen there: of what was said the message, of the others the one that was looked at. */
  position: number;
  /** Server time of that moment. */
  at: number;
  /** Of what was written: the file, and the line that the quote begins in, from 1. */
  path: string | null;
  line: number | null;
}

/** Why a claim's quote does not hold. */
export type CitationFault = 'empty' | 'not-on-tape';

/** What is noticed was seen a little earlier: a file is looked at back to this long before, in milliseconds. */
const LOOK_BACK = 120_000;
/** Edits that are undone at most while looking back: each has the text put together anew. */
const MAX_EDITS_BACK = 400;
/** Characters, blanks left out, that a quote needs: fewer stand in any text. */
const LEAST_QUOTE = 3;

/**
 * Looks whether a quote of the candidate stands on the tape where it is said to: in something that they had said by this
 * position, in a file as it was then or shortly before, or in what the program that ran last had printed. Blanks count
 * as one, so that a quote may be on one line. `isCandidate` tells the candidate's messages from others'.
 */
export function findCitation(
  timeline: Timeline,
  {
    quote,
    position,
    isCandidate,
  }: { quote: string; position: number; isCandidate: (author: string) => boolean },
): Citation | CitationFault {
  const wanted = squeeze(quote).text;
  if (wanted.replaceAll(' ', '').length < LEAST_QUOTE) return 'empty';
  return (
    findSaid(timeline, { wanted, position, isCandidate }) ??
    findWritten(timeline, { wanted, position }) ??
    findPrinted(timeline, { wanted, position }) ??
    'not-on-tape'
  );
}

function findSaid(
  timeline: Timeline,
  {
    wanted,
    position,
    isCandidate,
  }: { wanted: string; position: number; isCandidate: (author: string) => boolean },
): Citation | null {
  const message = timeline.events.findLast(
    (event) =>
      event.kind === 'chat' &&
      event.position <= position &&
      isCandidate(event.author) &&
      squeeze(event.data.text).text.includes(wanted),
  );
  return message
    ? { source: 'said', position: message.position, at: message.at, path: null, line: null }
    : null;
}

function findWritten(
  timeline: Timeline,
  { wanted, position }: { wanted: string; position: number },
): Citation | null {
  const earliest = timeline.timeOf(position) - LOOK_BACK;
  let at: number | null = position;
  for (let edits = 0; at !== null && edits <= MAX_EDITS_BACK; edits++) {
    const state = timeline.stateAt(at);
    for (const { id, path } of state.files) {
      const text = state.text(id) ?? '';
      const { text: squeezed, origin } = squeeze(text);
      const found = squeezed.indexOf(wanted);
      if (found < 0) continue;
      const line = text.slice(0, origin[found]).split('\n').length;
      return { source: 'written', position: at, at: state.at, path, line };
    }
    // the edit that leads to this position undone
    const edit: number | null = timeline.editsBetween(at - 1, at) > 0 ? at : timeline.previousEdit(at);
    if (edit === null || timeline.timeOf(edit) < earliest) return null;
    at = edit - 1;
  }
  return null;
}

function findPrinted(
  timeline: Timeline,
  { wanted, position }: { wanted: string; position: number },
): Citation | null {
  const state = timeline.stateAt(position);
  const { programRun } = state.runs;
  const printed = programRun?.output
    .filter(({ stream }) => stream !== 'stdin')
    .map(({ text }) => text)
    .join('');
  if (!printed || !squeeze(printed).text.includes(wanted)) return null;
  return { source: 'printed', position, at: state.at, path: programRun?.entry ?? null, line: null };
}

/** The text with each run of blanks as one, and without those at its ends; `origin` is where each character was. */
function squeeze(text: string): { text: string; origin: number[] } {
  let squeezed = '';
  const origin: number[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (squeezed !== '') {
      squeezed += ' ';
      origin.push(index - 1);
    }
    squeezed += word;
    for (let n = 0; n < word.length; n++) origin.push(index + n);
  }
  return { text: squeezed, origin };
}
