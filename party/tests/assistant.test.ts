import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AssistantRequest,
  assistantContextSchema,
  assistantFrameSchema,
} from '#core/assistant-service.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';
import { ask, fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

const USAGE = { ...NO_USAGE, turns: 1, model: 'a-model' };
const send = (room: string, request: AssistantRequest) =>
  ask(server, room, 'assistant', { method: 'POST', body: JSON.stringify(request) });
const question = (participantId: string, fileIds: string[] = []) =>
  ({ type: 'ask', id: randomUUID(), text: 'Why?', fileIds, participantId, maxQuestions: 5 }) as const;

test('[AST1][AST5] an exchange is on the tape, and told to who comes after a kill', async () => {
  const room = buildRoomName();
  const bobIs = await buildParticipant(room, 'candidate', 'Bob');
  const bob = await joinRoom(server.url, bobIs);
  const [fileId = ''] = [...bob.doc.getMap('files').keys()];
  const asked = question(bobIs.claims.sub, [fileId]);
  const context = assistantContextSchema.parse(await (await send(room, asked)).json());
  expect(context.files.map(({ text }) => text)).toEqual([bob.text.toString()]);
  await send(room, { type: 'part', id: asked.id, text: 'Because.' });
  await until(() => bob.heard('exchange-part').length === 1, 'the piece arrives');
  const answer = { answer: 'Because.', proposals: [], usage: USAGE, outcome: 'whole' } as const;
  expect((await send(room, { type: 'answer', id: asked.id, ...answer, proposals: [] })).status).toBe(200);
  const said = async () =>
    (await fetchJournal(server, room)).flatMap(({ kind, payload }) =>
      kind === FRAME_KINDS.assistant
        ? [assistantFrameSchema.parse(JSON.parse(new TextDecoder().decode(payload)))]
        : [],
    );
  expect((await said()).map(({ event }) => event)).toEqual(['asked', 'answered']);
  bob.destroy();
  await server.kill9();
  await server.restart();
  const late = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  await until(() => late.heard('exchanges').length === 1, 'the exchanges are told');
  expect(late.heard('exchanges')[0]?.exchanges).toMatchObject([
    { id: asked.id, question: 'Why?', answer: 'Because.', outcome: 'whole' },
  ]);
  late.destroy();
});

test('[AST2] who is no candidate in this room asks nothing, and nobody without the service token', async () => {
  const room = buildRoomName();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  for (const role of ['observer', 'interviewer'] as const) {
    const who = await buildParticipant(room, role);
    const peer = await joinRoom(server.url, who);
    expect((await send(room, question(who.claims.sub))).status).toBe(403);
    peer.destroy();
  }
  const noToken = await ask(server, room, 'assistant', { method: 'POST', headers: { authorization: '' } });
  expect(noToken.status).toBe(401);
  expect((await ask(server, room, 'assistant', { method: 'POST', body: '{}' })).status).toBe(400);
  expect(bob.heard('exchange')).toEqual([]);
  bob.destroy();
});

test('[ORG1][ORG4] what was accepted of the assistant is text by an AI on every reading of the tape, what is typed after it is not', async () => {
  const room = buildRoomName();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.delete(0, bob.text.length);
  bob.say({ type: 'origin', origin: 'ai' });
  bob.text.insert(0, 'total = 0');
  await bob.allSaved();
  bob.text.insert(bob.text.length, '  # mine');
  await bob.allSaved();
  const timeline = buildTimeline(await fetchJournal(server, room));
  const state = timeline.stateAt(timeline.length);
  const runs = state.attribution(state.files[0]?.id ?? '') ?? [];
  expect(runs.map(({ how, length }) => [how, length])).toEqual([
    ['ai', 'total = 0'.length],
    ['typed', '  # mine'.length],
  ]);
  bob.destroy();
});
