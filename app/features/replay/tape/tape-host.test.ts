import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { type ShownMoment, showMoment } from './shown-moment.ts';
import { TapeClient } from './tape-client.ts';
import { TapeHost } from './tape-host.ts';
import type { FromWorker, Moment, MomentView, ToWorker } from './tape-protocol.ts';

const CASEY = '0b6a0d4e-1111-4111-8111-111111111111';
const VIEW: MomentView = { fileId: null, following: null, hasAttribution: true, hasTerminal: true };

/** A file with a first text, letters typed one second apart, a terminal and a word in the chat. */
function makeFrames(first: string, typed: string): Frame[] {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  const add = (kind: number, author: string, payload: Uint8Array) =>
    frames.push({ at: 1000 * frames.length + 5000, kind, author, payload });
  let author = SYSTEM_AUTHOR;
  doc.on('update', (update: Uint8Array) =>
    add(author === SYSTEM_AUTHOR ? FRAME_KINDS.system : FRAME_KINDS.update, author, update),
  );
  doc.transact(() => createFile(doc, 'main.py', first));
  author = CASEY;
  const joined = { event: 'joined', name: 'Casey', role: 'candidate', colour: 1 };
  add(FRAME_KINDS.presence, CASEY, encodeJsonPayload(joined));
  const text = listFiles(doc)[0]?.text;
  for (const letter of typed) text?.insert(text.length, letter);
  const size = { columns: 80, rows: 24 };
  add(FRAME_KINDS.terminal, CASEY, encodeJsonPayload({ event: 'opened', size }));
  for (const data of ['$ ', 'ls\r\n', 'main.py\r\n'])
    add(FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, encodeJsonPayload({ data }));
  return frames;
}

function openTape(frames: Frame[]) {
  const told: FromWorker[] = [];
  const host = new TapeHost((message) => told.push(message));
  host.add(frames);
  let shown: ShownMoment | null = null;
  let id = 0;
  return {
    host,
    told,
    seek(atMs: number, view = VIEW) {
      host.answer({ type: 'seek', id: ++id, target: { by: 'time', atMs }, view });
      const answer = told.at(-1);
      if (answer?.type !== 'answer') throw new Error(JSON.stringify(answer));
      const moment = answer.value as Moment;
      shown = showMoment(shown, moment);
      return { moment, shown };
    },
  };
}

test('moments told as differences add up to the room, forwards and backwards', () => {
  const { seek } = openTape(makeFrames('x = ', '123'));
  expect(seek(0).shown.file?.text).toBe('x = ');
  const { moment, shown } = seek(3000);
  expect(moment.tree).toBeNull();
  expect(moment.file?.text).toEqual({
    splices: [{ at: 4, deleted: 0, inserted: '12' }],
  });
  expect(shown.file?.text).toBe('x = 12');
  expect(shown.present.map(({ name }) => name)).toEqual(['Casey']);
  expect(seek(2000).shown.file?.text).toBe('x = 1');
});

test('the terminal is written on forwards and starts over backwards', () => {
  const { seek } = openTape(makeFrames('', ''));
  const first = seek(3000).shown.terminal;
  expect(first.text).toBe('$ ');
  const later = seek(60_000).shown.terminal;
  expect([later.text, later.resets]).toEqual(['$ ls\r\nmain.py\r\n', first.resets]);
  const back = seek(4000).shown.terminal;
  expect([back.text, back.resets]).toEqual(['$ ls\r\n', first.resets + 1]);
});

test('while nothing happens the room stays the same object, and is another one when the view asks for more', () => {
  const { seek } = openTape(makeFrames('x = ', '1'));
  const view = { ...VIEW, hasAttribution: false };
  const { shown } = seek(1100, view);
  expect(seek(1200, view).shown).toBe(shown);
  expect(seek(2100, view).shown).not.toBe(shown);
  const later = seek(1100, view).shown;
  expect(later.file?.text).toBe('x = ');
  expect(seek(1100).shown.file?.attribution).not.toBeNull();
  expect(seek(1100, view).shown.file?.attribution).toBeNull();
});

test('texts with Windows line ends are told whole, with cursors where the editor has them', () => {
  const { seek } = openTape(makeFrames('a\r\nb', 'cd'));
  seek(0);
  const { moment } = seek(3000);
  expect(moment.file?.text).toEqual({ whole: 'a\nbcd' });
  expect(moment.cursors).toEqual([expect.objectContaining({ participantId: CASEY, head: 5 })]);
  const lengths = moment.file?.attribution?.reduce((sum, { length }) => sum + length, 0);
  expect(lengths).toBe(5);
});

test('a request that cannot be answered is refused in words', () => {
  const { host, told } = openTape(makeFrames('', 'a'));
  host.answer({ type: 'activity', id: 7, from: 0, to: 1000, buckets: 0 });
  expect(told.at(-1)).toMatchObject({
    type: 'refused',
    id: 7,
    message: expect.stringContaining('cannot be read'),
  });
});

test('of the moments wished for while one is on its way only the last is asked', async () => {
  const sent: ToWorker[] = [];
  let answer: (message: FromWorker) => void = () => undefined;
  const moments: Moment[] = [];
  const client = new TapeClient(
    { post: (message) => sent.push(message), listen: (take) => (answer = take) },
    { onGrown: () => undefined, onFailure: () => undefined, onMoment: (moment) => moments.push(moment) },
  );
  for (const atMs of [1, 2, 3, 4]) client.seek({ by: 'time', atMs }, VIEW);
  expect(sent).toHaveLength(1);
  answer({ type: 'answer', id: 1, value: { position: 1 } as Moment });
  await Promise.resolve();
  await Promise.resolve();
  expect(sent.map((message) => message.type === 'seek' && message.target)).toEqual([
    { by: 'time', atMs: 1 },
    { by: 'time', atMs: 4 },
  ]);
  expect(moments).toHaveLength(1);
});
