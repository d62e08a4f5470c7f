import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseRoomName } from '#core/room-name.ts';
import { FakeApp } from './fake-app.ts';
import { control, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

const app = new FakeApp();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ APP_URL: await app.start() });
});
afterAll(async () => {
  await server.dispose();
  await app.stop();
});

const reportsOf = (room: string) => app.reports.get(parseRoomName(room) ?? '') ?? [];

test('[CLK1] the app hears of each change, and what it could not take comes again by the alarm', async () => {
  const room = buildRoomName();
  app.trouble = 503;
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  const before = app.refused;
  await until(() => app.refused > before, 'the app refuses');
  app.trouble = null;
  await until(() => reportsOf(room).at(-1)?.status === 'in_progress', 'the alarm brings it', 15_000);
  bob.say({ type: 'pause', requestId: crypto.randomUUID() });
  await until(() => reportsOf(room).at(-1)?.status === 'paused', 'the pause is told');
  bob.say({ type: 'resume', requestId: crypto.randomUUID() });
  await until(() => reportsOf(room).at(-1)?.status === 'in_progress', 'that it goes on is told');
  const revisions = reportsOf(room).map(({ revision }) => revision);
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  bob.destroy();
});

test('[CLK2] an end that the app could not take survives the death of the room server', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  await until(() => reportsOf(room).length > 0, 'the room is told');
  app.trouble = 503;
  expect((await control(server, room, { type: 'end', byName: 'Ada' })).status).toBe(200);
  await ada.closed();
  await server.kill9();
  await server.restart();
  app.trouble = null;
  expect((await control(server, room, { type: 'wake' })).status).toBe(200);
  await until(() => reportsOf(room).at(-1)?.status === 'completed', 'the end is told');
  ada.destroy();
});
