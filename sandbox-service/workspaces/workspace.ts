import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import type { Archive, TerminalSize, Volume, WorkspaceRequest } from '#core/workspace-protocol.ts';
import type { Log } from '../log.ts';
import type { Shells } from '../terminal/shells.ts';
import type { Terminal, TerminalListener } from '../terminal/terminal.ts';
import type { Archives } from '../volumes/archives.ts';
import { unpackWorkspace } from '../volumes/unpack.ts';
import type { Lease, Volumes } from '../volumes/volumes.ts';
import { MAX_SNAPSHOTS } from './limits.ts';
import type { Line } from './line.ts';
import type { SharedFiles } from './shared-files.ts';
import { Sync, type WriteOutcome } from './sync.ts';
import { VolumeUse } from './volume-use.ts';

export interface WorkspaceHost {
  volumes: Volumes;
  archives: Archives;
  shells: Shells;
  log: Log;
}

/**
 * One interview's workspace while somebody uses it: its volume, the room's line, the shared terminal. Everything that
 * is asked of it is done one after the other.
 */
export class Workspace {
  readonly #id: string;
  readonly #host: WorkspaceHost;
  readonly #onUnused: () => void;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #use: VolumeUse | null = null;
  #line: Line | null = null;
  #sync: Sync | null = null;
  #terminal: Terminal | null = null;

  /** `onUnused` is told when nothing uses it and nothing waits; it can be forgotten then. */
  constructor(id: string, host: WorkspaceHost, onUnused: () => void) {
    this.#id = id;
    this.#host = host;
    this.#onUnused = onUnused;
  }

  get hasLine(): boolean {
    return this.#line !== null;
  }

  /** Takes a new line of the room; the one before is closed. */
  connect(line: Line): void {
    const old = this.#line;
    this.#disconnect();
    this.#line = line;
    old?.close('replaced');
  }

  /** A line has closed. */
  disconnect(line: Line): void {
    if (this.#line === line) this.#disconnect();
    this.#inTurn(async () => {}).catch(() => {}); // Gives the volume back when that was its last use.
  }

  /** Carries out what a room asks; what cannot be done is told on the line. */
  handle(line: Line, request: WorkspaceRequest): void {
    this.#inTurn(async () => {
      if (this.#line === line) await this.#carryOut(line, request);
    }).catch((error: Error) => {
      const isTerminal = request.type.startsWith('terminal');
      this.#host.log.error('workspace', 'A workspace or its terminal could not be used', {
        request: request.type,
        reason: error.message,
      });
      tell(line, isTerminal ? 'terminal_unavailable' : 'sandbox_unavailable', UNAVAILABLE);
      if (request.type === 'open') line.close('unavailable');
    });
  }

  /** Makes or resumes it and tells its state. */
  resume(): Promise<Volume> {
    return this.#inTurn(async () => this.#measure((await this.#open()).lease));
  }

  /** Tells its state, without making one where there is none any more. */
  measure(): Promise<Volume | ErrorCode> {
    return this.#ifThere(async () => this.#measure((await this.#open()).lease));
  }

  takeSnapshot(): Promise<Archive | ErrorCode> {
    return this.#ifThere(async () => {
      const { archives } = this.#host;
      if (archives.listSnapshots(this.#id).length >= MAX_SNAPSHOTS) return 'too_many_requests';
      return this.#pack((root) => archives.takeSnapshot(this.#id, root));
    });
  }

  archive(): Promise<Archive | ErrorCode> {
    return this.#ifThere(() => this.#pack((root) => this.#host.archives.keep(root)));
  }

  /** Goes back to a packed state. The terminal ends; what is different then is told on the line. Throws `ArchiveError`. */
  restore(sha256: string): Promise<Volume | ErrorCode> {
    return this.#inTurn(async () => {
      const archive = this.#host.archives.find(sha256);
      if (!archive) return 'not_found';
      await this.#terminal?.close();
      const { files } = await this.#open();
      this.#release();
      try {
        await this.#host.volumes.replace(this.#id, ({ path, uid }) =>
          unpackWorkspace({ archive, sha256, root: path, owner: uid }),
        );
      } finally {
        const { lease } = await this.#open(files);
        this.#sync?.follow(lease);
      }
      const opened = await this.#open();
      return this.#measure(opened.lease);
    });
  }

  /** Removes it with its snapshots. */
  remove(): Promise<void> {
    return this.#inTurn(async () => {
      const line = this.#line;
      this.#disconnect();
      line?.close('removed');
      await this.#terminal?.close();
      this.#release();
      await this.#host.volumes.remove(this.#id);
      this.#host.archives.removeSnapshots(this.#id);
    });
  }

  /** Ends the terminal and gives the volume back. */
  async close(): Promise<void> {
    const line = this.#line;
    await this.#inTurn(async () => {
      this.#disconnect();
      await this.#terminal?.close();
    });
    line?.close('unavailable');
  }

  async #carryOut(line: Line, request: WorkspaceRequest): Promise<void> {
    switch (request.type) {
      case 'open':
        return this.#openLine(line, request.files);
      case 'write':
        return this.#afterWrite(line, this.#sync?.write(request.files));
      case 'remove':
        this.#sync?.remove(request.paths);
        this.#use?.saveSoon();
        return;
      case 'terminal-open':
        return this.#openTerminal(line, request.size);
      case 'terminal-input':
        if (this.#terminal?.write(request.data) === false) tell(line, 'too_large', NOT_READ);
        return;
      case 'terminal-resize':
        return this.#terminal?.resize(request.size);
      case 'terminal-close':
        return this.#terminal?.close();
      case 'terminal-taken':
        return this.#terminal?.taken(request.offset);
    }
  }

  async #openLine(line: Line, document: readonly { path: string; text: string }[]): Promise<void> {
    const { lease, files } = await this.#open();
    this.#sync?.close();
    this.#sync = new Sync({
      lease,
      files,
      onChanged: (event) => {
        line.send(event);
        this.#use?.saveSoon();
      },
      onTrouble: (error) =>
        this.#host.log.error('workspace', 'A workspace could not be looked at', { reason: error.message }),
    });
    const terminal = this.#terminal;
    line.send({ type: 'ready', terminal: terminal && { size: terminal.size, ...terminal.shown } });
    terminal?.attach(listenTo(line));
    this.#afterWrite(line, this.#sync.open(document));
  }

  #afterWrite(line: Line, outcome: WriteOutcome | undefined): void {
    if (outcome?.isFull) tell(line, 'too_large', FULL);
    this.#use?.saveSoon();
  }

  async #openTerminal(line: Line, size: TerminalSize): Promise<void> {
    if (this.#terminal) this.#terminal.resize(size);
    else {
      const { lease } = await this.#open();
      const terminal = this.#host.shells.start(lease, size);
      if (!terminal) return tell(line, 'terminal_unavailable', TOO_MANY_TERMINALS);
      this.#terminal = terminal;
      terminal.attach(listenTo(line));
      terminal.ended.then((exitCode) => this.#onTerminalEnd(terminal, exitCode));
    }
    line.send({ type: 'terminal-opened', size });
  }

  #onTerminalEnd(terminal: Terminal, exitCode: number | null): void {
    if (this.#terminal === terminal) this.#terminal = null;
    this.#line?.send({ type: 'terminal-closed', exitCode });
    this.#inTurn(async () => {}).catch(() => {}); // Gives the volume back when that was its last use.
  }

  #disconnect(): void {
    this.#line = null;
    this.#sync?.close();
    this.#sync = null;
    this.#terminal?.detach();
  }

  async #open(known: SharedFiles | null = null): Promise<VolumeUse> {
    const onFull = () => {
      this.#terminal?.kill();
      if (this.#line) tell(this.#line, 'too_large', FULL);
    };
    this.#use ??= await VolumeUse.open({ volumes: this.#host.volumes, id: this.#id, known, onFull });
    return this.#use;
  }

  #release(): void {
    this.#use?.release();
    this.#use = null;
  }

  async #pack(pack: (root: string) => Promise<Archive>): Promise<Archive> {
    const { lease } = await this.#open();
    const terminal = this.#terminal;
    return terminal ? terminal.holdDuring(() => pack(lease.path)) : pack(lease.path);
  }

  #measure(lease: Lease): Volume {
    return { interviewId: this.#id, ...this.#host.volumes.measure(lease) };
  }

  /** Does this in turn, unless the workspace was removed meanwhile. */
  #ifThere<T>(work: () => Promise<T>): Promise<T | ErrorCode> {
    return this.#inTurn(async () => (this.#host.volumes.exists(this.#id) ? work() : 'not_found'));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && !this.#line && !this.#terminal) {
        this.#release();
        this.#onUnused();
      }
    }
  }
}

const UNAVAILABLE = 'The workspace cannot be used right now. Try again in a moment.';
const TOO_MANY_TERMINALS = 'All terminals of this service are in use. Try again later.';
const NOT_READ = 'The program in the terminal has not read what was typed before. Wait, or press Ctrl-C.';
const FULL = 'The workspace is full: remove some files in the terminal.';

function tell(line: Line, code: ErrorCode, message: string = ERRORS[code].text): void {
  line.send({ type: 'trouble', code, message });
}

function listenTo(line: Line): TerminalListener {
  return { onOutput: (offset, data) => line.send({ type: 'terminal-output', offset, data }) };
}
