import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import { createFile, deleteFile, getFiles, renameFile, restoreFile } from '../../doc-shape.ts';
import type { ChatMessage } from '../../room-protocol.ts';
import { FRAME_KINDS, type Origin, SYSTEM_AUTHOR } from '../frames.ts';
import { START, WrittenTape } from './tests/written-tape.ts';
import { TimelineBuilder } from './timeline-builder.ts';

const message = (id: string, text: string): ChatMessage => ({
  id,
  participantId: '00000000-0000-4000-8000-000000000001',
  name: 'Ada',
  role: 'candidate',
  colour: 0,
  text,
  at: START,
});
const CHAT_ID = '00000000-0000-4000-8000-00000000000a';
const OTHER_CHAT_ID = '00000000-0000-4000-8000-00000000000b';

describe('positions and times', () => {
  test('time never goes back, and a position is found by it', () => {
    const tape = new WrittenTape();
    for (const now of [100, 200, 150, 200, 300]) {
      tape.now = START + now;
      tape.join(`person-${now}`);
    }
    const { timeline } = tape;
    expect([timeline.length, timeline.startAt, timeline.endAt]).toEqual([5, START + 100, START + 300]);
    expect([0, 1, 2, 3, 4, 5].map((position) => timeline.timeOf(position) - START)).toEqual([
      100, 100, 200, 200, 200, 300,
    ]);
    expect([0, 100, 199, 200, 299, 300, 9000].map((at) => timeline.atTime(START + at))).toEqual([
      0, 1, 1, 4, 4, 5, 5,
    ]);
  });

  test('what is outside of the tape counts as its beginning or end', () => {
    const tape = new WrittenTape();
    const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'x'));
    const { timeline } = tape;
    expect(timeline.stateAt(-3).files).toEqual([]);
    expect(timeline.stateAt(Number.NaN).position).toBe(0);
    expect(timeline.stateAt(99).text(id)).toBe('x');
    expect(timeline.stateAt(0.9).position).toBe(0);
  });

  test('an empty tape is a room that nobody has entered', () => {
    const { timeline } = new TimelineBuilder();
    expect([timeline.length, timeline.startAt, timeline.endAt, timeline.timeOf(0)]).toEqual([
      0,
      null,
      null,
      0,
    ]);
    const state = timeline.stateAt(0);
    expect([state.files, state.present, state.status, state.runs.run]).toEqual([[], [], 'created', null]);
    expect(state.terminal).toEqual({
      isOpen: false,
      size: null,
      firstOutput: 0,
      outputCount: 0,
      typist: null,
    });
    expect([timeline.nextEdit(0), timeline.previousEdit(0)]).toEqual([null, null]);
  });

  test('edits are frames that change a listed file or the list, and nothing else', () => {
    const tape = new WrittenTape();
    tape.join('ada');
    const id = tape.edit('ada', (doc) => createFile(doc, 'a.py')); // 2
    tape.write('ada', id, (text) => text.insert(0, 'x')); // 3
    tape.say(FRAME_KINDS.selection, 'ada', { fileId: id, anchor: 0, head: 0 });
    tape.edit('ada', (doc) => deleteFile(doc, id)); // 5
    tape.write('ada', id, (text) => text.insert(0, 'y'));
    tape.edit('ada', (doc) => restoreFile(doc, id)); // 7
    tape.edit('ada', (doc) => renameFile(doc, id, 'a.py'));
    const { timeline } = tape;
    const forwards: number[] = [];
    for (let at = timeline.nextEdit(0); at !== null; at = timeline.nextEdit(at)) forwards.push(at);
    expect(forwards).toEqual([2, 3, 5, 7]);
    const backwards: number[] = [];
    for (let at = timeline.previousEdit(8); at !== null; at = timeline.previousEdit(at)) backwards.push(at);
    expect(backwards).toEqual([7, 5, 3, 2]);
    expect([timeline.editsBetween(2, 7), timeline.editsBetween(0, 8), timeline.editsBetween(7, 2)]).toEqual([
      3, 4, 0,
    ]);
    expect(timeline.stateAt(6).text(id)).toBeNull();
    expect(timeline.stateAt(7).text(id)).toBe('yx');
  });
});

describe('where text came from', () => {
  const sourcesOf = (tape: WrittenTape, id: string) =>
    tape.timeline
      .stateAt(tape.frames.length)
      .attribution(id)
      ?.map(({ author, how, length }) => `${author} ${how} ${length}`);

  test('an origin is told of the next update of its author, and of that one only', () => {
    const tape = new WrittenTape();
    tape.join('ada');
    tape.join('bob');
    const id = tape.edit(SYSTEM_AUTHOR, (doc) => createFile(doc, 'a.py', 'start'));
    const type = (author: string, count: number) =>
      tape.write(author, id, (text) => text.insert(text.length, 'x'.repeat(count)));
    const from = (author: string, origin: Origin) => tape.say(FRAME_KINDS.origin, author, { origin });
    from('ada', 'pasted');
    type('bob', 1);
    type('ada', 2);
    type('ada', 3);
    from('bob', 'dropped');
    type('bob', 4);
    from('ada', 'completed');
    type('ada', 6);
    from(SYSTEM_AUTHOR, 'workspace');
    type(SYSTEM_AUTHOR, 7);
    expect(sourcesOf(tape, id)).toEqual([
      'system room 5',
      'bob typed 1',
      'ada pasted 2',
      'ada typed 3',
      'bob dropped 4',
      'ada completed 6',
      'system workspace 7',
    ]);
  });

  test('what the AI wrote is told as its, however it came', () => {
    const tape = new WrittenTape();
    tape.join('claude', 'ai');
    const id = tape.edit('claude', (doc) => createFile(doc, 'a.py', 'hint'));
    tape.say(FRAME_KINDS.origin, 'claude', { origin: 'pasted' });
    tape.write('claude', id, (text) => text.insert(0, 'x'));
    expect(sourcesOf(tape, id)).toEqual(['claude ai 5']);
  });

  test('what was brought back is its writer’s, by the client id, not its bringer’s', () => {
    const tape = new WrittenTape();
    tape.join('ada');
    tape.join('bob');
    const { clientID } = tape.docOf('ada');
    const id = tape.edit('bob', (doc) => createFile(doc, 'a.py', 'bob'));
    tape.say(FRAME_KINDS.clientId, 'ada', { clientId: clientID });
    tape.write('ada', id, (text) => text.insert(3, 'ada'), FRAME_KINDS.recovered);
    const recovered = tape.frames.at(-1);
    if (recovered) recovered.author = 'bob';
    expect(sourcesOf(tape, id)).toEqual(['bob typed 3', 'ada typed 3']);
    const [bob, ada] = tape.timeline
      .activity({ from: START, to: tape.now, buckets: 1 })
      .toSorted((one, other) => (one.author > other.author ? -1 : 1));
    expect([bob?.inserted, ada?.inserted]).toEqual([[3], [3]]);
  });

  test('a character that was cut in two stays its writer’s', () => {
    const tape = new WrittenTape();
    const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'a😀b'));
    tape.docOf('bob');
    tape.write('bob', id, (text) => text.insert(2, 'X'));
    expect(tape.timeline.stateAt(2).text(id)).toBe('a\ufffdX\ufffdb');
    expect(sourcesOf(tape, id)).toEqual(['ada typed 2', 'bob typed 1', 'ada typed 2']);
    const activity = tape.timeline.activity({ from: START, to: tape.now, buckets: 1 });
    expect(activity).toEqual([
      { author: 'ada', inserted: [4], deleted: [0] },
      { author: 'bob', inserted: [1], deleted: [0] },
    ]);
  });
});

describe('damage', () => {
  test('frames that cannot be read are counted and skipped, and nothing else suffers', () => {
    const tape = new WrittenTape();
    const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'x'));
    const bytes = (text: string) => new TextEncoder().encode(text);
    tape.raw(200, 'ada', bytes('{}'));
    tape.raw(FRAME_KINDS.chat, 'ada', bytes('{"half": '));
    tape.raw(FRAME_KINDS.chat, 'ada', bytes('{"text": 7}'));
    tape.raw(FRAME_KINDS.presence, 'ada', new Uint8Array([0xff, 0xfe]));
    tape.raw(FRAME_KINDS.update, 'ada', new Uint8Array());
    tape.raw(FRAME_KINDS.update, 'ada', new Uint8Array([1, 1, 200]));
    tape.write('ada', id, (text) => text.insert(1, 'y'));
    const { timeline } = tape;
    expect([timeline.length, timeline.skipped]).toEqual([8, 6]);
    expect(timeline.stateAt(8).text(id)).toBe('xy');
    expect(timeline.events).toEqual([]);
  });

  test('an update that is forged to break Yjs does not stop it', () => {
    const tape = new WrittenTape();
    const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'x'));
    // client 9: a character in a root text, then a text of nothing behind it, then the deletion of that
    tape.raw(FRAME_KINDS.update, 'eve', new Uint8Array([1, 1, 9, 0, 4, 1, 4, 116, 101, 120, 116, 1, 97, 0]));
    tape.raw(FRAME_KINDS.update, 'eve', new Uint8Array([1, 1, 9, 1, 0x84, 9, 0, 0, 0]));
    tape.raw(FRAME_KINDS.update, 'eve', new Uint8Array([0, 1, 9, 1, 0, 1]));
    tape.write('ada', id, (text) => text.insert(1, 'y'));
    const { timeline } = tape;
    expect([timeline.length, timeline.stateAt(5).text(id)]).toEqual([5, 'xy']);
    expect(timeline.skipped).toBeGreaterThan(0);
  });

  test('an update that is forged to stand in two texts is counted, and does not stop it', () => {
    const tape = new WrittenTape();
    const [one, other] = ['one.py', 'other.py'].map((path) =>
      tape.edit('ada', (doc) => createFile(doc, path, `a long text of ${path}`)),
    ) as [string, string];
    for (const [fileId, text] of [
      [one, 'short'],
      [other, 'this is longer'],
    ] as const) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(tape.docOf('ada')));
      doc.clientID = 9; // twice the same client, with different texts at the same clocks
      doc.on('update', (update: Uint8Array) => tape.raw(FRAME_KINDS.update, 'eve', update));
      const shared = getFiles(doc).get(fileId)?.get('text') as Y.Text;
      shared.insert(shared.length, text);
    }
    tape.write('ada', one, (text) => text.insert(0, 'still '));
    const { timeline } = tape;
    expect(timeline.stateAt(5).text(one)).toContain('still a long text');
    expect([timeline.length, timeline.skipped]).toEqual([5, 1]);
  });

  test('bytes of any kind never stop it', () => {
    const builder = new TimelineBuilder();
    for (let n = 0; n < 3000; n++) {
      // the same in each run; every byte below 128, so that no count that is forged asks for much
      const payload = Uint8Array.from({ length: n % 23 }, (_, k) => (n * 31 + k * k * 7 + k) % 128);
      builder.add([{ at: START + n, kind: n % 30, author: 'ada', payload }]);
    }
    expect(builder.timeline.length).toBe(3000);
    expect(builder.timeline.skipped).toBeGreaterThan(2000);
    expect(builder.timeline.stateAt(3000).files).toEqual([]);
  });
});

describe('people, status and talk', () => {
  test('who is there is told by when they came, and coming twice is coming once', () => {
    const tape = new WrittenTape();
    tape.join('ada', 'interviewer');
    tape.join('bob');
    tape.join('ada', 'interviewer');
    const leave = (author: string) =>
      tape.say(FRAME_KINDS.presence, author, { event: 'left', name: author, role: 'candidate', colour: 2 });
    leave('ada');
    leave('ada');
    tape.join('ada', 'interviewer');
    leave('never-seen');
    const { timeline } = tape;
    const present = (position: number) => timeline.stateAt(position).present.map((one) => one.participantId);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(present)).toEqual([
      [],
      ['ada'],
      ['ada', 'bob'],
      ['ada', 'bob'],
      ['bob'],
      ['bob'],
      ['bob', 'ada'],
      ['bob', 'ada'],
    ]);
    expect(timeline.stateAt(3).present[0]?.since).toBe(START);
    expect(timeline.people.map(({ participantId, presences }) => [participantId, presences.length])).toEqual([
      ['ada', 2],
      ['bob', 1],
      ['never-seen', 0],
    ]);
    expect(timeline.people[0]?.presences[0]).toEqual({ from: 1, fromAt: START, to: 4, toAt: START + 3000 });
  });

  test('without frames of the clock it goes by the status; with them, by what they say', () => {
    const tape = new WrittenTape();
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'created' });
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'in_progress' });
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'interrupted' });
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'in_progress' });
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'completed' });
    const at = (position: number) => {
      const { status, clock } = tape.timeline.stateAt(position);
      return [status, clock.startedAt, clock.endedAt];
    };
    expect(at(1)).toEqual(['created', null, null]);
    expect(at(3)).toEqual(['interrupted', START + 1000, null]);
    expect(at(5)).toEqual(['completed', START + 1000, START + 4000]);
    tape.say(FRAME_KINDS.clock, SYSTEM_AUTHOR, { ...STOPPED_CLOCK, startedAt: START + 7 });
    tape.say(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: 'abandoned' });
    expect(at(7)).toEqual(['abandoned', START + 7, null]);
  });

  test('what was said twice after a lost line is said once', () => {
    const tape = new WrittenTape();
    tape.say(FRAME_KINDS.chat, 'ada', message(CHAT_ID, 'hello'));
    tape.say(FRAME_KINDS.chat, 'ada', message(CHAT_ID, 'hello'));
    tape.say(FRAME_KINDS.chat, 'ada', message(OTHER_CHAT_ID, 'again'));
    const { timeline } = tape;
    expect(timeline.chat.map(({ text }) => text)).toEqual(['hello', 'again']);
    expect([0, 1, 2, 3].map((position) => timeline.stateAt(position).chatCount)).toEqual([0, 1, 1, 2]);
  });

  test('what is worth a place on the timeline is told in order, with what it says', () => {
    const tape = new WrittenTape();
    tape.join('ada');
    tape.say(FRAME_KINDS.consent, 'ada', { version: '1', at: START });
    tape.say(FRAME_KINDS.question, 'ada', { event: 'changed' });
    tape.say(FRAME_KINDS.signal, 'ada', { signal: 'focus-lost' });
    tape.say(FRAME_KINDS.mark, 'ada', { id: CHAT_ID, label: 'Look here', name: 'Ada' });
    tape.say(FRAME_KINDS.terminal, 'ada', { event: 'opened', size: { columns: 80, rows: 24 } });
    tape.say(FRAME_KINDS.terminal, 'ada', { event: 'resized', size: { columns: 90, rows: 24 } });
    tape.say(FRAME_KINDS.selection, 'ada', { fileId: null, anchor: 0, head: 0 });
    const { events } = tape.timeline;
    expect(events.map(({ position, kind }) => [position, kind])).toEqual([
      [1, 'presence'],
      [2, 'consent'],
      [3, 'question'],
      [4, 'signal'],
      [5, 'mark'],
      [6, 'terminal'],
    ]);
    expect(events[4]).toMatchObject({ at: START + 4000, author: 'ada', data: { label: 'Look here' } });
    const state = tape.timeline.stateAt(8);
    expect(state.question).toEqual({ changes: 1, changedAt: START + 2000 });
    expect(tape.timeline.stateAt(2).question).toEqual({ changes: 0, changedAt: null });
  });
});

test('the timeline of a builder is one object that grows, and earlier moments stay what they were', () => {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'x'));
  tape.write('ada', id, (text) => text.insert(1, 'y'));
  const builder = new TimelineBuilder();
  const { timeline } = builder;
  builder.add(tape.frames.slice(0, 1));
  const early = timeline.stateAt(5);
  builder.add(tape.frames.slice(1));
  builder.add([]);
  expect([early.position, early.text(id), timeline.stateAt(5).text(id)]).toEqual([1, 'x', 'xy']);
});
