import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A part of an answer as the Messages API streams it. */
export type ClaudePart =
  | { text: string }
  | { tool: string; input: unknown /** Sent as it is instead of the input's JSON. */; json?: string };

/** What the provider does with the next request. */
export type ClaudeReply =
  | { parts: ClaudePart[]; stopReason?: string; delay?: number }
  | { status: number; error: string; message: string; headers?: Record<string, string> }
  /** The stream begins and then breaks off, or says an error. */
  | { parts: ClaudePart[]; breaks: 'socket' | 'overloaded' }
  /** Nothing at all. */
  | 'silence';

/** Anthropic's Messages API on loopback: server-sent events as the provider sends them. */
export class FakeAnthropic {
  /** Bodies of the requests, in order. */
  readonly requests: Record<string, unknown>[] = [];
  /** The keys that came with them. */
  readonly keys: (string | undefined)[] = [];
  replies: ClaudeReply[] = [];
  url = '';
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.keys.push(request.headers.authorization?.replace('Bearer ', ''));
    this.requests.push(JSON.parse(body) as Record<string, unknown>);
    const reply = this.replies.shift() ?? { parts: [{ text: 'Go on.' }] };
    if (reply === 'silence') return;
    if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(JSON.stringify({ type: 'error', error: { type: reply.error, message: reply.message } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (type: string, data: object) =>
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    send('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-test',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: 100,
          cache_creation_input_tokens: 40,
          cache_read_input_tokens: 60,
          output_tokens: 1,
        },
      },
    });
    send('ping', {});
    for (const [index, part] of reply.parts.entries())
      await this.#sendPart(send, part, index, delayOf(reply));
    if ('breaks' in reply) {
      if (reply.breaks === 'overloaded')
        send('error', { error: { type: 'overloaded_error', message: 'Overloaded' } });
      // what was written must arrive before the line breaks
      setTimeout(() => response.destroy(), 20);
      return;
    }
    const usesTools = reply.parts.some((part) => 'tool' in part);
    send('message_delta', {
      delta: { stop_reason: reply.stopReason ?? (usesTools ? 'tool_use' : 'end_turn'), stop_sequence: null },
      usage: { output_tokens: 20 },
    });
    send('message_stop', {});
    response.end();
  }

  async #sendPart(
    send: (type: string, data: object) => void,
    part: ClaudePart,
    index: number,
    delay: number,
  ): Promise<void> {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    if ('text' in part) {
      send('content_block_start', { index, content_block: { type: 'text', text: '' } });
      for (const word of part.text.split(/(?<= )/))
        send('content_block_delta', { index, delta: { type: 'text_delta', text: word } });
    } else {
      const content_block = { type: 'tool_use', id: `toolu_${index}`, name: part.tool, input: {} };
      send('content_block_start', { index, content_block });
      const json = part.json ?? JSON.stringify(part.input);
      for (let at = 0; at < json.length; at += 7)
        send('content_block_delta', {
          index,
          delta: { type: 'input_json_delta', partial_json: json.slice(at, at + 7) },
        });
    }
    send('content_block_stop', { index });
  }
}

function delayOf(reply: object): number {
  return 'delay' in reply && typeof reply.delay === 'number' ? reply.delay : 0;
}
