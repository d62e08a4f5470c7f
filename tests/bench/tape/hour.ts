import { FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import { generateTrace } from './generated.ts';
import { type Happening, listHappenings, toFrame } from './happenings.ts';
import { makeRandom } from './random.ts';
import { recordFrames, type Tape } from './tape.ts';
import { makeTimes } from './times.ts';
import type { Trace, Transaction } from './traces.ts';

const HOUR = 3_600_000;
/** A gap this long is no part of typing: it is as long as the hour needs it. In milliseconds. */
const PAUSE = 1000;
/** Of what one person wrote, the part that the candidate types when two are to have written it. */
const CANDIDATE_PART = 0.85;

/**
 * Edits in an hour. In recorded traces with times (github.com/josephg/editing-traces, gaps of over two minutes left
 * out) somebody who writes code makes 2,500 to 2,800 in an hour, so two make some 5,600. The most that two people
 * typed together is 17,700.
 */
export const RATES = {
  code: { trace: 'rustcode', edits: 5600, words: 'two people write code' },
  hard: { trace: 'friendsforever.concurrent', edits: 17_700, words: 'two people type hard' },
} as const;

export interface Hour {
  /** What was typed, and how fast. */
  name: string;
  edits: number;
  frames: Frame[];
}

/** The hour of a rate, of its trace; where that is not among the tapes, of a generated one. */
export function makeHourAt(
  { trace, edits }: (typeof RATES)[keyof typeof RATES],
  tapes: readonly Tape[],
): Hour {
  const found = tapes.find((tape) => tape.trace.name === trace)?.trace;
  return makeHour({ trace: found ?? generateTrace(1, 20_000), edits });
}

/**
 * An interview of one hour: the beginning of a trace, typed by two people, and all else that goes on in a room
 * (`happenings.ts`). What one person wrote is dealt to two, in turns. Times within bursts are those of `times.ts`; the
 * pauses between them are stretched or shortened, all alike, until the whole takes an hour.
 */
function makeHour({ trace, edits }: { trace: Trace; edits: number }): Hour {
  const cut = toTwo({ ...trace, transactions: trace.transactions.slice(0, edits) });
  const times = fillHour(makeTimes(cut));
  const typed = recordFrames(cut, times);
  const startAt = times[0] ?? 0;
  const happenings = listHappenings({
    startAt,
    length: HOUR,
    words: trace.endContent.split(/\s+/).filter(Boolean),
    places: cut.transactions.map(({ patches }, n) => ({
      at: times[n] ?? 0,
      offset: patches[0]?.position ?? 0,
    })),
    random: makeRandom(11),
  });
  return { name: trace.name, edits: cut.transactions.length, frames: merge(typed, happenings) };
}

function toTwo(trace: Trace): Trace {
  if (trace.agents > 1) return trace;
  const random = makeRandom(5);
  let agent = 0;
  let left = 0;
  const transactions = trace.transactions.map((transaction, n): Transaction => {
    if (left-- <= 0) {
      agent = random() < CANDIDATE_PART ? 0 : 1;
      left = 5 + Math.floor(random() * 60);
    }
    return { ...transaction, agent, parents: n > 0 ? [n - 1] : [] };
  });
  return { ...trace, agents: 2, transactions };
}

/** The times with their pauses changed so that the last is an hour after the first. */
function fillHour(times: readonly number[]): number[] {
  const gaps = times.map((at, n) => Math.max(0, at - (times[n - 1] ?? at)));
  const sum = (list: number[]) => list.reduce((total, gap) => total + gap, 0);
  const pauses = sum(gaps.filter((gap) => gap >= PAUSE));
  const factor = Math.max(0, HOUR - (sum(gaps) - pauses)) / Math.max(1, pauses);
  let at = times[0] ?? 0;
  return gaps.map((gap) => {
    at += gap >= PAUSE ? gap * factor : gap;
    return Math.round(at);
  });
}

/** In the order of time; what happens at the time of an edit comes before it. */
function merge(typed: readonly Frame[], happenings: readonly Happening[]): Frame[] {
  const frames: Frame[] = [];
  let next = 0;
  const take = (until: number) => {
    for (let one = happenings[next]; one && one.at <= until; one = happenings[++next])
      frames.push(toFrame(one, frames.length));
  };
  for (const frame of typed) {
    if (frame.kind === FRAME_KINDS.update) take(frame.at);
    frames.push(frame);
  }
  take(Number.POSITIVE_INFINITY);
  return frames;
}
