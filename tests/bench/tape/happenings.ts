import {
  encodeJsonPayload,
  FRAME_KINDS,
  type Frame,
  type FrameKind,
  SYSTEM_AUTHOR,
} from '#core/tape/frames.ts';
import type { CaseResult } from '#core/test-protocol.ts';
import { drawNormal } from './random.ts';
import { endWell, makeId } from './session.ts';
import { AUTHORS, CLIENT_IDS, FILE_ID } from './tape.ts';

/** Something other than typing that a room writes down. */
export interface Happening {
  at: number;
  kind: FrameKind;
  author: string;
  value: object;
}

interface Ground {
  startAt: number;
  /** In milliseconds. */
  length: number;
  /** What people say and programs print is made of these. */
  words: readonly string[];
  /** Where in the text is typed when, in order. */
  places: readonly { at: number; offset: number }[];
  random: () => number;
}

/**
 * How much goes on in an hour beside typing. No source counts it for interviews: these are guesses, meant to be rather
 * too many than too few.
 */
const IN_AN_HOUR = {
  /** Cursors that go elsewhere with nothing typed, of each person: one every ten seconds. */
  moves: 360,
  /** Runs of the program, with 3 to 40 lines of output. */
  runs: 20,
  /** Rounds of the problem's tests. */
  testRounds: 6,
  /** Commands in the shared terminal, typed key by key and echoed, with up to 30 lines of output. */
  commands: 30,
  /** Messages of 3 to 20 words. */
  messages: 40,
  /** Times that the candidate goes to another window and comes back. */
  absences: 8,
  pastes: 4,
  marks: 4,
};
/** Of the moves, those that drag a selection. */
const DRAGS = 0.3;
/** Between two looks of the room at a selection that is dragged, in milliseconds (`ATTENTION_PAUSE`). */
const LOOK_EVERY = 250;
const CASES = 8;

const PEOPLE = [
  { name: 'Casey Candidate', role: 'candidate', colour: 0 },
  { name: 'Ines Interviewer', role: 'interviewer', colour: 1 },
] as const;
const [CANDIDATE = '', INTERVIEWER = ''] = AUTHORS;

/** All that happens beside typing, in order; the same for the same stream of numbers. */
export function listHappenings(ground: Ground): Happening[] {
  const all = [
    ...arrive(ground),
    ...times('moves', ground, (at) => look(CANDIDATE, at, ground)),
    ...times('moves', ground, (at) => look(INTERVIEWER, at, ground)),
    ...times('runs', ground, (at) => run(at, ground)),
    ...times('testRounds', ground, (at) => runTests(at, ground)),
    ...times('commands', ground, (at) => useTerminal(at, ground)),
    ...times('messages', ground, (at) => chat(at, ground)),
    ...times('absences', ground, (at) => leave(at, ground)),
    ...times('pastes', ground, (at) => [
      tell(at, FRAME_KINDS.signal, CANDIDATE, {
        signal: 'paste',
        fileId: FILE_ID,
        length: Math.floor(ground.random() * 200),
        isInternal: ground.random() < 0.8,
      }),
    ]),
    ...times('marks', ground, (at) => [
      tell(at, FRAME_KINDS.mark, INTERVIEWER, {
        id: makeId(ground.random),
        label: sentence(4, ground),
        name: PEOPLE[1].name,
      }),
    ]),
  ];
  return all.sort((a, b) => a.at - b.at);
}

/** As a frame at this position. */
export function toFrame({ at, kind, author, value }: Happening, position: number): Frame {
  const payload = 'position' in value ? { ...value, position } : value;
  return { at, kind, author, payload: encodeJsonPayload(payload) };
}

function tell(at: number, kind: FrameKind, author: string, value: object): Happening {
  return { at: Math.round(at), kind, author, value };
}

/** So many of these, anywhere in the hour. */
function times(
  what: keyof typeof IN_AN_HOUR,
  ground: Ground,
  make: (at: number) => Happening[],
): Happening[] {
  const { startAt, length, random } = ground;
  const count = IN_AN_HOUR[what];
  const share = length / count;
  return Array.from({ length: count }, (_, n) => make(startAt + (n + random()) * share)).flat();
}

function arrive({ startAt }: Ground): Happening[] {
  const people = PEOPLE.flatMap((person, n) => {
    const author = AUTHORS[n] ?? '';
    return [
      tell(startAt, FRAME_KINDS.consent, author, { version: '1', at: startAt - 60_000 }),
      tell(startAt, FRAME_KINDS.presence, author, { event: 'joined', ...person }),
      tell(startAt, FRAME_KINDS.clientId, author, { clientId: CLIENT_IDS[n] }),
      tell(startAt, FRAME_KINDS.fileOpened, author, { fileId: FILE_ID }),
    ];
  });
  return [
    ...people,
    tell(startAt, FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'in_progress' }),
    tell(startAt, FRAME_KINDS.clock, SYSTEM_AUTHOR, { startedAt: startAt, endedAt: null }),
    tell(startAt, FRAME_KINDS.terminal, CANDIDATE, { event: 'opened', size: { columns: 100, rows: 24 } }),
  ];
}

/** A cursor goes to a place near to where is typed, or drags a selection from there. */
function look(author: string, at: number, ground: Ground): Happening[] {
  const { random, places } = ground;
  const typed = places[Math.max(0, places.findIndex((place) => place.at > at) - 1)]?.offset ?? 0;
  const anchor = Math.max(0, Math.round(typed + drawNormal(random) * 300));
  const steps = random() < DRAGS ? 1 + Math.floor(random() * 8) : 0;
  let head = anchor;
  return Array.from({ length: steps + 1 }, (_, n) => {
    if (n > 0) head += Math.floor(random() * 40);
    return tell(at + n * LOOK_EVERY, FRAME_KINDS.selection, author, { fileId: FILE_ID, anchor, head });
  });
}

function run(at: number, ground: Ground): Happening[] {
  const { random } = ground;
  const runId = makeId(random);
  const lines = 3 + Math.floor(random() * 38);
  const output = Array.from({ length: lines }, (_, n) =>
    tell(at + 60 + n * random() * 5, FRAME_KINDS.runOutput, SYSTEM_AUTHOR, {
      runId,
      stream: random() < 0.9 ? 'stdout' : 'stderr',
      text: `${sentence(1 + Math.floor(random() * 6), ground)} ${Math.floor(random() * 10_000)}\n`,
    }),
  );
  return [
    tell(at, FRAME_KINDS.runStarted, CANDIDATE, { runId, ...START }),
    ...output,
    tell(at + 400, FRAME_KINDS.runEnded, SYSTEM_AUTHOR, {
      runId,
      outcome: endWell(Math.round(random() * 300)),
    }),
  ];
}

/** Who runs what, as rooms say it. The position is filled in when it is known. */
const START = { byName: PEOPLE[0].name, entry: 'main.txt', language: 'python', position: 0 };

function runTests(at: number, ground: Ground): Happening[] {
  const { random } = ground;
  const runId = makeId(random);
  const results = Array.from({ length: CASES }, (_, index): CaseResult => {
    const hasPassed = random() < 0.6;
    const [expected, actual] = [Math.floor(random() * 1000), Math.floor(random() * 1000)].map(String);
    return {
      index,
      name: `Case ${index + 1}`,
      isHidden: index >= CASES / 2,
      weight: 1,
      verdict: hasPassed ? 'accepted' : 'wrong_answer',
      timeMs: Math.round(random() * 40) / 10,
      memoryBytes: 9_437_184 + Math.floor(random() * 100) * 4096,
      detail: {
        input: `[${Array.from({ length: 10 }, () => Math.floor(random() * 100)).join(', ')}]`,
        expected: expected ?? '',
        actual: (hasPassed ? expected : actual) ?? '',
        stdout: '',
        message: '',
      },
    };
  });
  const passed = results.filter(({ verdict }) => verdict === 'accepted').length;
  const outcome = endWell(120);
  return [
    tell(at, FRAME_KINDS.testsStarted, CANDIDATE, { runId, ...START, total: CASES }),
    ...results.map((result, n) =>
      tell(at + 80 + n * 5, FRAME_KINDS.testResult, SYSTEM_AUTHOR, { runId, result }),
    ),
    tell(at + 200, FRAME_KINDS.testsEnded, SYSTEM_AUTHOR, {
      runId,
      outcome,
      summary: {
        verdict: passed === CASES ? 'accepted' : 'wrong_answer',
        passed,
        total: CASES,
        score: passed / CASES,
        timeMs: 120,
        cpuMs: 90,
        memoryBytes: 9_437_184,
      },
    }),
  ];
}

function useTerminal(at: number, ground: Ground): Happening[] {
  const { random } = ground;
  const keys = [...`${sentence(1 + Math.floor(random() * 3), ground)}\r`];
  const typed = keys.flatMap((key, n) => {
    const pressedAt = at + n * 180;
    const data = key === '\r' ? '\r\n' : key;
    return [
      tell(pressedAt, FRAME_KINDS.terminalInput, CANDIDATE, { data: key }),
      tell(pressedAt + 4, FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data }),
    ];
  });
  const lines = Array.from(
    { length: Math.floor(random() * 30) },
    () => `${sentence(1 + Math.floor(random() * 8), ground)} ${Math.floor(random() * 1e6)}\r\n`,
  );
  const doneAt = at + keys.length * 180;
  return [
    ...typed,
    tell(doneAt + 50, FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data: lines.join('') }),
    tell(doneAt + 60, FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data: '\u001b[32m~/work\u001b[0m $ ' }),
  ];
}

function chat(at: number, ground: Ground): Happening[] {
  const { random } = ground;
  const n = random() < 0.4 ? 0 : 1;
  const author = AUTHORS[n] ?? '';
  const value = {
    id: makeId(random),
    participantId: author,
    ...PEOPLE[n],
    text: sentence(3 + Math.floor(random() * 18), ground),
    at: Math.round(at),
  };
  return [tell(at, FRAME_KINDS.chat, author, value)];
}

function leave(at: number, { random }: Ground): Happening[] {
  const awayMs = Math.round(2000 + random() * 20_000);
  return [
    tell(at, FRAME_KINDS.signal, CANDIDATE, { signal: 'focus-lost' }),
    tell(at + awayMs, FRAME_KINDS.signal, CANDIDATE, { signal: 'focus-back', awayMs }),
  ];
}

function sentence(count: number, { words, random }: Ground): string {
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? 'word').join(' ');
}
