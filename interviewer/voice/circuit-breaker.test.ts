import { expect, test } from 'vitest';
import { FakeClock } from '../tests/fake-clock.ts';
import { GuardedSpeaker, GuardedTranscriber } from './circuit-breaker.ts';
import {
  type Sound,
  type Speaker,
  SpeechError,
  type SpeechTrouble,
  type Transcriber,
} from './speech-service.ts';
import { SPEECH_REST } from './voice-limits.ts';

/** Both services at once: they fail while there is trouble, and count what they are asked. */
class FlakySpeech implements Transcriber, Speaker {
  readonly model = 'speech-1';
  trouble: SpeechTrouble | null = null;
  requests = 0;

  async transcribe() {
    this.requests++;
    if (this.trouble) throw new SpeechError(this.trouble, 'It fails.');
    return { text: 'hello', words: [] };
  }

  async *speak(): AsyncIterable<Int16Array> {
    this.requests++;
    if (this.trouble) throw new SpeechError(this.trouble, 'It fails.');
    yield new Int16Array(3);
  }
}

const SOUND: Sound = { samples: new Int16Array(1), rate: 16_000 };

async function say(speaker: Speaker): Promise<number> {
  let samples = 0;
  for await (const piece of speaker.speak('Hello.', new AbortController().signal)) samples += piece.length;
  return samples;
}

const KINDS: [string, (inner: FlakySpeech, clock: FakeClock) => () => Promise<unknown>][] = [
  [
    'transcriber',
    (inner, clock) => {
      const guarded = new GuardedTranscriber(inner, clock);
      return () => guarded.transcribe(SOUND, {});
    },
  ],
  [
    'speaker',
    (inner, clock) => {
      const guarded = new GuardedSpeaker(inner, clock);
      return () => say(guarded);
    },
  ],
];

test.each(KINDS)('a %s that fails three times in a row is left alone for half a minute', async (_, make) => {
  const [inner, clock] = [new FlakySpeech(), new FakeClock()];
  const ask = make(inner, clock);
  inner.trouble = 'unreachable';
  for (let n = 0; n < 5; n++) await expect(ask()).rejects.toMatchObject({ trouble: 'unreachable' });
  expect(inner.requests).toBe(3);
  inner.trouble = null;
  await clock.pass(SPEECH_REST - 1);
  await expect(ask()).rejects.toThrow(SpeechError);
  await clock.pass(1);
  await expect(ask()).resolves.toBeDefined();
  // it is trusted again: one failure is one failure
  inner.trouble = 'slow';
  await expect(ask()).rejects.toMatchObject({ trouble: 'slow' });
  inner.trouble = null;
  await expect(ask()).resolves.toBeDefined();
});

test.each(KINDS)(
  'a %s that is still down after its rest is tried once, and left alone again',
  async (_, make) => {
    const [inner, clock] = [new FlakySpeech(), new FakeClock()];
    const ask = make(inner, clock);
    inner.trouble = 'rate-limited';
    for (let n = 0; n < 3; n++) await expect(ask()).rejects.toThrow();
    await clock.pass(SPEECH_REST);
    for (let n = 0; n < 3; n++) await expect(ask()).rejects.toThrow();
    expect(inner.requests).toBe(4);
  },
);

test.each(KINDS)('a %s that refuses the key is left alone after the first time', async (_, make) => {
  const [inner, clock] = [new FlakySpeech(), new FakeClock()];
  const ask = make(inner, clock);
  inner.trouble = 'unauthorised';
  for (let n = 0; n < 3; n++) await expect(ask()).rejects.toMatchObject({ trouble: 'unauthorised' });
  expect(inner.requests).toBe(1);
});
