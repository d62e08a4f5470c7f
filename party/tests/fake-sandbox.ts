import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LanguageStatus } from '#core/languages.ts';
import {
  type RunEvent,
  type RunInput,
  type RunRequest,
  runInputSchema,
  runRequestSchema,
} from '#core/sandbox-protocol.ts';
import { type TestEvent, type TestRequest, testRequestSchema } from '#core/test-protocol.ts';
import { FakeWorkspaces } from './fake-workspace.ts';
import { until } from './until.ts';

export const SANDBOX_SERVICE_TOKEN = 'sandbox-service-token-of-the-tests';

/** One run as the sandbox service sees it; the test says what comes of it. */
export interface FakeStream<Request, Event> {
  request: Request;
  emit(event: Event): void;
  /** Sends these bytes as they are. */
  write(text: string): void;
  /** Ends the stream, as a service that dies would. */
  end(): void;
  isCancelled: boolean;
}
export type FakeRun = FakeStream<RunRequest, RunEvent>;
export type FakeTests = FakeStream<TestRequest, TestEvent>;

/** A sandbox service on loopback that speaks the real protocol and runs nothing. */
export class FakeSandbox {
  readonly runs: FakeRun[] = [];
  readonly tests: FakeTests[] = [];
  /** What was typed into runs, in order. */
  readonly inputs: { runId: string; input: RunInput }[] = [];
  readonly workspaces = new FakeWorkspaces();
  /** What `GET /v1/languages` answers; null is trouble. */
  languages: LanguageStatus[] | null = null;
  /** Requests about volumes, as `METHOD path`. */
  readonly volumeRequests: string[] = [];
  readonly #server: http.Server;
  /** When set, every request is answered with this and no run. */
  refusal: { status: number; body: string } | null = null;
  /** Requests without the right token or with a body that the protocol does not allow. */
  faults = 0;

  constructor() {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      const [, id = ''] = /^\/v1\/workspaces\/([^/]+)$/.exec(request.url ?? '') ?? [];
      if (this.refusal || id === '' || !isAllowed(request)) {
        const { status, body } = this.refusal ?? { status: 401, body: '' };
        socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
        return;
      }
      this.workspaces.accept(id, request, socket, head);
    });
  }

  /** Listens on this port, or on a free one. */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The n-th run, from 0, once it has arrived. */
  async run(n: number): Promise<FakeRun> {
    await until(() => this.runs.length > n, `run ${n} arrives at the sandbox`);
    return this.runs[n] as FakeRun;
  }

  /** The n-th tests, from 0, once they have arrived. */
  async testsOf(n: number): Promise<FakeTests> {
    await until(() => this.tests.length > n, `tests ${n} arrive at the sandbox`);
    return this.tests[n] as FakeTests;
  }

  async stop(): Promise<void> {
    this.workspaces.hangUp();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    if (this.refusal) {
      response.writeHead(this.refusal.status).end(this.refusal.body);
      return;
    }
    const action = `${request.method} ${request.url}`;
    const [, runId] = /^POST \/v1\/runs\/([^/]+)\/input$/.exec(action) ?? [];
    if (!isAllowed(request)) this.#fault(response);
    else if (action === 'POST /v1/runs') this.#begin(this.runs, runRequestSchema, text, response);
    else if (action === 'POST /v1/tests') this.#begin(this.tests, testRequestSchema, text, response);
    else if (runId !== undefined) {
      const input = runInputSchema.safeParse(JSON.parse(text));
      if (!input.success) return this.#fault(response);
      this.inputs.push({ runId, input: input.data });
      answer(response, 200, { ok: true });
    } else if (action === 'GET /v1/languages') {
      if (this.languages) answer(response, 200, { languages: this.languages });
      else answer(response, 503, { code: 'sandbox_unavailable', message: '' });
    } else if (action.includes(' /v1/volumes/')) {
      this.volumeRequests.push(action);
      if (request.method === 'POST')
        answer(response, 200, { sha256: 'a'.repeat(64), bytes: 5, files: 1, at: 1 });
      else answer(response, 200, {});
    } else this.#fault(response);
  }

  #begin<Request, Event>(
    list: FakeStream<Request, Event>[],
    schema: { safeParse(value: unknown): { success: true; data: Request } | { success: false } },
    text: string,
    response: http.ServerResponse,
  ): void {
    const body = schema.safeParse(JSON.parse(text));
    if (!body.success) {
      this.#fault(response);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    const stream: FakeStream<Request, Event> = {
      request: body.data,
      emit: (event) => response.write(`data: ${JSON.stringify(event)}\n\n`),
      write: (raw) => response.write(raw),
      end: () => response.destroy(),
      isCancelled: false,
    };
    response.on('close', () => {
      stream.isCancelled = true;
    });
    list.push(stream);
  }

  #fault(response: http.ServerResponse): void {
    this.faults++;
    response.writeHead(400).end();
  }
}

function isAllowed(request: http.IncomingMessage): boolean {
  return request.headers.authorization === `Bearer ${SANDBOX_SERVICE_TOKEN}`;
}

function answer(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export const ENDED: Extract<RunEvent, { type: 'ended' }> = {
  type: 'ended',
  verdict: 'accepted',
  exitCode: 0,
  signal: null,
  timeMs: 12,
  cpuMs: 8,
  memoryBytes: 9_000_000,
  outputTruncated: false,
};
