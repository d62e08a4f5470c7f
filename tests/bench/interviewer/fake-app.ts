import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseRoomName } from '#core/room-name.ts';
import { buildParticipant } from '#party/tests/people.ts';
import { buildBrief, buildQuestion } from '../../../interviewer/tests/fake-room.ts';

/** The app as a process that interviews asks it: gives it all interviews, and their rooms' tokens. */
export class FakeInterviewerApp {
  url = '';
  /** What answers cost, as they were reported. */
  reports = 0;
  /** How often it was asked how to come into a call. */
  callsAsked = 0;
  readonly #rooms = new Map<string, string>();
  readonly #granted = new Set<string>();
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** An interview in this room is to be held. */
  offer(roomName: string): void {
    this.#rooms.set(parseRoomName(roomName) ?? '', roomName);
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const reply = await this.#reply(request.url ?? '', body);
    response.writeHead(reply === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply ?? {}));
  }

  async #reply(url: string, body: string): Promise<unknown> {
    if (url.endsWith('/claims')) {
      const { held, room } = JSON.parse(body) as { held: string[]; room: number };
      const granted = [...this.#rooms.keys()].filter((id) => !this.#granted.has(id)).slice(0, room);
      for (const id of granted) this.#granted.add(id);
      return { held, granted };
    }
    if (url.endsWith('/call')) this.callsAsked += 1;
    const [, id = '', what] = /interviewer\/([^/]+)\/(token|brief|usage)$/.exec(url) ?? [];
    const room = this.#rooms.get(id);
    if (room === undefined) return null;
    if (what === 'brief') return { ...buildBrief([buildQuestion('Sums')]), interviewId: id, mind: 'openai' };
    if (what === 'usage') this.reports += 1;
    if (what !== 'token') return {};
    const { token } = await buildParticipant(room, 'ai', 'AI interviewer');
    return { token, room, expiresAt: Date.now() + 300_000 };
  }
}
