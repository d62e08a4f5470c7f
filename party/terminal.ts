import type { ErrorCode } from '#core/error-codes.ts';
import type { ServerMessageOf, TerminalState } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { TerminalSize, WorkspaceEvent, WorkspaceRequest } from '#core/workspace-protocol.ts';
import { type RecordFrame, SYSTEM } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { StoredTerminal } from './stored.ts';
import { TerminalOutput } from './terminal-output.ts';
import { TerminalScreens } from './terminal-screens.ts';

export interface TerminalDependencies {
  sessions: Sessions;
  record: RecordFrame;
  clock: () => number;
  isLineReady: () => boolean;
  /** Sends over the line when it is ready; says whether it was. */
  send: (request: WorkspaceRequest) => boolean;
  /** Sees that there is a line. What comes of it is told by `ready` and `fail`. */
  openLine: () => void;
  /** The service sends more than it was allowed to: the line must go. */
  dropLine: () => void;
}

type TerminalEvent = Extract<WorkspaceEvent, { type: `terminal-${string}` }>;
type ReadyTerminal = Extract<WorkspaceEvent, { type: 'ready' }>['terminal'];

/** The room's one shared terminal: who may type, how large it is, what it showed. All of it is written down before it is told. */
export class Terminal {
  readonly #given: TerminalDependencies;
  readonly #screens: TerminalScreens;
  /** The terminal as everybody knows it; null while there is none. */
  #state: TerminalState | null = null;
  #output = new TerminalOutput({ end: 0 });
  /** Up to where the service was told, over this line, that its output is on disk. */
  #told = 0;
  /** Who asked for a terminal that is not there yet. */
  #asking: { session: Session; requestId: string; size: TerminalSize }[] = [];
  /** A terminal that was open when the room stopped, until it is found again. */
  #lost: StoredTerminal | null = null;
  #isNews = false;

  constructor(given: TerminalDependencies) {
    this.#given = given;
    this.#screens = new TerminalScreens(given.sessions);
  }

  /** Takes up a terminal that was open when the room stopped. */
  restore(stored: StoredTerminal | null): void {
    this.#lost = stored;
  }

  /** Whether there is, or should be, a terminal: the line to it must be kept. */
  get isWanted(): boolean {
    return this.#state !== null || this.#lost !== null || this.#asking.length > 0;
  }

  /** The terminal for a newcomer, with what its screen showed. */
  get welcome(): ServerMessageOf<'welcome'>['terminal'] {
    return this.#state && { ...this.#state, scrollback: this.#output.scrollback };
  }

  /** What is to be stored with the next write: undefined when nothing changed, null when there is no terminal any more. */
  takeNews(): StoredTerminal | null | undefined {
    if (!this.#isNews) return undefined;
    this.#isNews = false;
    return this.#state && { size: this.#state.size, offset: this.#output.end };
  }

  /** Opens the terminal, or shows one more screen of it. */
  open(session: Session, requestId: string, size: TerminalSize): null {
    this.resize(session, size);
    if (this.#state) return null;
    this.#asking = [
      ...this.#asking.filter((other) => other.session !== session),
      { session, requestId, size },
    ];
    if (!this.#given.send({ type: 'terminal-open', size: this.#screens.smallest() ?? size }))
      this.#given.openLine();
    return null;
  }

  type({ person }: Session, data: string): Refusal | null {
    const { clock, isLineReady, record, send, sessions } = this.#given;
    const state = this.#state;
    if (!state || !isLineReady()) {
      return refusal(
        'terminal_unavailable',
        'The terminal is not there right now. What you typed was not sent.',
      );
    }
    record(FRAME_KINDS.terminalInput, person.participantId, { data });
    send({ type: 'terminal-input', data });
    const isSomebodyElse = state.typist?.participantId !== person.participantId;
    state.typist = { participantId: person.participantId, name: person.name, at: clock() };
    if (isSomebodyElse) sessions.tellAll({ type: 'terminal', terminal: state });
    return null;
  }

  /** This screen has this size now, or shows the terminal no more. */
  resize(session: Session, size: TerminalSize | null): null {
    this.#screens.set(session, size);
    this.#fit();
    return null;
  }

  /** Ends the shell, as somebody asked. */
  close(author: string): Refusal | null {
    if (!this.#state) return refusal('not_found', 'There is no terminal to close.');
    this.#given.send({ type: 'terminal-close' });
    this.#end(author);
    return null;
  }

  /** There is no terminal any more, not even one that was open when the room stopped. */
  end(): void {
    if (!this.#state && !this.#lost) return;
    this.#given.send({ type: 'terminal-close' });
    this.#end(SYSTEM);
  }

  /** A connection is gone, and with it its screen. */
  forget(session: Session): void {
    this.#asking = this.#asking.filter((other) => other.session !== session);
    this.resize(session, null);
  }

  /** The line is there, with the shell that runs in the workspace, if one does. */
  ready(terminal: ReadyTerminal): void {
    const { send } = this.#given;
    if (terminal) {
      this.#resume(terminal);
    } else {
      if (this.#state || this.#lost) this.#end(SYSTEM);
      const [first] = this.#asking;
      if (first) send({ type: 'terminal-open', size: this.#screens.smallest() ?? first.size });
    }
  }

  /** What the shell does. */
  hear(event: TerminalEvent): void {
    switch (event.type) {
      case 'terminal-opened':
        if (this.#state) return;
        this.#begin(event.size, new TerminalOutput({ end: 0 }));
        return;
      case 'terminal-output':
        if (!this.#state) return;
        // what is missing between comes with the next line, if the service still has it
        if (event.offset > this.#output.end) this.#given.dropLine();
        else this.#take(event.offset, event.data);
        return;
      case 'terminal-closed':
        // while somebody asks for a new one, this is the end of the one that was closed before
        if (this.#state) this.#end(SYSTEM);
        return;
    }
  }

  /** Notes what was taken up to now; the returned function is for when that is on disk, and lets the service send more. */
  mark(): () => void {
    const output = this.#output;
    const { end } = output;
    return () => {
      output.wrote(end);
      if (this.#state && this.#output === output) this.#tellTaken();
    };
  }

  /** What was asked of the shell could not be done. */
  refuse(code: ErrorCode, message: string): void {
    const asking = this.#asking;
    this.#asking = [];
    for (const { session, requestId } of asking) session.tell({ type: 'refused', requestId, code, message });
    if (asking.length === 0)
      this.#given.sessions.tellThose('terminal', { type: 'refused', requestId: null, code, message });
  }

  /** The line is gone for good, and the terminal with it. */
  fail(code: ErrorCode): void {
    const hadTerminal = this.#state !== null;
    if (hadTerminal || this.#lost) this.#end(SYSTEM);
    const lost = refusal(
      'terminal_unavailable',
      'The line to the terminal broke. Open it again in a moment.',
    );
    const { message } = hadTerminal ? lost : refusal(code);
    if (hadTerminal || this.#asking.length > 0) this.refuse(code, message);
  }

  /** The shell of before goes on, or one that this room does not know. Nothing is shown twice and nothing is left out. */
  #resume({ size, scrollback, offset }: NonNullable<ReadyTerminal>): void {
    const before = this.#state ? this.#output.end : (this.#lost?.offset ?? null);
    const isSame = before !== null && before <= offset + scrollback.length;
    if ((this.#state || this.#lost) && !isSame) this.#end(SYSTEM);
    if (this.#state) {
      this.#state.size = size;
    } else if (this.#lost && before !== null) {
      // those who are here came after the room had lost the screen, and have an empty one
      const known = scrollback.slice(0, Math.max(0, before - offset));
      this.#begin(size, new TerminalOutput({ end: before, known }));
      if (known) this.#given.sessions.tellAll({ type: 'terminal-output', data: known });
    } else {
      this.#begin(size, new TerminalOutput({ end: offset }));
    }
    this.#told = -1;
    this.#tellTaken();
    this.#take(offset, scrollback);
    this.#fit();
  }

  /** There is a terminal from now on. One that was there before the room stopped has been written down. */
  #begin(size: TerminalSize, output: TerminalOutput): void {
    const { record, sessions } = this.#given;
    const author = this.#asking[0]?.session.person.participantId ?? SYSTEM;
    if (!this.#lost) record(FRAME_KINDS.terminal, author, { event: 'opened', size });
    this.#state = { size, typist: null };
    this.#output = output;
    this.#told = output.end;
    this.#lost = null;
    this.#asking = [];
    this.#isNews = true;
    sessions.tellAll({ type: 'terminal', terminal: this.#state });
    this.#fit();
  }

  #tellTaken(): void {
    const { written } = this.#output;
    if (written <= this.#told) return;
    if (this.#given.send({ type: 'terminal-taken', offset: written })) this.#told = written;
  }

  /** Takes output that begins at this offset; what of it is known already is left out. */
  #take(offset: number, data: string): void {
    const { dropLine, record, sessions } = this.#given;
    const news = this.#output.take(offset, data);
    if (news === '') return;
    this.#isNews = true;
    record(FRAME_KINDS.terminalOutput, SYSTEM, { data: news });
    sessions.tellAll({ type: 'terminal-output', data: news });
    if (this.#output.isBeyondWindow) dropLine();
  }

  #end(author: string): void {
    const size = this.#state?.size ?? this.#lost?.size;
    this.#state = null;
    this.#lost = null;
    this.#isNews = true;
    if (size) this.#given.record(FRAME_KINDS.terminal, author, { event: 'closed', size });
    this.#given.sessions.tellAll({ type: 'terminal', terminal: null });
  }

  /** Makes the shared terminal as large as the smallest screen that shows it. */
  #fit(): void {
    const size = this.#screens.smallest();
    const state = this.#state;
    if (!state || !size) return;
    if (state.size.columns === size.columns && state.size.rows === size.rows) return;
    state.size = size;
    this.#isNews = true;
    this.#given.record(FRAME_KINDS.terminal, SYSTEM, { event: 'resized', size });
    this.#given.send({ type: 'terminal-resize', size });
    this.#given.sessions.tellAll({ type: 'terminal', terminal: state });
  }
}
