import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { z } from 'zod';
import { type CloseReason, getCloseReason } from '#core/close-codes.ts';
import { findFileOfText, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { type InterviewClock, STOPPED_CLOCK } from '#core/interview-clock.ts';
import { type InterviewStatus, isOver } from '#core/interview-status.ts';
import type { FloorHold, InterviewerStep } from '#core/interviewer.ts';
import {
  type ClientMessageInput,
  encodeMessage,
  FRAME_MESSAGE,
  type Person,
  parseServerMessage,
  ROOM_PROTOCOL_VERSION,
  type Run,
  type ServerMessage,
  TOKEN_PARAM,
  VERSION_PARAM,
} from '#core/room-protocol.ts';
import type { RoomQuestion } from '#core/room-question.ts';
import { initialRunState, type RunState, reduceRuns } from '#core/run-state.ts';
import type { Heard, Utterance } from '#core/speech.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Message, Room, RoomListener } from './room.ts';

export interface SocketRoomOptions {
  /** Address of the room server. */
  url: string;
  roomName: string;
  /** A token for it; null when this process may not be in the room any more. Throws when the app does not answer. */
  fetchToken: () => Promise<string | null>;
  clock: Clock;
  log: Log;
}

/** How long the room may take to do what it is asked. */
const ANSWER_TIME = 10_000;
/** The same for tests, which wait for their turn in the sandbox. */
const TESTS_TIME = 180_000;
/** Tokens are renewed well before they end, so that a line that breaks comes back by itself. */
const TOKEN_RENEWAL = 120_000;
/** Pause before the room is tried again after it closed the line. */
const RETRY_PAUSE = 1000;
/** Closings that a new token, or a moment's patience, may mend. */
const MENDABLE: ReadonlySet<CloseReason> = new Set<CloseReason>([
  'badToken',
  'accessChanged',
  'roomFull',
  'tooFast',
]);
/** So many closings in a row are no accident. */
const MAX_RETRIES = 5;

interface Waiting {
  /** Whether this message is the answer; it resolves to it. */
  isDone: (message: ServerMessage) => boolean;
  settle: (problem: string | null) => void;
}

const selectionSchema = z.object({ head: z.unknown() });

/** The interviewer's side of a room: y-websocket's own provider, and the messages of `core/room-protocol.ts`. */
export class SocketRoom implements Room {
  readonly #given: SocketRoomOptions;
  readonly #listener: RoomListener;
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  readonly #waiting = new Map<string, Waiting>();
  #said = new Map<string, string>();
  #offset = 0;
  #you = '';
  #status: InterviewStatus = 'created';
  #clock: InterviewClock = STOPPED_CLOCK;
  #people: readonly Person[] = [];
  #chat: Message[] = [];
  #question: RoomQuestion | null = null;
  #runs: RunState = initialRunState;
  #hold: FloorHold | null = null;
  /** What the room handed back of the memory; undefined before it did on this line. */
  #memory: string | null | undefined;
  #isIn = false;
  #isLeft = false;
  #retries = 0;
  #cancelRenewal: (() => void) | null = null;

  constructor(options: SocketRoomOptions, listener: RoomListener) {
    this.#given = options;
    this.#listener = listener;
    const { url, roomName } = options;
    this.#provider = new WebsocketProvider(
      `${url.replace(/^http/, 'ws')}/parties/main`,
      roomName,
      this.#doc,
      {
        connect: false,
        params: { [VERSION_PARAM]: String(ROOM_PROTOCOL_VERSION) },
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        maxBackoffTime: 2000,
      },
    );
    this.#provider.messageHandlers[FRAME_MESSAGE] = (_encoder, decoder) => {
      const message = parseServerMessage(decoding.readVarString(decoder));
      if (message) this.#hear(message);
    };
    this.#provider.on('sync', () => this.#enter());
    this.#provider.on('status', ({ status }) => {
      if (status !== 'connected') this.#isIn = false;
      if (status === 'connecting') this.#memory = undefined;
    });
    this.#provider.on('closed', ({ code }) => void this.#onClosed(code));
    this.#doc.on('update', (_update, origin) => {
      if (origin === this.#provider && this.#isIn) listener.onEdit();
    });
    void this.#connect();
  }

  get you(): string {
    return this.#you;
  }
  get status(): InterviewStatus {
    return this.#status;
  }
  get clock(): InterviewClock {
    return this.#clock;
  }
  get people(): readonly Person[] {
    return this.#people;
  }
  get chat(): readonly Message[] {
    return this.#chat;
  }
  get question(): RoomQuestion | null {
    return this.#question;
  }
  get run(): Run | null {
    return this.#runs.run;
  }
  get hold(): FloorHold | null {
    return this.#hold;
  }

  now(): number {
    return this.#given.clock.now() + this.#offset;
  }

  files(): { id: string; path: string; text: string }[] {
    return snapshotFiles(this.#doc);
  }

  cursorOf(participantId: string): { fileId: string; line: number } | null {
    for (const state of this.#provider.awareness.getStates().values()) {
      if ((state.user as { participantId?: unknown } | undefined)?.participantId !== participantId) continue;
      const place = this.#locate(state.selection);
      if (place) return place;
    }
    return null;
  }

  sayPart(id: string, text: string): void {
    this.#send({ type: 'chat-part', id, text });
  }

  /** Said again when the line breaks before the room has confirmed it; the room takes it once. */
  say(id: string, text: string): Promise<string | null> {
    this.#said.set(id, text);
    const done = this.#request(
      id,
      { type: 'chat', id, text },
      (message) => message.type === 'chat' && message.message.id === id,
    );
    return done.finally(() => this.#said.delete(id));
  }

  ask(questionId: string): Promise<string | null> {
    const requestId = crypto.randomUUID();
    return this.#request(
      requestId,
      { type: 'ask-question', requestId, questionId },
      (message) => message.type === 'question' && message.question.questionId === questionId,
    );
  }

  hint(): Promise<string | null> {
    const requestId = crypto.randomUUID();
    const before = this.#question?.hints.length ?? 0;
    return this.#request(
      requestId,
      { type: 'next-hint', requestId },
      (message) => message.type === 'question' && message.question.hints.length > before,
    );
  }

  async runTests(fileId: string): Promise<Run | string> {
    const requestId = crypto.randomUUID();
    let runId: string | null = null;
    const problem = await this.#request(
      requestId,
      { type: 'run-tests', requestId, fileId },
      (message) => {
        if (message.type === 'run' && message.run.tests && message.run.byParticipantId === this.#you)
          runId = message.run.runId;
        return message.type === 'run-ended' && message.runId === runId;
      },
      TESTS_TIME,
    );
    if (problem !== null) return problem;
    return this.run ?? 'The run is gone.';
  }

  point(lines: { fileId: string; from: number; to: number } | null): boolean {
    const { awareness } = this.#provider;
    if (!lines) {
      awareness.setLocalStateField('selection', null);
      return true;
    }
    const file = listFiles(this.#doc).find(({ id }) => id === lines.fileId);
    if (!file) return false;
    const text = file.text.toString();
    const from = offsetOfLine(text, lines.from);
    if (from === null) return false;
    const end = offsetOfLine(text, lines.to + 1);
    const to = end === null ? text.length : end - 1;
    awareness.setLocalStateField('file', file.id);
    awareness.setLocalStateField('selection', {
      anchor: Y.createRelativePositionFromTypeIndex(file.text, from),
      head: Y.createRelativePositionFromTypeIndex(file.text, to),
    });
    return true;
  }

  heard(heard: Heard): void {
    this.#send({ type: 'heard', heard });
  }

  caption(text: string): void {
    this.#send({ type: 'caption', text });
  }

  report(state: Parameters<Room['report']>[0]): void {
    this.#send({ type: 'interviewer-report', ...state });
  }

  note(steps: readonly InterviewerStep[], memory: string): boolean {
    return this.#send({ type: 'interviewer-steps', steps: [...steps], memory });
  }

  end(): Promise<string | null> {
    const requestId = crypto.randomUUID();
    return this.#request(
      requestId,
      { type: 'end-interview', requestId },
      (message) => message.type === 'status' && isOver(message.status),
    );
  }

  leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#cancelRenewal?.();
    for (const { settle } of [...this.#waiting.values()]) settle('The interviewer has left.');
    this.#provider.awareness.setLocalState(null);
    this.#provider.destroy();
    this.#provider.awareness.destroy();
    this.#doc.destroy();
  }

  async #connect(): Promise<void> {
    if (!(await this.#renew())) return;
    this.#provider.connect();
  }

  /** Fetches a token, now and from time to time. False when there is none to be had any more. */
  async #renew(): Promise<boolean> {
    const { clock, fetchToken, log } = this.#given;
    this.#cancelRenewal?.();
    for (let pause = RETRY_PAUSE; !this.#isLeft; pause = Math.min(2 * pause, 8000)) {
      try {
        const token = await fetchToken();
        if (this.#isLeft) return false;
        if (token === null) {
          this.#listener.onClosed();
          return false;
        }
        this.#provider.params[TOKEN_PARAM] = token;
        this.#cancelRenewal = clock.setTimer(() => void this.#renew(), TOKEN_RENEWAL);
        return true;
      } catch (error) {
        log.error('The app gives no room token.', { error: error instanceof Error ? error.name : 'unknown' });
        await new Promise<void>((resolve) => clock.setTimer(resolve, pause));
      }
    }
    return false;
  }

  async #onClosed(code: number): Promise<void> {
    if (this.#isLeft) return;
    this.#isIn = false;
    const reason = getCloseReason(code);
    if (reason === null || !MENDABLE.has(reason) || ++this.#retries > MAX_RETRIES) {
      if (reason === 'interviewOver') this.#settleOver();
      this.#given.log.info('The room closed the line.', { code });
      this.#listener.onClosed();
      return;
    }
    await new Promise<void>((resolve) => this.#given.clock.setTimer(resolve, RETRY_PAUSE * this.#retries));
    if (!this.#isLeft) await this.#connect();
  }

  #settleOver(): void {
    for (const { settle } of [...this.#waiting.values()]) settle(null);
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#offset = message.serverTime - this.#given.clock.now();
        this.#you = message.you.participantId;
        this.#people = message.people;
        this.#status = message.status;
        this.#clock = message.clock;
        this.#chat = [...message.chat];
        this.#hold = message.interviewer?.hold ?? null;
        this.#runs = reduceRuns(this.#runs, message);
        return;
      case 'interviewer-memory':
        this.#memory = message.memory;
        this.#enter();
        return;
      case 'people':
        this.#people = message.people;
        break;
      case 'status':
        this.#status = message.status;
        this.#clock = message.clock;
        break;
      case 'interviewer':
        this.#hold = message.interviewer.hold;
        break;
      case 'question':
        this.#question = message.question;
        break;
      case 'chat':
        if (this.#chat.some(({ id }) => id === message.message.id)) return;
        this.#chat.push(message.message);
        this.#answer(message);
        if (this.#isIn) this.#listener.onChat(message.message);
        return;
      case 'speeches':
        for (const speech of message.speeches) this.#add(messageOf(speech));
        this.#chat.sort((a, b) => a.at - b.at);
        return;
      case 'speech': {
        const said = messageOf(message.speech);
        if (this.#add(said) && this.#isIn) this.#listener.onChat(said);
        return;
      }
      case 'run':
      case 'run-queued':
      case 'run-output':
      case 'run-input':
      case 'run-test':
      case 'run-ended':
        this.#runs = reduceRuns(this.#runs, message);
        this.#answer(message);
        if (this.#isIn && this.#runs.run && (message.type === 'run' || message.type === 'run-ended'))
          this.#listener.onRun(this.#runs.run);
        return;
      case 'refused':
        if (message.requestId) this.#waiting.get(message.requestId)?.settle(message.message);
        return;
      default:
        return;
    }
    this.#answer(message);
    if (this.#isIn) this.#listener.onChange();
  }

  /** Takes in what was said. False for its own words, which it wrote as well, and for what it knows. */
  #add(said: Message): boolean {
    if (said.participantId === this.#you || this.#chat.some(({ id }) => id === said.id)) return false;
    this.#chat.push(said);
    return true;
  }

  /** It is in once it has been welcomed, has its memory and the document. */
  #enter(): void {
    if (this.#isIn || this.#memory === undefined || !this.#provider.synced) return;
    this.#isIn = true;
    this.#retries = 0;
    for (const [id, text] of this.#said) this.#send({ type: 'chat', id, text });
    this.#listener.onEntered(this.#memory);
  }

  #request(
    id: string,
    message: ClientMessageInput,
    isDone: Waiting['isDone'],
    time = ANSWER_TIME,
  ): Promise<string | null> {
    return new Promise((resolve) => {
      const cancel = this.#given.clock.setTimer(() => settle('The room does not answer.'), time);
      const settle = (problem: string | null) => {
        cancel();
        this.#waiting.delete(id);
        resolve(problem);
      };
      this.#waiting.set(id, { isDone, settle });
      this.#send(message);
    });
  }

  #answer(message: ServerMessage): void {
    for (const { isDone, settle } of [...this.#waiting.values()]) if (isDone(message)) settle(null);
  }

  /** False when there is no line. */
  #send(message: ClientMessageInput): boolean {
    const { ws } = this.#provider;
    if (this.#isLeft || !ws || ws.readyState !== WebSocket.OPEN) return false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    ws.send(encoding.toUint8Array(encoder));
    return true;
  }

  #locate(selection: unknown): { fileId: string; line: number } | null {
    const parsed = selectionSchema.safeParse(selection);
    if (!parsed.success) return null;
    try {
      const relative = Y.createRelativePositionFromJSON(parsed.data.head);
      const place = Y.createAbsolutePositionFromRelativePosition(relative, this.#doc);
      const fileId = place && findFileOfText(this.#doc, place.type);
      if (!place || !fileId) return null;
      const before = (place.type as Y.Text).toString().slice(0, place.index);
      return { fileId, line: before.split('\n').length };
    } catch {
      return null; // what browsers say of themselves can be anything
    }
  }
}

/** What somebody said in the call, as a message: it was said when it was said to its end. */
function messageOf({ id, participantId, name, role, colour, text, endedAt }: Utterance): Message {
  return { id, participantId, name, role, colour, text, at: endedAt, isSpoken: true };
}

/** Where a line begins, counted from 1; null where the text has fewer. */
function offsetOfLine(text: string, line: number): number | null {
  let offset = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', offset);
    if (end < 0) return null;
    offset = end + 1;
  }
  return offset;
}
