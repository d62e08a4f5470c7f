import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_USAGE } from '#core/model-usage.ts';
import type { Model, ModelPiece, ModelRequest } from '#models/model.ts';
import { Author } from './author.ts';
import { MAX_ANSWER_SILENCE, MAX_ANSWER_TIME } from './draft-limits.ts';
import { draftRequestSchema } from './draft-request.ts';

const request = draftRequestSchema.parse({ topic: 'Sums', kind: 'behavioural', difficulty: 'easy' });

const row = { title: 'Clear', weak: 'No', sound: 'Yes', strong: 'Very' };
const QUESTION = {
  ...{
    title: 'Sums',
    tags: [],
    minutes: 10,
    statement: '# Sums',
    hints: ['Add.', 'Add all.'],
    guide: 'Any.',
  },
  ...{ follow_ups: ['And then?'], rubric: [row, row] },
};

/** A model that says what it is given: answers of pieces with pauses in milliseconds between them. */
class FakeModel implements Model {
  readonly kind = 'claude';
  readonly name = 'a-model';
  readonly requests: ModelRequest[] = [];
  readonly #answers: (ModelPiece | number)[][];

  constructor(answers: (ModelPiece | number)[][]) {
    this.#answers = answers;
  }

  async *ask(asked: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece> {
    this.requests.push({ ...asked, messages: [...asked.messages] });
    for (const piece of this.#answers.shift() ?? []) {
      if (typeof piece !== 'number') yield piece;
      else await pause(piece, signal);
      if (signal.aborted) return;
    }
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

const tool = (input: unknown): ModelPiece => ({
  type: 'tool',
  call: { id: 'call', name: 'write_question', input },
});

function begin(answers: (ModelPiece | number)[][]) {
  const model = new FakeModel(answers);
  const used: number[] = [];
  const author = new Author({
    ...{ model, request, rejections: [], before: null },
    onUsage: async ({ costMicros }) => void used.push(costMicros),
  });
  const write = async (signal = new AbortController().signal) => {
    const told: number[] = [];
    for (const writing = author.write(signal); ; ) {
      const { value, done } = await writing.next();
      if (done) return { ...value, told };
      told.push(value.characters);
    }
  };
  return { author, model, used, write };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('tells how much is written in steps, and what everything cost so far', async () => {
  const part: ModelPiece = { type: 'tool-part', characters: 90 };
  const usage: ModelPiece = { type: 'usage', model: 'a-model', usage: { ...NO_USAGE, costMicros: 5 } };
  const { used, write } = begin([
    [part, part, part, part, part, part, tool({}), usage],
    [tool(QUESTION), usage],
  ]);
  const { question, told } = await write();
  expect(question?.title).toBe('Sums');
  expect(told).toEqual([0, 270, 540, 0]);
  expect(used).toEqual([5, 10]);
});

test('corrects itself twice in a try, however often it is told to write', async () => {
  const { author, model, write } = begin([[tool({})], [tool({})], [tool(QUESTION)], [tool('{"title')]]);
  expect((await write()).question).not.toBeNull();
  author.tell('It fails.');
  expect((await write()).findings?.[0]).toContain('no JSON object');
  expect(model.requests).toHaveLength(4);
  const last = model.requests.at(-1)?.messages ?? [];
  expect(last.map(({ role }) => role)).toEqual([
    ...['user', 'assistant', 'results', 'assistant', 'results', 'assistant', 'results'],
  ]);
  expect(last.at(-1)).toEqual({
    role: 'results',
    results: [{ id: 'call', content: 'It fails.', isError: true }],
  });
});

test('is asked for the tool when it only talks, and gives back no input that is no object', async () => {
  const { model, write } = begin([[{ type: 'text', text: 'Well.' }], [tool('{"ti')], [tool(QUESTION)]]);
  await write();
  const messages = model.requests.at(-1)?.messages ?? [];
  expect(messages[1]).toEqual({ role: 'assistant', text: 'Well.' });
  expect(messages[2]).toMatchObject({ role: 'user', text: expect.stringContaining('write_question') });
  expect(messages[3]).toMatchObject({ calls: [{ name: 'write_question', input: {} }] });
});

test('a model that falls silent is given up, one that goes on is not, unless it never ends', async () => {
  const silent = begin([[MAX_ANSWER_SILENCE + 1, tool(QUESTION)]]);
  const given = expect(silent.write()).rejects.toMatchObject({ trouble: 'slow' });
  await vi.runAllTimersAsync();
  await given;

  const part: ModelPiece = { type: 'tool-part', characters: 1 };
  const steady = begin([[part, MAX_ANSWER_SILENCE - 1, part, MAX_ANSWER_SILENCE - 1, tool(QUESTION)]]);
  const writing = steady.write();
  await vi.runAllTimersAsync();
  expect((await writing).question).not.toBeNull();

  const steps = Math.ceil(MAX_ANSWER_TIME / (MAX_ANSWER_SILENCE / 2)) + 1;
  const endless = begin([Array.from({ length: steps }, () => [part, MAX_ANSWER_SILENCE / 2]).flat()]);
  const stopped = expect(endless.write()).rejects.toMatchObject({ trouble: 'slow' });
  await vi.runAllTimersAsync();
  await stopped;
});

test('ends with the reason of whoever stops it', async () => {
  const abort = new AbortController();
  const { write } = begin([[MAX_ANSWER_SILENCE, tool(QUESTION)]]);
  const stopped = expect(write(abort.signal)).rejects.toThrow('Nobody waits.');
  abort.abort(new Error('Nobody waits.'));
  await stopped;
});
