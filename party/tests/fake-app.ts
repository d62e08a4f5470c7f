import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type StatusReport, statusReportSchema } from '#core/interview-clock.ts';
import { ROOM_SERVICE_TOKEN } from './people.ts';

/** The app as the room asks it for problems and tells it where interviews stand, on loopback. */
export class FakeApp {
  /** Problems by interview, as JSON values. */
  readonly problems = new Map<string, unknown>();
  /** How often each interview's problem was asked for. */
  readonly asked: string[] = [];
  /** Status reports that were taken, by interview. */
  readonly reports = new Map<string, StatusReport[]>();
  /** Requests that were refused. */
  refused = 0;
  /** When set, every request is answered with this status. */
  trouble: number | null = null;
  /** Answers wait while this is set. */
  hold: Promise<void> | null = null;
  readonly #server: http.Server;

  constructor() {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (request.method === 'POST') return this.#take(request, response);
    const [, id = ''] = /^\/api\/internal\/problem\/([^/]+)$/.exec(request.url ?? '') ?? [];
    this.asked.push(id);
    await this.hold;
    const isAllowed = request.headers.authorization === `Bearer ${ROOM_SERVICE_TOKEN}`;
    const problem = this.problems.get(id);
    const status = this.trouble ?? (isAllowed ? (problem === undefined ? 404 : 200) : 401);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(problem ?? {}));
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [, id] = /^\/api\/internal\/status\/([^/]+)$/.exec(request.url ?? '') ?? [];
    const isAllowed = request.headers.authorization === `Bearer ${ROOM_SERVICE_TOKEN}`;
    const status = this.trouble ?? (!isAllowed ? 401 : id ? 200 : 404);
    if (status === 200 && id) {
      const report = statusReportSchema.parse(JSON.parse(body));
      this.reports.set(id, [...(this.reports.get(id) ?? []), report]);
    } else this.refused += 1;
    response.writeHead(status).end();
  }
}
