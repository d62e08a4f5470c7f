import { beforeEach, expect, test } from 'vitest';
import type { InterviewNote, MarkChange, NewNote, RubricMark } from '#core/panel-protocol.ts';
import { type PanelApi, PanelRefusal } from './panel-api.ts';
import { PanelStore } from './panel-store.ts';

const QUESTION = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';
const MARK: MarkChange = { questionId: QUESTION, criterion: 'correct', mark: 'sound', remark: '' };

/** Keeps what it is given, or refuses everything while it is down. */
class FakeApi implements PanelApi {
  isDown = false;
  kept = new Map<string, InterviewNote>();
  gone = new Map<string, InterviewNote>();
  seenMarks: RubricMark[] = [];
  /** How long the next marks take to be stored. */
  markWaits: Promise<void>[] = [];

  async questions() {
    this.#check();
    return [];
  }
  async notes() {
    this.#check();
    return [...this.kept.values()];
  }
  async marks() {
    this.#check();
    return this.seenMarks;
  }
  async write({ id, questionId, atMs, text }: NewNote) {
    this.#check();
    const written = { createdAt: '', updatedAt: '', authorName: 'Ada', isMine: true };
    const note = { id, questionId, atMs, text, ...written };
    this.kept.set(id, note);
    return note;
  }
  async change(id: string, { text }: { text?: string | undefined }) {
    this.#check();
    const note = this.kept.get(id) ?? this.gone.get(id);
    if (!note) throw new PanelRefusal('Gone.');
    const changed = { ...note, text: text ?? note.text };
    this.kept.set(id, changed);
    return changed;
  }
  async remove(id: string) {
    this.#check();
    const note = this.kept.get(id);
    if (note) this.gone.set(id, note);
    this.kept.delete(id);
  }
  async mark({ questionId, criterion, mark, remark }: MarkChange) {
    this.#check();
    const wait = this.markWaits.shift();
    if (wait) await wait;
    const mine = { questionId, criterion, remark, version: 1, authorName: 'Ada', isMine: true };
    this.seenMarks = mark ? [{ ...mine, mark }] : [];
    return this.seenMarks;
  }
  #check() {
    if (this.isDown) throw new PanelRefusal('Down.');
  }
}

let api: FakeApi;
let store: PanelStore;
beforeEach(() => {
  api = new FakeApi();
  store = new PanelStore(api);
});

const texts = () => store.get().notes?.map(({ text }) => text);

test('a note is about the moment at which its first character was typed', async () => {
  store.type('A', 1000.5);
  store.type('Asks', 4000);
  await store.send(QUESTION);
  expect(store.get().notes).toMatchObject([{ text: 'Asks', atMs: 1000, questionId: QUESTION }]);
  expect(store.get().draft).toMatchObject({ text: '', atMs: null, isSending: false, problem: null });
});

test('a note that could not be saved stays in the box with the reason, and is written once when sent again', async () => {
  store.type('Asks', 1000);
  api.isDown = true;
  await store.send(null);
  expect(store.get().draft).toMatchObject({ text: 'Asks', isSending: false, problem: 'Down.' });
  const { id } = store.get().draft;
  api.isDown = false;
  await store.send(null);
  expect([...api.kept.keys()]).toEqual([id]);
  expect(texts()).toEqual(['Asks']);
});

test('nothing but spaces is not sent', async () => {
  store.type('  ', 1000);
  await store.send(null);
  expect(api.kept.size).toBe(0);
});

test('a note is changed, deleted and brought back; a refusal changes nothing and says why', async () => {
  store.type('Asks', 1000);
  await store.send(null);
  const id = store.get().notes?.[0]?.id ?? '';
  api.isDown = true;
  expect(await store.rewrite(id, 'No')).toBe('Down.');
  expect(await store.remove(id)).toBe('Down.');
  expect(texts()).toEqual(['Asks']);
  api.isDown = false;
  expect(await store.rewrite(id, 'Asks twice')).toBeNull();
  await store.remove(id);
  expect(texts()).toEqual([]);
  await store.bringBack(id);
  expect(texts()).toEqual(['Asks twice']);
});

test('a mark shows at once, and as it was when it could not be saved', async () => {
  const marks = () => store.get().marks?.map(({ mark }) => mark);
  const marking = store.mark(MARK, 1);
  expect(marks()).toEqual(['sound']);
  await marking;
  api.isDown = true;
  await store.mark({ ...MARK, mark: 'strong' }, 1);
  expect(marks()).toEqual(['sound']);
  expect(store.get().markTrouble).toBe('Not saved. Down.');
  api.isDown = false;
  await store.mark({ ...MARK, mark: null }, 1);
  expect(marks()).toEqual([]);
  expect(store.get().markTrouble).toBeNull();
});

test('a mark that takes long is not stored after a later one of the same row, and shows nothing old', async () => {
  const remarks = () => store.get().marks?.map(({ remark }) => remark);
  let arrive = () => {};
  api.markWaits = [
    new Promise((resolve) => {
      arrive = resolve;
    }),
  ];
  const first = store.mark(MARK, 1);
  const second = store.mark({ ...MARK, remark: 'With help.' }, 1);
  await store.refresh();
  expect(remarks()).toEqual(['With help.']);
  arrive();
  await first;
  expect(remarks()).toEqual(['With help.']);
  await second;
  expect(remarks()).toEqual(['With help.']);
  expect(api.seenMarks).toMatchObject([{ remark: 'With help.' }]);
});

test('what is known stays when the app does not answer', async () => {
  store.type('Asks', 1000);
  await store.send(null);
  api.isDown = true;
  await store.refresh();
  expect(store.get().trouble).toBe('Down.');
  expect(texts()).toEqual(['Asks']);
});
