import type http from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { TERMINAL_SCROLLBACK } from '#core/limits.ts';
import {
  type TerminalSize,
  type WorkspaceEvent,
  type WorkspaceRequest,
  workspaceRequestSchema,
} from '#core/workspace-protocol.ts';
import { until } from './until.ts';

/** What programs of one interview did and what the room said about it, as the service holds it: it outlives lines. */
export class FakeWorkspace {
  readonly files = new Map<string, string>();
  readonly requests: WorkspaceRequest[] = [];
  readonly typed: string[] = [];
  /** Lines that were opened so far. */
  lines = 0;
  /** Messages that the protocol does not allow. */
  faults = 0;
  taken = 0;
  shell: { size: TerminalSize; output: string } | null = null;
  /** When set, the next shell is refused with this. */
  trouble: Extract<WorkspaceEvent, { type: 'trouble' }> | null = null;
  /** While true, a `changed` is kept on its way and arrives later, as on a slow line. */
  isSlow = false;
  #held: WorkspaceEvent[] = [];
  /** The line, once the room has opened it. */
  #line: ((event: WorkspaceEvent) => void) | null = null;
  /** The same once the room has said what it has: nothing is told before. */
  #say: ((event: WorkspaceEvent) => void) | null = null;
  #seen = 0;
  #cut: () => void = () => {};

  /** A new line takes the place of the one before. */
  connect(say: (event: WorkspaceEvent) => void, cut: () => void): void {
    this.#cut();
    this.lines++;
    this.#line = say;
    this.#say = null;
    this.#cut = cut;
    this.#seen = 0;
  }

  /** Whether there is a line on which the room has said what it has. */
  get isConnected(): boolean {
    return this.#say !== null;
  }

  /** The line is gone, for whatever reason. */
  disconnected(): void {
    this.#line = null;
    this.#say = null;
    this.#cut = () => {};
  }

  /** Breaks the line off. */
  cut(): void {
    const cut = this.#cut;
    this.disconnected();
    cut();
  }

  hear(json: string): void {
    const { success, data: request } = workspaceRequestSchema.safeParse(JSON.parse(json));
    if (!success) {
      this.faults++;
      return;
    }
    this.requests.push(request);
    switch (request.type) {
      case 'open': {
        this.#say = this.#line;
        const ours = [...this.files];
        for (const { path, text } of request.files) this.files.set(path, text);
        this.#seen++;
        const known = new Set(request.files.map(({ path }) => path));
        const written = ours.flatMap(([path, text]) => (known.has(path) ? [] : [{ path, text }]));
        const scrollback = this.shell?.output.slice(-TERMINAL_SCROLLBACK) ?? '';
        const offset = (this.shell?.output.length ?? 0) - scrollback.length;
        this.#tell({ type: 'ready', terminal: this.shell && { size: this.shell.size, scrollback, offset } });
        if (written.length > 0) this.#tell({ type: 'changed', written, removed: [], leftOut: [], seen: 1 });
        return;
      }
      case 'write':
        this.#seen++;
        for (const { path, text } of request.files) this.files.set(path, text);
        return;
      case 'remove':
        this.#seen++;
        for (const path of request.paths) this.files.delete(path);
        return;
      case 'terminal-open':
        if (this.trouble) {
          this.#tell(this.trouble);
          this.trouble = null;
          return;
        }
        this.shell ??= { size: request.size, output: '' };
        this.shell.size = request.size;
        this.#tell({ type: 'terminal-opened', size: request.size });
        return;
      case 'terminal-input':
        this.typed.push(request.data);
        return;
      case 'terminal-resize':
        if (this.shell) this.shell.size = request.size;
        return;
      case 'terminal-close':
        this.exit();
        return;
      case 'terminal-taken':
        this.taken = request.offset;
    }
  }

  /** The shell prints. */
  print(data: string): void {
    if (!this.shell) throw new Error('No shell runs.');
    const offset = this.shell.output.length;
    this.shell.output += data;
    this.#tell({ type: 'terminal-output', offset, data });
  }

  /** The shell prints something that never arrives. */
  printUnheard(data: string): void {
    if (!this.shell) throw new Error('No shell runs.');
    this.shell.output += data;
  }

  /** The shell ends. */
  exit(): void {
    if (!this.shell) return;
    this.shell = null;
    this.#tell({ type: 'terminal-closed', exitCode: 0 });
  }

  /** A program writes and removes files. */
  change(written: Record<string, string>, removed: string[] = []): void {
    for (const path of removed) this.files.delete(path);
    for (const [path, text] of Object.entries(written)) this.files.set(path, text);
    this.#tell({
      type: 'changed',
      written: Object.entries(written).map(([path, text]) => ({ path, text })),
      removed,
      leftOut: [],
      seen: this.#seen,
    });
  }

  /** Says something else. */
  say(event: WorkspaceEvent): void {
    this.#tell(event);
  }

  /** What was on its way arrives. */
  deliver(): void {
    this.isSlow = false;
    for (const event of this.#held.splice(0)) this.#tell(event);
  }

  #tell(event: WorkspaceEvent): void {
    if (this.isSlow && event.type === 'changed') this.#held.push(event);
    else this.#say?.(event);
  }
}

/** The workspaces of a fake sandbox service, over real sockets. */
export class FakeWorkspaces {
  readonly #byId = new Map<string, FakeWorkspace>();
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sockets = new Set<WebSocket>();

  /** The workspace of this interview. */
  of(interviewId: string): FakeWorkspace {
    const workspace = this.#byId.get(interviewId) ?? new FakeWorkspace();
    this.#byId.set(interviewId, workspace);
    return workspace;
  }

  /** The same once a line to it is open. */
  async connected(interviewId: string): Promise<FakeWorkspace> {
    const workspace = this.of(interviewId);
    await until(() => workspace.isConnected, 'the room opens a line to the workspace');
    return workspace;
  }

  accept(id: string, request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (line) => {
      const workspace = this.of(id);
      this.#sockets.add(line);
      let isCurrent = true;
      workspace.connect(
        (event) => line.send(JSON.stringify(event)),
        () => {
          isCurrent = false;
          line.terminate();
        },
      );
      line.on('message', (data) => isCurrent && workspace.hear(String(data)));
      line.on('error', () => {});
      line.on('close', () => {
        this.#sockets.delete(line);
        if (isCurrent) workspace.disconnected();
      });
    });
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}
