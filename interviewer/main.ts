import { randomUUID } from 'node:crypto';
import type { MindChoice } from '#core/interviewer.ts';
import { chooseModel } from '#models/choose.ts';
import { makeAppClient } from './app-client.ts';
import { machineClock } from './clock.ts';
import { readEnv } from './env.ts';
import { Host, type HostOptions } from './host.ts';
import { FIRST_WORD_TIMEOUT } from './limits.ts';
import { processLog } from './log.ts';
import { ModelThinker } from './mind/model-thinker.ts';
import { runProcess } from './process.ts';
import { SocketRoom } from './room/socket-room.ts';
import { GuardedSpeaker, GuardedTranscriber } from './voice/circuit-breaker.ts';
import { chooseSpeaker, chooseTranscriber } from './voice/openai-speech.ts';
import { MeteredSpeaker, MeteredTranscriber } from './voice/speech-meter.ts';

/** The process that interviews: ready when it says so, gone when it has let go of its interviews. */
const env = readEnv();
// each room's provider listens for the end of the process
process.setMaxListeners(env.INTERVIEWER_CAPACITY + 20);
const id = randomUUID();
const app = makeAppClient({
  url: env.APP_INTERNAL_URL ?? env.APP_URL,
  token: env.INTERVIEWER_SERVICE_TOKEN,
  host: id,
});
const [ear, mouth] = [chooseTranscriber(env), chooseSpeaker(env)];
const transcriber = ear && new GuardedTranscriber(ear, machineClock);
const speaker = mouth && new GuardedSpeaker(mouth, machineClock);
const host = new Host({
  id,
  app,
  capacity: env.INTERVIEWER_CAPACITY,
  budget: {
    turns: env.INTERVIEWER_MAX_TURNS,
    tokens: env.INTERVIEWER_MAX_TOKENS,
    costMicros: Math.round(env.INTERVIEWER_MAX_DOLLARS * 1_000_000),
  },
  chooseThinker: ({ mind }) => chooseThinker(mind),
  connect: ({ name, fetchToken }, listener) =>
    new SocketRoom(
      { url: env.ROOM_URL, roomName: name, fetchToken, clock: machineClock, log: processLog },
      listener,
    ),
  openVoice: await makeOpenVoice(),
  clock: machineClock,
  log: processLog,
});

function chooseThinker(choice: MindChoice): ModelThinker | null {
  const model = choice === 'scripted' ? null : chooseModel(choice, env, { timeout: FIRST_WORD_TIMEOUT });
  return model && new ModelThinker(model);
}

/** Calls, where something here hears or speaks: without, a large library is not even loaded. */
async function makeOpenVoice(): Promise<HostOptions['openVoice']> {
  if (!transcriber && !speaker) return null;
  const { CallVoice, prepareCalls } = await import('./voice/call-voice.ts');
  prepareCalls();
  return (interviewId, { books, ...options }) =>
    new CallVoice({
      ...options,
      transcriber: transcriber && new MeteredTranscriber(transcriber, env.TRANSCRIBE_PRICE, books),
      speaker: speaker && new MeteredSpeaker(speaker, env.SPEECH_PRICE, books),
      ...{ clock: machineClock, log: processLog },
      fetchCall: () => app.call(interviewId),
    });
}

processLog.info('This process interviews.', {
  mind: chooseThinker('auto')?.mind.kind ?? 'scripted',
  hears: ear !== null,
  speaks: mouth !== null,
});
runProcess(id, host);
