import { initializeLogger, type voice } from '@livekit/agents';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Senses } from '#core/interviewer.ts';
import { machineClock } from '../clock.ts';
import { AgentVoice } from '../voice/agent-voice.ts';
import { chooseSpeaker, chooseTranscriber, speechSettings } from '../voice/openai-speech.ts';
import type { HeardSpeech, VoiceListener } from '../voice/voice.ts';
import { FakeSpeech } from './fake-speech.ts';
import { hearSound, speakText } from './sound.ts';
import { Loudspeaker, Microphone } from './sound-port.ts';

const ASKED = 'Please tell me how you would solve this problem.';
const LONG = `${ASKED} Take your time and think about the memory that it needs. There is no hurry at all.`;
const ANSWERS = ['i would use a hash map', 'please stop', 'yes i am ready', 'next question please'];

class Listener implements VoiceListener {
  readonly heard: HeardSpeech[] = [];
  readonly captions: string[] = [];
  readonly senses: (Senses | null)[] = [];
  readonly voices: { isSpeaking: boolean; at: number }[] = [];
  unheard = 0;
  /** Whether what was said takes long, as it was told. */
  readonly slow: { isSlow: boolean; at: number }[] = [];
  onHeard(said: HeardSpeech): void {
    this.heard.push(said);
  }
  onVoice(isSpeaking: boolean): void {
    this.voices.push({ isSpeaking, at: Date.now() });
  }
  onCaption(text: string): void {
    this.captions.push(text);
  }
  onSenses(senses: Senses | null): void {
    this.senses.push(senses);
  }
  onUnheard(): void {
    this.unheard++;
  }
  onTranscribing(isSlow: boolean): void {
    this.slow.push({ isSlow, at: Date.now() });
  }
}

let services: FakeSpeech;
let microphone: Microphone;
let loudspeaker: Loudspeaker;
let listener: Listener;
let talk: AgentVoice;
let ended: number;
let session: voice.AgentSession;

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));

beforeEach(async () => {
  services = new FakeSpeech(ANSWERS);
  const url = await services.start();
  const settings = z.object(speechSettings).parse({ TRANSCRIBE_BASE_URL: url, SPEECH_BASE_URL: url });
  microphone = new Microphone();
  loudspeaker = new Loudspeaker();
  listener = new Listener();
  ended = 0;
  talk = await AgentVoice.start({
    transcriber: chooseTranscriber(settings),
    speaker: chooseSpeaker(settings),
    prompt: () => 'hash map, two pointers',
    clock: machineClock,
    log: { info: () => {}, error: () => {} },
    listener,
    onEnded: () => void ended++,
    connect: async (begun, agent) => {
      session = begun;
      session.input.audio = microphone;
      session.output.audio = loudspeaker;
      await session.start({ agent, record: false });
    },
  });
});

afterEach(async () => {
  await talk.close();
  await microphone.close();
  loudspeaker.close();
  await services.stop();
});

async function* inPieces(text: string): AsyncIterable<string> {
  for (const word of text.split(/(?<= )/)) yield word;
}

async function until(isSo: () => boolean, what: string, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo(); ) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('what it says is heard word for word, and captions follow it sentence by sentence', async () => {
  const { done } = talk.say(inPieces(LONG));
  const spoken = await done;
  expect(spoken).toMatchObject({ heard: LONG, isCut: false });
  expect(spoken.endedAt - spoken.startedAt).toBeGreaterThan(4000);
  expect(listener.captions.filter(Boolean).join(' ')).toBe(LONG);
  expect(listener.captions.at(-1)).toBe('');
  const said = await hearSound(loudspeaker.takeHeard(), [LONG, 'something else entirely']);
  expect(said).toBe(LONG.toLowerCase().replaceAll('.', ''));
});

test('the candidate is heard, with the times of their voice and the words that are likely to come', async () => {
  const from = Date.now();
  await microphone.play(await speakText('I would use a hash map.'));
  const to = Date.now();
  await until(() => listener.heard.length > 0, 'the candidate was not heard');
  const [said] = listener.heard;
  expect(said?.text).toBe('i would use a hash map');
  expect(said?.startedAt).toBeGreaterThanOrEqual(from - 100);
  expect(said?.endedAt).toBeLessThanOrEqual(to + 1500);
  expect(services.prompts).toEqual(['hash map, two pointers']);
  expect(listener.voices.map(({ isSpeaking }) => isSpeaking)).toEqual([true, false]);
});

test('speech over it stops it within a second, and what was heard of it is the beginning of what it said', async () => {
  const { done } = talk.say(inPieces(LONG));
  await until(() => loudspeaker.loudAt.length > 0, 'nothing sounded');
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const from = Date.now();
  await microphone.play(await speakText('Please stop.'));
  const spoken = await done;
  expect(spoken.isCut).toBe(true);
  expect(LONG.startsWith(spoken.heard)).toBe(true);
  expect(spoken.heard.length).toBeGreaterThan(20);
  expect(spoken.heard.length).toBeLessThan(LONG.length);
  // not even when the pause becomes an end, which is when its words are known
  expect(loudspeaker.loudAt.filter((at) => at > from + 1200)).toEqual([]);
  await until(() => listener.heard.length > 0, 'the interruption was not heard');
  expect(listener.heard[0]?.text).toBe('please stop');
  // what is said next sounds again
  loudspeaker.loudAt.length = 0;
  expect(await talk.say(inPieces(ASKED)).done).toMatchObject({ heard: ASKED, isCut: false });
  expect(loudspeaker.loudAt.length).toBeGreaterThan(50);
});

test('a noise does not lose the thread: it pauses, goes on, and says all of it', async () => {
  services.hears = '';
  const { done } = talk.say(inPieces(LONG));
  await until(() => loudspeaker.loudAt.length > 0, 'nothing sounded');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await microphone.play(await speakText('Oh. Oh my.'));
  const spoken = await done;
  expect(spoken).toMatchObject({ heard: LONG, isCut: false });
  expect(listener.heard).toEqual([]);
});

test('without a transcriber that answers it says that it does not hear, and hears again when that is back', async () => {
  services.transcribeStatus = 503;
  await microphone.play(await speakText('Yes, I am ready.'));
  await until(() => listener.unheard > 0, 'the failure was not told');
  expect(listener.senses.at(-1)).toEqual({ hears: false, speaks: true });
  services.transcribeStatus = null;
  await microphone.play(await speakText('Yes, I am ready.'));
  await until(() => listener.heard.length > 0, 'it does not hear again');
  expect(listener.senses.at(-1)).toEqual({ hears: true, speaks: true });
});

test('without a speaker that answers nothing is thrown, and the next text is spoken again', async () => {
  services.speechStatus = 503;
  const mute = await talk.say(inPieces(ASKED)).done;
  expect(mute).toMatchObject({ heard: '', isCut: false });
  expect(listener.senses.at(-1)).toEqual({ hears: true, speaks: false });
  services.speechStatus = null;
  expect(await talk.say(inPieces(ASKED)).done).toMatchObject({ heard: ASKED, isCut: false });
  expect(listener.senses.at(-1)).toEqual({ hears: true, speaks: true });
});

test('a session that ends by itself is told at once, and what is said then is written only', async () => {
  const speaking = talk.say(inPieces(LONG)).done;
  await until(() => loudspeaker.loudAt.length > 0, 'nothing sounded');
  await session.close();
  expect(ended).toBe(1);
  expect(listener.senses.at(-1)).toEqual({ hears: false, speaks: false });
  await speaking;
  expect(await talk.say(inPieces(ASKED)).done).toMatchObject({ heard: '', isCut: false });
  await talk.close();
  expect(ended).toBe(1);
});

test('cutting it stops it at once', async () => {
  const { cut, done } = talk.say(inPieces(LONG));
  await until(() => loudspeaker.loudAt.length > 0, 'nothing sounded');
  const at = Date.now();
  cut();
  expect((await done).isCut).toBe(true);
  expect(loudspeaker.loudAt.filter((one) => one > at + 200)).toEqual([]);
});

test('a transcriber that takes long is told within two seconds, and what it makes out counts', async () => {
  services.delay.transcribe = 3000;
  await microphone.play(await speakText('Yes, I am ready.'));
  await until(() => listener.slow.length > 0, 'that it takes long was not told');
  const silentAt = listener.voices.find(({ isSpeaking }) => !isSpeaking)?.at ?? 0;
  expect((listener.slow[0]?.at ?? 0) - silentAt).toBeLessThan(2000);
  await until(() => listener.heard.length > 0, 'what was said is lost');
  expect(listener.heard[0]?.text).toBe('yes i am ready');
  expect(listener.slow.map(({ isSlow }) => isSlow)).toEqual([true, false]);
  expect(listener.senses).toEqual([{ hears: true, speaks: true }]);
});

test('a speaker that takes long is told within two seconds, and what it says is heard', async () => {
  services.delay.speech = 2500;
  const from = Date.now();
  const { done } = talk.say(inPieces(ASKED));
  await until(() => listener.senses.at(-1)?.speaks === false, 'that it has no voice was not told');
  expect(Date.now() - from).toBeLessThan(2000);
  expect(await done).toMatchObject({ heard: ASKED, isCut: false });
  expect(listener.senses.at(-1)).toEqual({ hears: true, speaks: true });
});

test('a speaker that hangs is waited for once in a text, not at each of its sentences', async () => {
  services.delay.speech = 60_000;
  const from = Date.now();
  expect(await talk.say(inPieces(LONG)).done).toMatchObject({ heard: '', isCut: false });
  expect(Date.now() - from).toBeLessThan(8000);
  services.delay.speech = 0;
  expect(await talk.say(inPieces(ASKED)).done).toMatchObject({ heard: ASKED, isCut: false });
});
