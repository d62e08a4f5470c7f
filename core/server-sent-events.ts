/** One event of ours is at most this long, in characters: the largest is a test's result. Longer ones are not ours. */
const MAX_EVENT_LENGTH = 4 * 1024 * 1024;

/**
 * The data of each server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html), in order; those
 * without data are passed over. Throws when the stream breaks off, or when an event is longer than any of ours: a
 * stream without end must not fill memory. The stream is given up when the caller stops reading.
 */
export async function* readServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
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
      if (text.length > MAX_EVENT_LENGTH) throw new Error('An event is too long.');
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readData(event: string): string {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice(line.startsWith('data: ') ? 6 : 5)).join('\n');
}
