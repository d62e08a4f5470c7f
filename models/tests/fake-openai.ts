import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type ChatReply =
  | { text?: string; tool?: { name: string; json: string }; finish?: string; refusal?: string }
  | { status: number; code?: string; message: string; headers?: Record<string, string> };

/** A chat endpoint on loopback that streams as OpenAI's does. */
export class FakeOpenAi {
  readonly requests: Record<string, unknown>[] = [];
  replies: ChatReply[] = [];
  /** How long it thinks before its first word, in milliseconds. */
  delay = 0;
  url = '';
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.requests.push(JSON.parse(body) as Record<string, unknown>);
    const reply = this.replies.shift() ?? { text: 'Go on.' };
    if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(
        JSON.stringify({ error: { message: reply.message, code: reply.code ?? null, type: 'error' } }),
      );
      return;
    }
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (delta: object, finish: string | null = null, usage: object | null = null) =>
      response.write(
        `data: ${JSON.stringify({
          id: 'chatcmpl-1',
          object: 'chat.completion.chunk',
          created: 1,
          model: 'test',
          choices: usage ? [] : [{ index: 0, delta, finish_reason: finish }],
          usage,
        })}\n\n`,
      );
    send({ role: 'assistant', content: '' });
    for (const word of (reply.text ?? '').split(/(?<= )/)) if (word) send({ content: word });
    if (reply.refusal) send({ refusal: reply.refusal });
    if (reply.tool) {
      const { name, json } = reply.tool;
      send({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: '' } }] });
      for (let at = 0; at < json.length; at += 7)
        send({ tool_calls: [{ index: 0, function: { arguments: json.slice(at, at + 7) } }] });
    }
    send({}, reply.finish ?? (reply.tool ? 'tool_calls' : 'stop'));
    send({}, null, {
      prompt_tokens: 200,
      completion_tokens: 20,
      total_tokens: 220,
      prompt_tokens_details: { cached_tokens: 60 },
    });
    response.end('data: [DONE]\n\n');
  }
}
