import { expect, test } from 'vitest';
import type { ModelUsage } from '#core/model-usage.ts';
import { Minds } from '../mind/minds.ts';
import type { Thinker } from '../mind/thinker.ts';
import { PLENTY } from '../tests/conversation.ts';
import { FakeClock } from '../tests/fake-clock.ts';
import { buildBrief } from '../tests/fake-room.ts';
import { MeteredSpeaker, MeteredTranscriber } from './speech-meter.ts';
import { type Speaker, SpeechError, type Transcriber } from './speech-service.ts';

class Speech implements Transcriber, Speaker {
  readonly model = 'speech-1';
  requests = 0;
  isDown = false;

  async transcribe() {
    this.requests++;
    if (this.isDown) throw new SpeechError('unreachable', 'It is down.');
    return { text: 'hello', words: [] };
  }

  async *speak(): AsyncIterable<Int16Array> {
    this.requests++;
    if (this.isDown) throw new SpeechError('unreachable', 'It is down.');
    yield new Int16Array(3);
    yield new Int16Array(3);
  }
}

const NEVER: Thinker = {
  mind: { kind: 'claude', label: 'a mind of tests' },
  async *think() {},
};

function open(costMicros: number) {
  const reports: [ModelUsage, string][] = [];
  const left: (string | null)[] = [];
  const books = new Minds({
    thinker: NEVER,
    budget: { ...PLENTY, costMicros },
    used: buildBrief([]).usage,
    clock: new FakeClock(),
    onTrouble: () => {},
    onMind: (_mind, reason) => void left.push(reason),
    onUsage: (usage, model) => void reports.push([usage, model]),
  });
  const speech = new Speech();
  const [ear, mouth] = [new MeteredTranscriber(speech, 0.006, books), new MeteredSpeaker(speech, 15, books)];
  return { books, speech, ear, mouth, reports, left };
}

/** So many seconds of sound. */
const sound = (seconds: number) => ({ samples: new Int16Array(16_000 * seconds), rate: 16_000 });

async function say(speaker: Speaker, text: string): Promise<void> {
  for await (const _ of speaker.speak(text, new AbortController().signal));
}

test('seconds that are transcribed and characters that are spoken are in the books of the interview', async () => {
  const { ear, mouth, reports } = open(1_000_000);
  await ear.transcribe(sound(30), {});
  await say(mouth, 'x'.repeat(200));
  expect(reports.map(([usage, model]) => [usage.costMicros, usage.turns, model])).toEqual([
    [3000, 0, 'speech-1'],
    [3000, 0, 'speech-1'],
  ]);
});

test('what a service did not do costs nothing', async () => {
  const { ear, mouth, speech, reports } = open(1_000_000);
  speech.isDown = true;
  await expect(ear.transcribe(sound(30), {})).rejects.toThrow(SpeechError);
  await expect(say(mouth, 'Hello.')).rejects.toThrow(SpeechError);
  expect(reports).toEqual([]);
});

test('speech counts towards the budget: beyond it neither speech nor the model is asked any more', async () => {
  const { books, ear, mouth, speech, left } = open(5000);
  await ear.transcribe(sound(30), {});
  await say(mouth, 'x'.repeat(200));
  await expect(ear.transcribe(sound(1), {})).rejects.toThrow(SpeechError);
  await expect(say(mouth, 'Hello.')).rejects.toThrow(SpeechError);
  expect(speech.requests).toBe(2);
  expect(books.mind.kind).toBe('scripted');
  expect(left).toEqual(['over-budget']);
});

test('a service of one’s own, which costs nothing, is used beyond the budget', async () => {
  const { books, speech, reports } = open(0);
  const ear = new MeteredTranscriber(speech, 0, books);
  await expect(ear.transcribe(sound(30), {})).resolves.toMatchObject({ text: 'hello' });
  expect(reports).toEqual([]);
});
