import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunEvent, type RunRequest, runRequestSchema } from '#core/sandbox-protocol.ts';
import { until } from './until.ts';

export const SANDBOX_SERVICE_TOKEN = 'sandbox-service-token-of-the-tests';

/** One run as the sandbox service sees it; the test says what comes of it. */
export interface FakeRun {
  request: RunRequest;
  emit(event: RunEvent): void;
  /** Sends these bytes as they are. */
  write(text: string): void;
  /** Ends the stream, as a service that dies would. */
  end(): void;
  isCancelled: boolean;
}

/** A sandbox service on loopback that speaks the real protocol and runs nothing. */
export class FakeSandbox {
  readonly runs: FakeRun[] = [];
  readonly #server: http.Server;
  /** When set, every request is answered with this and no run. */
  refusal: { status: number; body: string } | null = null;
  /** Requests without the right token or with a body that the protocol does not allow. */
  faults = 0;

  constructor() {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The n-th run, from 0, once it has arrived. */
  async run(n: number): Promise<FakeRun> {
    await until(() => this.runs.length > n, `run ${n} arrives at the sandbox`);
    return this.runs[n] as FakeRun;
  }

  async stop(): Promise<void> {
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
    const isAllowed = request.headers.authorization === `Bearer ${SANDBOX_SERVICE_TOKEN}`;
    const body = runRequestSchema.safeParse(JSON.parse(text));
    if (!isAllowed || !body.success || request.method !== 'POST' || request.url !== '/v1/runs') {
      this.faults++;
      response.writeHead(400).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const run: FakeRun = {
      request: body.data,
      emit: (event) => response.write(`data: ${JSON.stringify(event)}\n\n`),
      write: (raw) => response.write(raw),
      end: () => response.destroy(),
      isCancelled: false,
    };
    response.on('close', () => {
      run.isCancelled = true;
    });
    this.runs.push(run);
  }
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
