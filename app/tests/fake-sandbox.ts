import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type RunEvent, type RunRequest, runRequestSchema } from '#core/sandbox-protocol.ts';
import { type TestEvent, type TestRequest, testRequestSchema } from '#core/test-protocol.ts';

export const SANDBOX_SERVICE_TOKEN = 'a-sandbox-token-of-tests';

/** What a request gets: events, and whether the stream then stays open, or a refusal. */
export type SandboxAnswer =
  | { events: (RunEvent | TestEvent)[]; staysOpen?: boolean }
  | { status: number; code: string };

/** A sandbox service on loopback that speaks the real protocol and runs nothing. */
export class FakeSandbox {
  url = '';
  readonly runs: RunRequest[] = [];
  readonly tests: TestRequest[] = [];
  /** Decides what comes of a request; tests replace it. */
  answer: (request: RunRequest | TestRequest) => SandboxAnswer = () => ({ events: [] });
  /** Runs whose client went away before their end. */
  cancelled = 0;
  #listeners: (() => void)[] = [];
  readonly #server = createServer((request, response) => void this.#take(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('The stand-in has no port.');
    this.url = `http://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Resolves once this is so; asked again whenever something happens here. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const isAllowed = request.headers.authorization === `Bearer ${SANDBOX_SERVICE_TOKEN}`;
    const isTest = request.url === '/v1/tests';
    const body = (isTest ? testRequestSchema : runRequestSchema).safeParse(JSON.parse(text || 'null'));
    if (!isAllowed || !body.success) {
      response.writeHead(isAllowed ? 400 : 401).end();
      return;
    }
    if ('suite' in body.data) this.tests.push(body.data as TestRequest);
    else this.runs.push(body.data as RunRequest);
    const answer = this.answer(body.data as RunRequest | TestRequest);
    if ('status' in answer) {
      response.writeHead(answer.status).end(JSON.stringify({ code: answer.code, message: '' }));
    } else {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.on('close', () => {
        if (!response.writableEnded) this.cancelled += 1;
        this.#tell();
      });
      for (const event of answer.events) response.write(`data: ${JSON.stringify(event)}\n\n`);
      if (!answer.staysOpen) response.end();
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
