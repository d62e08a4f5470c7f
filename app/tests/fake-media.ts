import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A media server on loopback that says that it is there, and keeps what it is asked to do. */
export class FakeMedia {
  url = '';
  /** Names and bodies of what it was asked over its API. */
  readonly asked: { method: string; body: Record<string, unknown> }[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('The stand-in has no port.');
    this.url = `ws://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, method] = /^\/twirp\/livekit\.RoomService\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (!method) {
      response.end('OK');
      return;
    }
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const isAllowed = /^Bearer \S+$/.test(request.headers.authorization ?? '');
    if (isAllowed) this.asked.push({ method, body: JSON.parse(text) });
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
  }
}
