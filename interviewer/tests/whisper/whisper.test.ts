import { initializeLogger } from '@livekit/agents';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { WhisperServer } from '#tests/whisper-server.ts';
import { machineClock } from '../../clock.ts';
import { AgentVoice } from '../../voice/agent-voice.ts';
import { chooseTranscriber, speechSettings } from '../../voice/openai-speech.ts';
import type { Transcriber } from '../../voice/speech-service.ts';
import type { HeardSpeech } from '../../voice/voice.ts';
import { speakText } from '../sound.ts';
import { Loudspeaker, Microphone } from '../sound-port.ts';
import { errorRate, type WordErrors, wordErrors } from './word-errors.ts';

/** Free speech of an interview. Numbers are left out: they are written in more than one way. */
const SENTENCES = [
  'I would start with the simple solution and then look for something faster.',
  'My first idea is to sort the numbers, and then walk through them from both ends.',
  'We could keep every value that we have seen in a dictionary, and look it up in constant time.',
  'The worst case is when all the letters are the same, because then nothing can be skipped.',
  'Can I assume that the input is never empty?',
  'I think there is a mistake in my loop, it should stop one step earlier.',
  'In my last job I worked on a payment service that had to survive a broken network.',
  'We noticed that the database was slow because an index was missing.',
  'I would write a test for the empty list and another one for a very long list.',
  'Could you please give me a hint about the second part of the question?',
  'If the memory is limited, I would read the file in small pieces.',
  'The recursion is easy to read, but it may run out of stack on deep trees.',
];
/** flite's voices, and at most so many errors for each word that was said. */
const VOICES = { slt: 0.15, rms: 0.15, awb: 0.15, kal16: 0.15, kal: 0.15 };
/** In milliseconds. Words are tested here and not how fast this machine is: a sentence takes 1 to 8 s of two cores. */
const PATIENCE = 60_000;

let whisper: WhisperServer;
let transcriber: Transcriber;

beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'silent' });
  whisper = await WhisperServer.start();
  const settings = z.object(speechSettings).parse({ TRANSCRIBE_BASE_URL: whisper.url });
  const chosen = chooseTranscriber(settings, PATIENCE);
  if (!chosen) throw new Error('An address was given and no transcriber chosen.');
  transcriber = chosen;
});

afterAll(() => whisper?.stop());

for (const [voice, limit] of Object.entries(VOICES)) {
  test(`free speech by the voice ${voice}: at most ${limit * 100} words in a hundred are wrong`, {
    timeout: 600_000,
  }, async () => {
    const all: WordErrors[] = [];
    const took: number[] = [];
    const lines: string[] = [];
    for (const said of SENTENCES) {
      const sound = await speakText(said, voice);
      const from = performance.now();
      const { text, words } = await transcriber.transcribe(sound, {});
      took.push(performance.now() - from);
      const found = wordErrors(said, text);
      all.push(found);
      if (found.errors > 0) lines.push(`  ${found.errors} in "${said}": "${text}"`);
      const lengthMs = (sound.samples.length / sound.rate) * 1000;
      expect(words.length).toBeGreaterThan(0);
      expect(words.at(-1)?.to).toBeLessThanOrEqual(lengthMs + 500);
    }
    const rate = errorRate(all);
    const middle = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? Number.NaN;
    process.stdout.write(
      `${voice}: word error rate ${(rate * 100).toFixed(1)} %, a sentence takes ${middle.toFixed(0)} ms (median)\n${lines.map((line) => `${line}\n`).join('')}`,
    );
    expect(rate).toBeLessThanOrEqual(limit);
  });
}

test('a whole turn: the session finds where speech ends, and Whisper says what it was', {
  timeout: 120_000,
}, async () => {
  const microphone = new Microphone();
  const loudspeaker = new Loudspeaker();
  const heard: HeardSpeech[] = [];
  const talk = await AgentVoice.start({
    transcriber,
    speaker: null,
    prompt: () => 'two sum, arrays, hash map',
    clock: machineClock,
    log: { info: () => {}, error: () => {} },
    onEnded: () => {
      throw new Error('The session ended by itself.');
    },
    listener: {
      onHeard: (said) => void heard.push(said),
      onVoice: () => {},
      onCaption: () => {},
      onSenses: () => {},
      onUnheard: () => {},
      onTranscribing: () => {},
    },
    connect: async (session, agent) => {
      session.input.audio = microphone;
      session.output.audio = loudspeaker;
      await session.start({ agent, record: false });
    },
  });
  try {
    const said = 'I would put every number into a hash map, and look for what is missing.';
    const from = Date.now();
    await microphone.play(await speakText(said, 'slt'));
    const to = Date.now();
    for (const end = to + PATIENCE; heard.length === 0 && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 20));
    const [turn] = heard;
    process.stdout.write(`a whole turn was heard as: "${turn?.text}"\n`);
    expect(errorRate([wordErrors(said, turn?.text ?? '')])).toBeLessThanOrEqual(0.2);
    expect(turn?.startedAt).toBeGreaterThanOrEqual(from - 100);
    expect(turn?.endedAt).toBeLessThanOrEqual(to + 1500);
  } finally {
    await talk.close();
    await microphone.close();
    loudspeaker.close();
  }
});
