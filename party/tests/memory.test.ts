import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { type ClientMessageInput, encodeMessage, FRAME_MESSAGE } from '#core/room-protocol.ts';
import { ask, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { findFreePort, measureHeap } from './heap.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { awarenessFrame, RawClient, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

/** As many frames as half an hour of three people who type without a pause, in a minute. */
const FRAMES = 50_000;
const WRITERS = 10;
/** After this many the runtime's heap has its working size. */
const WARM_UP = 10_000;
/** What the rest may leave behind, their text included: a frame that stayed in memory would be some 200 bytes. */
const GROWTH_BYTES = 2 * 1024 * 1024;

/** Somebody who types at the end of a file of their own, talks, and moves about, at the rate that one may. */
class Writer {
  readonly #client: RawClient;
  readonly #doc: Y.Doc;
  readonly #fileId: string;
  #sent = 0;

  private constructor(client: RawClient, doc: Y.Doc, name: string) {
    this.#client = client;
    this.#doc = doc;
    this.#fileId = '';
    this.#edit(() => createFile(doc, name));
    this.#fileId = listFiles(doc).find(({ path }) => path === name)?.id ?? '';
  }

  static async enter(server: TestServer, room: string, name: string): Promise<Writer> {
    const client = new RawClient(server.url, await buildParticipant(room, 'candidate', name));
    await client.greeted();
    return new Writer(client, replay(await fetchJournal(server, room)), name);
  }

  work(): void {
    const n = this.#sent++;
    const text = listFiles(this.#doc).find(({ id }) => id === this.#fileId)?.text;
    if (!text) throw new Error('The file is gone.');
    const at = Y.createRelativePositionFromTypeIndex(text, n % Math.max(1, text.length));
    const state = { file: this.#fileId, selection: { anchor: at, head: at } };
    if (n % 4 === 1) this.#say({ type: 'chat', id: crypto.randomUUID(), text: `message ${n}` });
    else if (n % 40 === 2) this.#say({ type: 'origin', origin: 'pasted' });
    else if (n % 40 === 3) this.#say({ type: 'signal', signal: { signal: 'focus-lost' } });
    else this.#edit(() => text.insert(text.length, 'x'));
    if (n % 8 === 0) this.#client.send(awarenessFrame([{ client: this.#doc.clientID, clock: n + 1, state }]));
  }

  leave(): void {
    this.#client.destroy();
  }

  get isOut(): boolean {
    return this.#client.closeCode !== null;
  }

  #edit(change: () => void): void {
    const send = (update: Uint8Array) => this.#client.send(syncFrame(SYNC_UPDATE, update));
    this.#doc.on('update', send);
    this.#doc.transact(change);
    this.#doc.off('update', send);
    this.#client.frames.length = 0;
  }

  #say(message: ClientMessageInput): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    this.#client.send(encoding.toUint8Array(encoder));
  }
}

test(`[LIM7] ${FRAMES} frames of a busy session leave only the document and the last messages in memory`, {
  timeout: 300_000,
}, async () => {
  const inspectorPort = await findFreePort();
  const server = await startTestServer({ JOURNAL_WINDOW: '100' }, { inspectorPort });
  const room = buildRoomName();
  const writers: Writer[] = [];
  for (let n = 0; n < WRITERS; n++) writers.push(await Writer.enter(server, room, `file ${n}.py`));
  const position = async () =>
    ((await (await ask(server, room, 'stats')).json()) as { position: number }).position;
  const writeTo = async (frames: number) => {
    await until(
      async () => {
        for (const writer of writers) {
          if (writer.isOut) throw new Error('A writer was closed.');
          for (let n = 0; n < 10; n++) writer.work();
        }
        await new Promise((resolve) => setTimeout(resolve, 60));
        return (await position()) >= frames;
      },
      `${frames} frames`,
      140_000,
    );
  };
  await writeTo(WARM_UP);
  const before = await measureHeap(inspectorPort);
  await writeTo(FRAMES);
  const growth = (await measureHeap(inspectorPort)) - before;
  expect(growth, `the heap was ${before} bytes after ${WARM_UP} frames`).toBeLessThan(GROWTH_BYTES);
  const frames = await fetchJournal(server, room);
  expect(frames.length).toBeGreaterThanOrEqual(FRAMES);
  for (const writer of writers) writer.leave();
  await server.dispose();
});
