import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { snapshotFiles } from '#core/doc-shape.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import { can, type RoomRole } from '#core/roles.ts';
import { makeRoomName } from '#core/room-name.ts';
import {
  type ClientMessageInput,
  encodeMessage,
  FRAME_MESSAGE,
  parseServerMessage,
  ROOM_PROTOCOL_VERSION,
  type ServerMessage,
  TAB_PARAM,
  TAKE_OVER_PARAM,
  TOKEN_PARAM,
  VERSION_PARAM,
} from '#core/room-protocol.ts';
import { type AfterClose, decideAfterClose, type StopReason } from './after-close.ts';
import { InterviewerLine } from './ai/interviewer-line.ts';
import { AssistantLine } from './assistant/assistant-line.ts';
import { sendOnlyOwnState } from './awareness.ts';
import { ChatLine } from './chat/chat-line.ts';
import { ContextLine } from './context-line.ts';
import type { KeptCopy } from './kept-copy.ts';
import type { LocalCopy } from './local-copy.ts';
import { QuestionLine } from './question-line.ts';
import { makeRoomSocket } from './room-socket.ts';
import { initialRoomState, type RoomState, reduceMessage } from './room-state.ts';
import type { TokenAnswer } from './room-token.ts';
import { RunLine } from './run-line.ts';
import { SavedCounter } from './saved-counter.ts';
import { Store } from './store.ts';
import { TerminalLine } from './terminal/terminal-line.ts';
import { TimeLine } from './time-line.ts';
import { type Entry, TokenKeeper } from './token-keeper.ts';

/** Longest pause between two tries to connect. People stare at the banner meanwhile. */
const MAX_BACKOFF = 2500;

export interface RoomSessionOptions {
  interviewId: string;
  role: RoomRole;
  status: InterviewStatus;
  /** Names this tab of the browser, the same after a reload. */
  tabId: string;
  openLocalCopy: (doc: Y.Doc) => LocalCopy;
  fetchToken: () => Promise<TokenAnswer>;
  /** The interview is over for this person. */
  onLeave: () => void;
  /** The local copy was thrown away; the page must start anew, with these texts to offer. */
  onDropped: (copy: KeptCopy) => void;
  WebSocketClass?: typeof WebSocket;
  now?: () => number;
}

/**
 * One person's line to one room: the shared document, who else is here, and what the room says.
 * Framework-free; components watch `state`.
 */
export class RoomSession {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly state: Store<RoomState>;
  readonly chat = new ChatLine((message) => this.#send(message));
  readonly runs = new RunLine((message) => this.#send(message));
  readonly terminal = new TerminalLine((message) => this.#send(message));
  readonly questions = new QuestionLine((message) => this.#send(message));
  readonly interviewer = new InterviewerLine((message) => this.#send(message));
  readonly assistant = new AssistantLine((message) => this.#send(message));
  readonly time = new TimeLine((message) => this.#send(message));
  readonly context: ContextLine;
  readonly canEdit: boolean;
  readonly #options: RoomSessionOptions;
  readonly #provider: WebsocketProvider;
  readonly #localCopy: LocalCopy;
  readonly #saved = new SavedCounter();
  readonly #tokens: TokenKeeper;
  readonly #now: () => number;
  #framesSent = 0;
  #framesSeen = 0;
  #tokenRefusals = 0;
  #token = '';
  #takesOver = false;
  #wasUnsaved = false;
  #isDestroyed = false;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.canEdit = can(options.role, 'edit');
    this.context = new ContextLine((message) => this.#send(message), options.role);
    this.state = new Store(initialRoomState(options.status));
    this.#localCopy = options.openLocalCopy(this.doc);
    this.#provider = new WebsocketProvider('', makeRoomName(options.interviewId), this.doc, {
      connect: false,
      disableBc: true,
      maxBackoffTime: MAX_BACKOFF,
      WebSocketPolyfill: makeRoomSocket(options.WebSocketClass ?? WebSocket, {
        canEdit: this.canEdit,
        onSent: (kind) => this.#frameSent(kind),
      }),
    });
    this.awareness = this.#provider.awareness;
    this.#tokens = new TokenKeeper({
      fetchToken: options.fetchToken,
      now: this.#now,
      onToken: ({ token, url }) => {
        this.#provider.serverUrl = url;
        this.#token = token;
        this.#setParams();
      },
    });
    this.#listen();
  }

  /** Whether something typed here is not yet on the room's disk. */
  get hasUnsaved(): boolean {
    return this.#saved.hasUnsaved;
  }

  /** Reads this device's copy, then goes in. */
  async start(): Promise<void> {
    const answer = this.#tokens.require();
    const { hasUnsaved } = await this.#localCopy.load();
    if (hasUnsaved) this.#saved.restoreUnsaved();
    this.#refreshSaved();
    this.#enterWith(await answer);
  }

  /** Tries again after the page had given up. */
  retry(): void {
    this.#tokenRefusals = 0;
    this.state.update((state) => ({ ...state, connection: 'connecting', stop: null }));
    this.#tokens.forget();
    void this.#enter();
  }

  /** Uses this tab instead of the one in which the room is open. */
  takeOver(): void {
    this.#takesOver = true;
    this.#setParams();
    this.retry();
  }

  /** Reconnects at once where a pause is running: the network or the person came back. */
  wake(): void {
    void this.#tokens.refreshIfOld();
    if (this.#provider.shouldConnect) this.#provider.connect();
  }

  /** The device says that its network is gone: looks at once instead of waiting for silence to be noticed. */
  doubt(): void {
    if (!this.#provider.wsconnected) return;
    this.#provider.disconnect();
    this.#provider.connect();
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.chat.stop();
    this.#tokens.stop();
    this.#provider.destroy();
    this.#localCopy.close();
    this.doc.destroy();
  }

  #listen(): void {
    const provider = this.#provider;
    sendOnlyOwnState(provider);
    provider.messageHandlers[FRAME_MESSAGE] = (_encoder, decoder) => {
      const message = parseServerMessage(decoding.readVarString(decoder));
      if (message) this.#receive(message);
    };
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#saved.opened();
      if (status === 'disconnected') this.#lost();
      this.#refreshSaved();
    });
    provider.on('sync', (isSynced) => {
      if (!isSynced) return;
      this.#tokenRefusals = 0;
      // only once: coming back later must not take the room from a tab that was opened since
      this.#takesOver = false;
      this.#setParams();
      this.#saved.synced();
      this.state.update((state) => ({ ...state, connection: 'online', stop: null }));
      this.#refreshSaved();
    });
    provider.on('closed', ({ code }) => this.#closed(code));
    this.doc.on('update', (_update, origin) => {
      if (origin === provider || origin === this.#localCopy.origin) return;
      const wasSent = this.#framesSent !== this.#framesSeen;
      this.#framesSeen = this.#framesSent;
      this.#saved.edited({ wasSent });
      this.#refreshSaved();
    });
  }

  #setParams(): void {
    this.#provider.params = {
      [TOKEN_PARAM]: this.#token,
      [VERSION_PARAM]: String(ROOM_PROTOCOL_VERSION),
      [TAB_PARAM]: this.#options.tabId,
      ...(this.#takesOver && { [TAKE_OVER_PARAM]: '1' }),
    };
  }

  async #enter(): Promise<void> {
    this.#enterWith(await this.#tokens.require());
  }

  #enterWith(answer: Entry): void {
    if (this.#isDestroyed) return;
    if (answer.type === 'token') {
      this.#provider.connect();
      return;
    }
    if (answer.code === 'interview_over') {
      this.#leave();
      return;
    }
    this.#stop({
      title: 'You are not in this room any more',
      text: answer.message,
      offer: answer.code === 'unauthenticated' ? 'reload' : 'retry',
    });
  }

  #closed(code: number): void {
    const next = decideAfterClose(code, ++this.#tokenRefusals);
    if (next.do !== 'new-token') this.#tokenRefusals = 0;
    this.#carryOut(next);
  }

  #carryOut(next: AfterClose): void {
    switch (next.do) {
      case 'nothing':
        this.#provider.connect();
        return;
      case 'new-token':
        this.#tokens.forget();
        void this.#enter();
        return;
      case 'wait':
        this.#later(next.forMs, () => this.#provider.connect());
        return;
      case 'drop-local':
        void this.#dropLocal(next.text);
        return;
      case 'stop':
        this.#stop(next.reason);
        return;
      case 'leave':
        this.#leave();
        return;
    }
  }

  /** Nothing more can be sent, so nobody is held back for it. */
  #leave(): void {
    this.state.update((state) => ({ ...state, connection: 'stopped' }));
    // The device need not keep a copy of what is over and safe.
    if (!this.#saved.hasUnsaved) void this.#localCopy.clear();
    this.#options.onLeave();
  }

  #stop(reason: StopReason): void {
    this.state.update((state) => ({ ...state, connection: 'stopped', stop: reason }));
  }

  async #dropLocal(reason: string): Promise<void> {
    const files = this.#saved.hasUnsaved
      ? snapshotFiles(this.doc).map(({ path, text }) => ({ path, text }))
      : [];
    await this.#localCopy.clear();
    if (!this.#isDestroyed) this.#options.onDropped({ reason, files });
  }

  #lost(): void {
    this.#saved.closed();
    this.state.update((state) =>
      state.connection === 'online' ? { ...state, connection: 'offline' } : state,
    );
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'saved') {
      this.#saved.confirmed(message.count);
      this.#refreshSaved();
      return;
    }
    this.state.update((state) => reduceMessage(state, message, this.#now()));
    this.chat.hear(message, this.state.get().chat);
    this.terminal.hear(message);
  }

  #send(message: ClientMessageInput): boolean {
    const { ws, wsconnected } = this.#provider;
    if (!wsconnected || !ws) return false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    ws.send(encoding.toUint8Array(encoder));
    return true;
  }

  #frameSent(kind: 'step-2' | 'update'): void {
    this.#framesSent += 1;
    // A step 2 answers the room and is nobody's keystroke.
    if (kind === 'step-2') this.#framesSeen = this.#framesSent;
    this.#saved.sent(kind);
    this.#refreshSaved();
  }

  #refreshSaved(): void {
    const saved = this.#saved.state;
    if (saved !== this.state.get().saved) this.state.update((state) => ({ ...state, saved }));
    if (this.#saved.hasUnsaved === this.#wasUnsaved) return;
    this.#wasUnsaved = this.#saved.hasUnsaved;
    this.#localCopy.markUnsaved(this.#wasUnsaved);
  }

  #later(time: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, time);
    this.#timers.add(timer);
  }
}
