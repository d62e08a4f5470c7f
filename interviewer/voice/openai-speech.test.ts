import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { FakeSpeech } from '../tests/fake-speech.ts';
import { chooseSpeaker, chooseTranscriber, speechSettings } from './openai-speech.ts';
import type { Transcriber } from './speech-service.ts';

const SOUND = { samples: new Int16Array(1600), rate: 16_000 };

let services: FakeSpeech;
let transcriber: Transcriber;

beforeEach(async () => {
  services = new FakeSpeech();
  services.hears = 'yes i am ready';
  const url = await services.start();
  const made = chooseTranscriber(z.object(speechSettings).parse({ TRANSCRIBE_BASE_URL: url }));
  if (!made) throw new Error('There is an address and no transcriber.');
  transcriber = made;
});

afterEach(() => services.stop());

test('a session’s signal keeps nothing of requests that are over, whatever came of them', async () => {
  const { signal } = new AbortController();
  expect((await transcriber.transcribe(SOUND, { signal })).text).toBe('yes i am ready');
  services.transcribeStatus = 400;
  await expect(transcriber.transcribe(SOUND, { signal })).rejects.toThrow('answered 400');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a request that is called off ends at once', async () => {
  services.delay.transcribe = 60_000;
  const call = new AbortController();
  const asked = transcriber.transcribe(SOUND, { signal: call.signal });
  setTimeout(() => call.abort(), 50);
  await expect(asked).rejects.toThrow();
  await expect(transcriber.transcribe(SOUND, { signal: call.signal })).rejects.toThrow();
});

test('without a key or an address there is neither', () => {
  const settings = z.object(speechSettings).parse({});
  expect(chooseTranscriber(settings)).toBeNull();
  expect(chooseSpeaker(settings)).toBeNull();
});
