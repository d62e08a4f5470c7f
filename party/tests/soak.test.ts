import { expect, test } from 'vitest';
import { ask, startTestServer } from './harness.ts';
import { findFreePort, measureHeap } from './heap.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { awarenessFrame, RawClient, SYNC_STEP_1, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

const CONNECTIONS = 10_000;
const AT_ONCE = 20;
/** After this many the runtime's heap has its working size. */
const WARM_UP = 3_000;
/** What may be left over of the rest: 7,000 connections of even 150 bytes would be more. */
const GROWTH_BYTES = 1024 * 1024;

/** Yjs client id of who stays; the visitors count from one. */
const ANCHOR = 1_000_000;

test(`[LIM6] ${CONNECTIONS} connections come and go and leave nothing behind`, {
  timeout: 180_000,
}, async () => {
  const inspectorPort = await findFreePort();
  const server = await startTestServer({ JOURNAL_WINDOW: '100' }, { inspectorPort });
  const room = buildRoomName();
  const people = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) => buildParticipant(room, 'candidate', `person ${n}`)),
  );
  let client = 1;
  const visit = async (n: number) => {
    const who = people[n % AT_ONCE];
    if (!who) return;
    const visitor = new RawClient(server.url, who);
    await visitor.greeted();
    visitor.send(syncFrame(SYNC_STEP_1, Uint8Array.of(0)));
    visitor.send(awarenessFrame([{ client: client++, clock: 1, state: { cursor: 1 } }]));
    const before = visitor.frames.length;
    await until(() => visitor.frames.length > before, 'the room answers');
    if (n % 2 === 0) visitor.destroy();
    else visitor.socket.close();
    await visitor.closed();
  };
  const anchor = new RawClient(server.url, await buildParticipant(room, 'interviewer', 'who stays'));
  await anchor.greeted();
  let next = 0;
  const work = async (end: number) => {
    while (next < end) {
      // on a slow machine this takes longer than the room believes a silent socket
      if (next % 500 === 0) anchor.send(awarenessFrame([{ client: ANCHOR, clock: next + 1, state: {} }]));
      await visit(next++);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(WARM_UP)));
  const before = await measureHeap(inspectorPort);
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(CONNECTIONS)));
  await until(async () => {
    const stats = (await (await ask(server, room, 'stats')).json()) as { connections: number };
    return stats.connections === 1;
  }, 'only one is left');
  const growth = (await measureHeap(inspectorPort)) - before;
  expect(growth, `the heap was ${before} bytes after ${WARM_UP}`).toBeLessThan(GROWTH_BYTES);
  anchor.destroy();
  await server.dispose();
});
