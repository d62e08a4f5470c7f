import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotFiles } from '#core/doc-shape.ts';
import { getTemplate } from '#core/languages.ts';
import { ask, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

test('[EDT1] two people see each other type, and the journal replays to what they see', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  expect(bob.text.toString()).toBe(getTemplate('python'));
  ada.text.insert(0, '# hello\n');
  await until(() => bob.text.toString().startsWith('# hello'), 'the edit arrives');
  bob.text.insert(0, '# hi\n');
  await until(() => ada.text.toString().startsWith('# hi'), 'the answer arrives');
  await Promise.all([ada.allSaved(), bob.allSaved()]);
  const frames = await fetchJournal(server, room);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(ada.doc));
  expect(await (await ask(server, room, 'stats')).json()).toMatchObject({
    connections: 2,
    status: 'in_progress',
  });
  ada.destroy();
  bob.destroy();
});
