import type { WorkspaceEvent } from '#core/workspace-protocol.ts';
import type { Editing } from './editing.ts';
import type { Journal, SetTimer } from './journal.ts';
import { LineKeeper } from './line-keeper.ts';
import type { Log } from './log.ts';
import type { RecordFrame } from './record.ts';
import type { RoomDocument } from './room-document.ts';
import type { Sandbox } from './sandbox-client.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { ARCHIVE_KEY, encodeStored, type StoredTerminal, TERMINAL_KEY, WORKSPACE_KEY } from './stored.ts';
import { Terminal } from './terminal.ts';
import type { ConnectWorkspace } from './workspace-line.ts';
import { WorkspaceSync } from './workspace-sync.ts';

export interface WorkspaceDependencies {
  connect: ConnectWorkspace;
  archive: Sandbox['archive'];
  interviewId: () => string | null;
  document: RoomDocument;
  editing: Editing;
  journal: Journal;
  sessions: Sessions;
  record: RecordFrame;
  clock: () => number;
  setTimer: SetTimer;
  log: Log;
}

/** What is stored of a workspace; `paths` is null when the interview never had one. */
export interface StoredWorkspace {
  terminal: StoredTerminal | null;
  paths: string[] | null;
  isArchived: boolean;
}

/** The interview's workspace at the sandbox service, as the room has it: one line, and over it the terminal and the files. */
export class Workspace {
  readonly terminal: Terminal;
  readonly #given: WorkspaceDependencies;
  readonly #keeper: LineKeeper;
  readonly #sync: WorkspaceSync;
  #isArchived = false;

  constructor(given: WorkspaceDependencies) {
    this.#given = given;
    const { clock, connect, document, editing, interviewId, log, record, sessions, setTimer } = given;
    this.#keeper = new LineKeeper({
      connect,
      interviewId,
      clock,
      setTimer,
      log,
      isWanted: () => this.terminal.isWanted && sessions.size > 0,
      onOpen: (send) => this.#sync.open(send),
      onEvent: (event) => this.#hear(event),
      onClosed: () => this.#sync.close(),
      onGivenUp: (code) => this.terminal.fail(code),
    });
    this.terminal = new Terminal({
      sessions,
      record,
      clock,
      isLineReady: () => this.#keeper.isReady,
      send: (request) => this.#keeper.send(request),
      openLine: () => this.#keeper.open({ isPatient: false }),
      dropLine: () => this.#keeper.drop(),
    });
    this.#sync = new WorkspaceSync({
      document,
      setTimer,
      edit: (change) => editing.editAsRoom(change, 'workspace'),
      tellLeftOut: (files) => sessions.tellAll({ type: 'left-out', files }),
    });
  }

  /** Takes up what is stored. The line waits for somebody to come. */
  restore({ terminal, paths, isArchived }: StoredWorkspace): void {
    this.terminal.restore(terminal);
    this.#isArchived = isArchived;
    if (paths) this.#sync.restore(paths);
  }

  /** Whether there is no line, so that nothing comes from the workspace any more. */
  get isClosed(): boolean {
    return this.#keeper.isClosed;
  }

  /** Somebody is here: a terminal that is open must be reachable. */
  enter(): void {
    if (this.terminal.isWanted) this.#keeper.open({ isPatient: true });
  }

  /** A connection is gone. The line goes with the last one; the shell waits at the service. */
  leave(session: Session): void {
    this.terminal.forget(session);
    if (this.#given.sessions.size === 0) this.#keeper.close();
  }

  /** Puts what changed beside the next write; the returned function is for when that is durable. */
  beginWrite(): () => void {
    const { journal } = this.#given;
    const terminal = this.terminal.takeNews();
    if (terminal) journal.setBeside(TERMINAL_KEY, encodeStored(terminal));
    else if (terminal === null) journal.removeBeside([TERMINAL_KEY]);
    const paths = this.#sync.takeNews();
    if (paths) journal.setBeside(WORKSPACE_KEY, encodeStored({ paths }));
    return this.terminal.mark();
  }

  /** The interview is over: the shell ends and the line closes. */
  end(): void {
    this.terminal.end();
    this.#keeper.close();
  }

  /** Packs the workspace away, if there ever was one. What fails is logged, and the workspace stays. */
  async archive(): Promise<void> {
    const { archive, interviewId, journal } = this.#given;
    const id = interviewId();
    if (!this.#sync.hasWorkspace || this.#isArchived || id === null) return;
    const packed = await archive(id);
    this.#isArchived = packed !== null;
    if (packed) journal.setBeside(ARCHIVE_KEY, encodeStored(packed));
  }

  #hear(event: WorkspaceEvent): void {
    switch (event.type) {
      case 'ready':
        this.terminal.ready(event.terminal);
        return;
      case 'changed':
        // what cannot be written down is not taken; with the next line all of it comes again
        if (this.#given.journal.isFull) this.#keeper.drop();
        else this.#sync.receive(event);
        return;
      case 'trouble':
        this.terminal.refuse(event.code, event.message);
        return;
      case 'terminal-opened':
      case 'terminal-output':
      case 'terminal-closed':
        this.terminal.hear(event);
    }
  }
}
