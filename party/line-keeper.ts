import type { ErrorCode } from '#core/error-codes.ts';
import type { WorkspaceEvent, WorkspaceRequest } from '#core/workspace-protocol.ts';
import type { SetTimer } from './journal.ts';
import type { Log } from './log.ts';
import { LINE_RETRIES, LINE_STABLE, WORKSPACE_TIMEOUT } from './room-limits.ts';
import type { ConnectWorkspace, WorkspaceLine } from './workspace-line.ts';

export interface LineKeeperDependencies {
  connect: ConnectWorkspace;
  interviewId: () => string | null;
  clock: () => number;
  setTimer: SetTimer;
  log: Log;
  /** Whether a line that broke is to be tried again. */
  isWanted: () => boolean;
  /** The line is there; `send` is for the first messages, before the other side says `ready`. */
  onOpen: (send: (request: WorkspaceRequest) => void) => void;
  onEvent: (event: WorkspaceEvent) => void;
  /** The line that was open is no more, for whatever reason. */
  onClosed: () => void;
  /** The line broke, or could not be had, and is not tried again. */
  onGivenUp: (code: ErrorCode) => void;
}

interface Open {
  type: 'open';
  line: WorkspaceLine;
  /** When the other side said that the workspace is there; null before. */
  readyAt: number | null;
}
type State = { type: 'closed' } | { type: 'connecting' } | Open | { type: 'waiting' };

/** Keeps the room's one line to its workspace: opens it, tries again with growing pauses, gives up, closes it. */
export class LineKeeper {
  readonly #given: LineKeeperDependencies;
  #state: State = { type: 'closed' };
  /** Ends the wait of the present state: for the other side, or for the next try. */
  #cancelTimer: (() => void) | null = null;
  /** Tries since the line was last up for long. */
  #retries = 0;
  /** Whether there was a line, so that one that cannot be had is worth another try. */
  #isPatient = false;

  constructor(given: LineKeeperDependencies) {
    this.#given = given;
  }

  get isClosed(): boolean {
    return this.#state.type === 'closed';
  }

  get isReady(): boolean {
    return this.#state.type === 'open' && this.#state.readyAt !== null;
  }

  /** Sees that there is a line, or soon will be. `isPatient` tries for a while where the first try fails. */
  open({ isPatient }: { isPatient: boolean }): void {
    this.#isPatient ||= isPatient;
    if (this.#state.type === 'closed' || this.#state.type === 'waiting') void this.#connect();
  }

  /** Sends when the line is ready; says whether it was. */
  send(request: WorkspaceRequest): boolean {
    const state = this.#state;
    if (state.type !== 'open' || state.readyAt === null) return false;
    state.line.send(request);
    return true;
  }

  /** Closes the line for good. Nothing is heard of it any more until it is opened again. */
  close(): void {
    const state = this.#state;
    this.#enter({ type: 'closed' });
    this.#retries = 0;
    this.#isPatient = false;
    if (state.type === 'open') state.line.close();
  }

  /** Gives up this line, but not the workspace: it is tried again if it is wanted. */
  drop(): void {
    const state = this.#state;
    if (state.type !== 'open') return;
    state.line.close();
    this.#lost('terminal_unavailable');
  }

  #enter(state: State): State {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const { type } = this.#state;
    this.#state = state;
    if (type === 'open') this.#given.onClosed();
    return state;
  }

  async #connect(): Promise<void> {
    const { connect, interviewId, onOpen, onEvent, setTimer, clock } = this.#given;
    const id = interviewId();
    if (id === null) return;
    const connecting = this.#enter({ type: 'connecting' });
    let open: Open | null = null;
    const isCurrent = () => open !== null && this.#state === open;
    const line = await connect(id, {
      onEvent: (event) => {
        if (!open || !isCurrent()) return;
        if (event.type === 'ready') {
          open.readyAt = clock();
          this.#isPatient = true;
          this.#cancelTimer?.();
          this.#cancelTimer = null;
        }
        onEvent(event);
      },
      onClose: () => {
        if (isCurrent()) this.#lost('terminal_unavailable');
      },
    });
    if (this.#state !== connecting) {
      if (typeof line !== 'string') line.close();
      return;
    }
    if (typeof line === 'string') {
      this.#lost(line);
      return;
    }
    open = { type: 'open', line, readyAt: null };
    this.#enter(open);
    this.#cancelTimer = setTimer(() => this.drop(), WORKSPACE_TIMEOUT);
    onOpen((request) => line.send(request));
  }

  #lost(code: ErrorCode): void {
    const { clock, isWanted, log, onGivenUp, setTimer } = this.#given;
    const state = this.#state;
    if (state.type === 'open' && state.readyAt !== null && clock() - state.readyAt >= LINE_STABLE)
      this.#retries = 0;
    // somebody who opens a terminal and cannot have it is told at once; one that was there is fetched back
    const pause = this.#isPatient && isWanted() ? LINE_RETRIES[this.#retries++] : undefined;
    if (pause === undefined) {
      this.close();
      onGivenUp(code);
      return;
    }
    log.info('The line to a workspace broke and is tried again.', { pause });
    this.#enter({ type: 'waiting' });
    this.#cancelTimer = setTimer(() => {
      if (isWanted()) void this.#connect();
      else this.close();
    }, pause);
  }
}
