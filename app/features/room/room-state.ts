import type { ErrorCode } from '#core/error-codes.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { ChatMessage, Person, Run, ServerMessage } from '#core/room-protocol.ts';
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
export interface RoomState {
  connection: Connection;
  stop: StopReason | null;
  saved: SavedState;
  you: Person | null;
  people: readonly Person[];
  status: InterviewStatus;
  startedAt: number | null;
  endedAt: number | null;
  /** Add to this machine's clock to get the room's. */
  clockOffset: number;
  chat: readonly ChatMessage[];
  run: Run | null;
  /** Counts the room's hints that the lobby changed. */
  lobbyChanges: number;
  refusal: Refusal | null;
}

export function initialRoomState(status: InterviewStatus): RoomState {
  return {
    connection: 'connecting',
    stop: null,
    saved: 'offline',
    you: null,
    people: [],
    status,
    startedAt: null,
    endedAt: null,
    clockOffset: 0,
    chat: [],
    run: null,
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
        startedAt: message.startedAt,
        endedAt: message.endedAt,
        clockOffset: message.serverTime - now,
        chat: message.chat,
        run: message.run,
        lobbyChanges: state.lobbyChanges + 1,
      };
    case 'people':
      return { ...state, people: sortPeople(message.people) };
    case 'status':
      return { ...state, status: message.status, startedAt: message.startedAt, endedAt: message.endedAt };
    case 'chat':
      if (state.chat.some((known) => known.id === message.message.id)) return state;
      return { ...state, chat: [...state.chat, message.message] };
    case 'run':
      return { ...state, run: message.run };
    case 'run-queued':
      return withRun(state, message.runId, (run) => ({ ...run, queuePosition: message.queuePosition }));
    case 'run-output':
      return withRun(state, message.runId, (run) => ({
        ...run,
        queuePosition: null,
        output: appendOutput(run.output, message),
      }));
    case 'run-ended':
      return withRun(state, message.runId, (run) => ({
        ...run,
        queuePosition: null,
        outcome: message.outcome,
      }));
    case 'lobby-changed':
      return { ...state, lobbyChanges: state.lobbyChanges + 1 };
    case 'refused':
      return {
        ...state,
        refusal: { requestId: message.requestId, code: message.code, message: message.message },
      };
    case 'saved':
      return state; // the saved counter's business
  }
}

function withRun(state: RoomState, runId: string, change: (run: Run) => Run): RoomState {
  if (!state.run || state.run.runId !== runId) return state;
  return { ...state, run: change(state.run) };
}

type Output = Run['output'];

/** Pieces of one stream that follow each other become one, so that a talkative program stays a short list. */
function appendOutput(output: Output, { stream, text }: Output[number]): Output {
  const last = output.at(-1);
  if (last?.stream !== stream) return [...output, { stream, text }];
  return [...output.slice(0, -1), { stream, text: last.text + text }];
}

/** Those who act before those who watch; within each by arrival, so that nobody jumps about. */
function sortPeople(people: readonly Person[]): Person[] {
  const rank = (person: Person) => (person.role === 'observer' ? 1 : 0);
  return [...people].sort((a, b) => rank(a) - rank(b) || a.since - b.since);
}
