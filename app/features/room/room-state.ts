import type { Exchange } from '#core/assistant.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import { type InterviewClock, STOPPED_CLOCK } from '#core/interview-clock.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { InterviewerState } from '#core/interviewer.ts';
import type { LanguageStatus } from '#core/languages.ts';
import type {
  ChatMessage,
  Mark,
  NotedSignal,
  Person,
  ServerMessage,
  TerminalState,
} from '#core/room-protocol.ts';
import type { AskedQuestion, RoomQuestion } from '#core/room-question.ts';
import { initialRunState, type RunState, reduceRuns } from '#core/run-state.ts';
import { SPEECH_HISTORY, type Utterance } from '#core/speech.ts';
import type { LeftOut } from '#core/workspace-protocol.ts';
import type { StopReason } from './after-close.ts';
import type { SavedState } from './saved-counter.ts';

export type Connection =
  /** Not yet in the room since the page was opened. */
  | 'connecting'
  | 'online'
  /** Was in the room; tries to come back. */
  | 'offline'
  /** Will not try again by itself; `stop` says why. */
  | 'stopped';

export interface Refusal {
  requestId: string | null;
  code: ErrorCode;
  message: string;
}

/** What the room has said and how the line to it is. Immutable. */
export interface RoomState extends RunState {
  connection: Connection;
  stop: StopReason | null;
  saved: SavedState;
  you: Person | null;
  people: readonly Person[];
  status: InterviewStatus;
  /** How the interview's time goes. */
  clock: InterviewClock;
  /** The last warning of the end that was told while this browser was in the room. */
  timeWarning: { leftMs: number } | null;
  /** Add to this machine's clock to get the room's. */
  clockOffset: number;
  chat: readonly ChatMessage[];
  /** The AI interviewer, once there was one. */
  interviewer: InterviewerState | null;
  /** What the AI interviewer is writing, as far as it has come; null while it writes nothing. */
  writing: { id: string; text: string } | null;
  /** What was asked of the assistant, oldest first, with what it answered so far. */
  exchanges: readonly Exchange[];
  /** What was said in the call lately, oldest first. */
  speeches: readonly Utterance[];
  /** What the AI interviewer is saying right now; empty while it is silent. */
  caption: string;
  /** The shared terminal, or null while there is none. What it shows is the terminal line's business. */
  terminal: TerminalState | null;
  /** What the sandbox can run; null until the room has heard. */
  languages: readonly LanguageStatus[] | null;
  /** Files that programs made and the room did not take in. */
  leftOut: readonly LeftOut[];
  /** The last moment that somebody marked while this browser was in the room. */
  mark: Mark | null;
  /** The last signals, oldest first; always empty for those who may not see them. */
  signals: readonly NotedSignal[];
  /** The question of the plan that is asked now, and all that were asked; null where there is none. */
  question: { current: RoomQuestion; asked: readonly AskedQuestion[] } | null;
  /** Counts the room's hints that the problem may be another one. */
  problemChanges: number;
  /** Counts the room's hints that the lobby changed. */
  lobbyChanges: number;
  refusal: Refusal | null;
}

/** Signals that one page keeps. Bounds what a script on a candidate's page can fill an interviewer's with. */
const MAX_SIGNALS = 500;

export function initialRoomState(status: InterviewStatus): RoomState {
  return {
    connection: 'connecting',
    stop: null,
    saved: 'offline',
    you: null,
    people: [],
    status,
    clock: STOPPED_CLOCK,
    timeWarning: null,
    clockOffset: 0,
    chat: [],
    interviewer: null,
    writing: null,
    exchanges: [],
    speeches: [],
    caption: '',
    ...initialRunState,
    terminal: null,
    languages: null,
    leftOut: [],
    mark: null,
    signals: [],
    question: null,
    problemChanges: 0,
    lobbyChanges: 0,
    refusal: null,
  };
}

/** The state after a message of the room. `now` is this machine's clock. */
export function reduceMessage(state: RoomState, message: ServerMessage, now: number): RoomState {
  switch (message.type) {
    case 'welcome':
      return {
        ...state,
        you: message.you,
        people: sortPeople(message.people),
        status: message.status,
        clock: message.clock,
        clockOffset: message.serverTime - now,
        chat: message.chat,
        interviewer: message.interviewer,
        writing: null,
        ...reduceRuns(state, message),
        terminal: message.terminal && { size: message.terminal.size, typist: message.terminal.typist },
        // Somebody who comes back may have missed a change.
        problemChanges: state.you ? state.problemChanges + 1 : state.problemChanges,
        lobbyChanges: state.lobbyChanges + 1,
      };
    case 'people':
      return { ...state, people: sortPeople(message.people) };
    case 'status':
      return { ...state, status: message.status, clock: message.clock };
    case 'time-warning':
      return { ...state, timeWarning: { leftMs: message.leftMs } };
    case 'chat':
      if (state.chat.some((known) => known.id === message.message.id)) return state;
      return {
        ...state,
        chat: [...state.chat, message.message],
        writing: state.writing?.id === message.message.id ? null : state.writing,
      };
    case 'chat-part':
      return { ...state, writing: addPart(state.writing, message) };
    case 'interviewer':
      return {
        ...state,
        interviewer: message.interviewer,
        // what it does not go on with is not shown for ever
        writing:
          message.interviewer.activity === 'quiet' || message.interviewer.activity === 'away'
            ? null
            : state.writing,
      };
    case 'speeches':
      return { ...state, speeches: message.speeches };
    case 'speech':
      return { ...state, speeches: [...state.speeches, message.speech].slice(-SPEECH_HISTORY) };
    case 'caption':
      return { ...state, caption: message.text };
    case 'exchanges':
      return { ...state, exchanges: message.exchanges };
    case 'exchange':
      return { ...state, exchanges: putExchange(state.exchanges, message.exchange) };
    case 'exchange-part':
      return {
        ...state,
        exchanges: state.exchanges.map((one) =>
          one.id === message.id ? { ...one, answer: one.answer + message.text } : one,
        ),
      };
    case 'run':
    case 'run-queued':
    case 'run-output':
    case 'run-input':
    case 'run-test':
    case 'run-ended':
      return withRuns(state, reduceRuns(state, message));
    case 'terminal':
      return { ...state, terminal: message.terminal };
    case 'languages':
      return { ...state, languages: message.languages };
    case 'mark':
      return { ...state, mark: message.mark };
    case 'signals':
      return { ...state, signals: message.signals };
    case 'signal':
      return { ...state, signals: [...state.signals, message.noted].slice(-MAX_SIGNALS) };
    case 'left-out':
      return { ...state, leftOut: addLeftOut(state.leftOut, message.files) };
    case 'question':
      return { ...state, question: { current: message.question, asked: message.asked } };
    case 'problem-changed':
      return { ...state, problemChanges: state.problemChanges + 1 };
    case 'lobby-changed':
      return { ...state, lobbyChanges: state.lobbyChanges + 1 };
    case 'refused':
      return {
        ...state,
        refusal: { requestId: message.requestId, code: message.code, message: message.message },
      };
    case 'saved': // the saved counter's business
    case 'terminal-output': // the terminal line's
    case 'interviewer-memory': // the AI interviewer's own
      return state;
  }
}

function withRuns(state: RoomState, runs: RunState): RoomState {
  return runs === state ? state : { ...state, ...runs };
}

/** With the next piece of an answer. Another answer takes the place of one that was broken off. */
function addPart(
  writing: RoomState['writing'],
  { id, text }: { id: string; text: string },
): NonNullable<RoomState['writing']> {
  return { id, text: writing?.id === id ? writing.text + text : text };
}

/** With an exchange that is new, or in place of what was known of it. */
function putExchange(known: readonly Exchange[], exchange: Exchange): Exchange[] {
  const isKnown = known.some(({ id }) => id === exchange.id);
  return isKnown ? known.map((one) => (one.id === exchange.id ? exchange : one)) : [...known, exchange];
}

/** With what was left out now; the newest reason counts for a path. */
function addLeftOut(known: readonly LeftOut[], files: readonly LeftOut[]): LeftOut[] {
  const paths = new Set(files.map(({ path }) => path));
  return [...known.filter(({ path }) => !paths.has(path)), ...files];
}

/** Those who act before those who watch; within each by arrival, so that nobody jumps about. */
function sortPeople(people: readonly Person[]): Person[] {
  const rank = (person: Person) => (person.role === 'observer' ? 1 : 0);
  return [...people].sort((a, b) => rank(a) - rank(b) || a.since - b.since);
}
