import { MAX_SANDBOX_EVENT_BYTES } from './room-limits.ts';

/** The data of each server-sent event. Throws when one is longer than any of ours. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text = (text + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = readData(text.slice(0, end));
        text = text.slice(end + 2);
        if (data !== '') yield data;
      }
      if (text.length > MAX_SANDBOX_EVENT_BYTES) throw new Error('An event of the sandbox is too long.');
    }
  } finally {
    await reader.cancel();
  }
}

function readData(event: string): string {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice(line.startsWith('data: ') ? 6 : 5)).join('\n');
}
