import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Service, TOKEN, until } from './harness.ts';

/** The wire as a stranger would write it down: a change of the contract must break these tests. */
export type LineEvent =
  | { type: 'ready'; terminal: { size: object; scrollback: string; offset: number } | null }
  | {
      type: 'changed';
      written: { path: string; text: string }[];
      removed: string[];
      leftOut: { path: string; reason: string }[];
      seen: number;
    }
  | { type: 'terminal-opened'; size: { columns: number; rows: number } }
  | { type: 'terminal-output'; offset: number; data: string }
  | { type: 'terminal-closed'; exitCode: number | null }
  | { type: 'trouble'; code: string; message: string };

type Named<T extends LineEvent['type']> = Extract<LineEvent, { type: T }>;

/** A room's line to a workspace, as tests play it. It takes terminal output as it comes unless told otherwise. */
export class RoomLine {
  readonly id: string;
  readonly events: LineEvent[] = [];
  readonly socket: WebSocket;
  closeCode: number | null = null;
  takesOutput = true;
  #screen = '';

  constructor(url: string, id: string, headers: Record<string, string>) {
    this.id = id;
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/v1/workspaces/${id}`, { headers });
    this.socket.on('message', (data) => this.#take(JSON.parse(String(data)) as LineEvent));
    this.socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.socket.on('error', () => {}); // Shows as a close.
  }

  /** Everything the terminal printed since it started or the line was opened. */
  get screen(): string {
    return this.#screen;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  type(data: string): void {
    this.send({ type: 'terminal-input', data });
  }

  all<T extends LineEvent['type']>(type: T): Named<T>[] {
    return this.events.filter((event): event is Named<T> => event.type === type);
  }

  /** Waits for the next event of a type that fits, after those that were there at `since`. */
  async next<T extends LineEvent['type']>(
    type: T,
    fits: (event: Named<T>) => boolean = () => true,
    since = 0,
  ): Promise<Named<T>> {
    return until(`${type}; there was ${this.events.map((event) => event.type)}`, () =>
      this.all(type).slice(since).find(fits),
    ) as Promise<Named<T>>;
  }

  /** Waits for a pattern on the screen and returns what it matched. */
  async shows(pattern: RegExp | string): Promise<string> {
    const found = () =>
      typeof pattern === 'string'
        ? this.#screen.includes(pattern)
          ? pattern
          : ''
        : pattern.exec(this.#screen)?.[0];
    return until(`the screen to show ${pattern}`, () => found() ?? '').catch((error: Error) => {
      throw new Error(`${error.message}\n${this.#screen.slice(-2000)}`);
    });
  }

  /** Types a command line and returns what it printed, once the shell is back at its prompt. */
  async run(command: string): Promise<string> {
    const mark = randomUUID().slice(0, 8);
    // Written in two parts, so that the echo of the command is not taken for its end.
    this.type(`${command}\necho "${mark.slice(0, 4)}""${mark.slice(4)}"\n`);
    const from = this.#screen.length;
    await this.shows(mark);
    return this.#screen.slice(from);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, 'close');
  }

  #take(event: LineEvent): void {
    this.events.push(event);
    if (event.type === 'ready') this.#screen = event.terminal?.scrollback ?? '';
    if (event.type === 'terminal-opened') this.#screen ||= '';
    if (event.type !== 'terminal-output') return;
    this.#screen += event.data;
    if (this.takesOutput) this.send({ type: 'terminal-taken', offset: event.offset + event.data.length });
  }
}

/** Opens a line and sends the document. */
export async function openRoom(
  service: Pick<Service, 'url'>,
  files: Record<string, string> = {},
  id: string = randomUUID(),
): Promise<RoomLine> {
  const line = new RoomLine(service.url, id, { authorization: `Bearer ${TOKEN}` });
  await once(line.socket, 'open');
  line.send({ type: 'open', files: Object.entries(files).map(([path, text]) => ({ path, text })) });
  await line.next('ready');
  return line;
}

/** Opens a line with a shell at its prompt. */
export async function openShell(
  service: Pick<Service, 'url'>,
  files: Record<string, string> = {},
  id: string = randomUUID(),
): Promise<RoomLine> {
  const line = await openRoom(service, files, id);
  line.send({ type: 'terminal-open', size: { columns: 80, rows: 24 } });
  await line.shows('$ ');
  return line;
}

/** Asks the service something about volumes or archives. */
export function ask(
  service: Pick<Service, 'url'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${service.url}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
