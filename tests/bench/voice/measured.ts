import { initializeLogger } from '@livekit/agents';
import { z } from 'zod';
import { chooseModel, modelSettings } from '#models/choose.ts';
import type { Model } from '#models/model.ts';
import { speakText } from '../../../interviewer/tests/sound.ts';
import {
  chooseSpeaker,
  chooseTranscriber,
  speechSettings,
} from '../../../interviewer/voice/openai-speech.ts';
import { LEAST_INTERRUPTION } from '../../../interviewer/voice/voice-limits.ts';
import { BenchCall, BenchInterview, pause, type Services, trim, until } from './session.ts';
import { soakConversation } from './soak.ts';

/**
 * The process that is measured: holds calls, and is told by its arguments what to do with them. The services that it
 * asks are in another process. Prints one line of JSON.
 *
 *   measured.ts <turns|barge-in|open-and-close|conversation> <sessions> <rounds> <speech url> <model url>
 */
const [what = '', sessions = '1', rounds = '1', speechUrl = '', modelUrl = ''] = process.argv.slice(2);
const LONG =
  'let us look at what happens when the list is very long and every number in it is the same and we have only little memory and still want to be done in a single pass over all of it';
/** Silence after which it has stopped, and does not merely breathe. */
const STOPPED = 500;

initializeLogger({ pretty: false, level: 'silent' });
const settings = z
  .object(speechSettings)
  .parse({ TRANSCRIBE_BASE_URL: speechUrl || undefined, SPEECH_BASE_URL: speechUrl || undefined });
const services: Services = { transcriber: chooseTranscriber(settings), speaker: chooseSpeaker(settings) };

const measures: Record<string, () => Promise<unknown>> = {
  turns: () => measureTurns(Number(sessions), Number(rounds)),
  'barge-in': () => measureBargeIn(Number(rounds)),
  'open-and-close': () => openAndClose(Number(sessions), Number(rounds)),
  conversation: () => soakConversation(Number(rounds), heap),
};
const measure = measures[what];
if (!measure) throw new Error(`There is nothing called "${what}" to measure.`);
process.stdout.write(`${JSON.stringify(await measure())}\n`);
process.exit(0);

/** Interviews at once, each with so many turns. */
async function measureTurns(count: number, turns: number) {
  const sound = trim(await speakText('what would you like to know about it'));
  const interviews: BenchInterview[] = [];
  for (let n = 0; n < count; n++) interviews.push(await BenchInterview.start(services, makeModel()));
  await Promise.all(interviews.map((one) => one.silence()));
  const before = process.cpuUsage();
  const began = performance.now();
  const lateness = watchTimers();
  const latencies: number[] = [];
  await Promise.all(
    interviews.map(async (one, n) => {
      // people do not speak in step
      await pause((n * 2000) / count);
      for (let turn = 0; turn < turns; turn++) {
        latencies.push(await one.turn(sound));
        await one.silence();
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const core = (user + system) / 1000 / (performance.now() - began);
  const late = lateness();
  const heapBytes = heap();
  const { rss } = process.memoryUsage();
  await Promise.all(interviews.map((one) => one.close()));
  return { latencies, late, core, rss, heapBytes };
}

/** From the least speech that stops it to the last of its sound; and what sounded after that, all in milliseconds. */
async function measureBargeIn(count: number) {
  const sound = trim(await speakText('please stop i would like to say something'));
  const call = await BenchCall.start(services);
  const lateness = watchTimers();
  const silences: number[] = [];
  const slips: number[] = [];
  for (let n = 0; n < count; n++) {
    const { loudAt } = call.loudspeaker;
    loudAt.length = 0;
    const { done } = call.voice.say(whole(LONG));
    await until(() => loudAt.length > 0, 'its voice');
    await pause(1000 + 97 * (n % 10));
    const from = Date.now();
    await call.microphone.play(sound);
    const { isCut } = await done;
    if (!isCut) throw new Error('It was not cut.');
    await pause(STOPPED);
    const after = loudAt.filter((at) => at >= from);
    const end = after.findIndex((at, m) => (after[m + 1] ?? Number.POSITIVE_INFINITY) - at > STOPPED);
    silences.push((after[end] ?? from) - from - LEAST_INTERRUPTION);
    slips.push(10 * (after.length - end - 1));
    await pause(1500);
    call.loudspeaker.takeHeard();
  }
  await call.close();
  return { silences, slips, late: lateness() };
}

/** Interviews that are opened, spoken through and closed, some at once: the heap after each round, in bytes. */
async function openAndClose(atOnce: number, count: number) {
  const sound = trim(await speakText('what would you like to know about it'));
  const heaps: number[] = [];
  for (let n = 0; n < count; n++) {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const interview = await BenchInterview.start(services, makeModel());
        await interview.silence();
        await interview.turn(sound);
        await interview.silence();
        await interview.close();
      }),
    );
    // native streams let go of theirs a little later
    await pause(1000);
    heaps.push(heap());
  }
  return { heaps };
}

function makeModel(): Model {
  const settings = z.object(modelSettings).parse({ OPENAI_BASE_URL: modelUrl });
  const model = chooseModel('openai', settings, { timeout: 15_000 });
  if (!model) throw new Error('There is no model.');
  return model;
}

async function* whole(text: string): AsyncIterable<string> {
  yield text;
}

/** How late bare timers of 20 ms are, until the returned function is called: what this machine does to everything. */
function watchTimers(): () => number[] {
  const late: number[] = [];
  let due = performance.now() + 20;
  let timer = setTimeout(function look() {
    late.push(performance.now() - due);
    due = performance.now() + 20;
    timer = setTimeout(look, 20);
  }, 20);
  return () => {
    clearTimeout(timer);
    return late;
  };
}

/** Bytes in use after everything that can go has gone. */
function heap(): number {
  if (!globalThis.gc) throw new Error('This wants node --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
