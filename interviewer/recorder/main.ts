import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { machineClock } from '../clock.ts';
import { readRecorderEnv } from '../env.ts';
import { processLog } from '../log.ts';
import { runProcess } from '../process.ts';
import { prepareCalls } from '../voice/call-voice.ts';
import { chooseTranscriber } from '../voice/openai-speech.ts';
import { AppClock } from './app-clock.ts';
import { RecorderHost } from './host.ts';
import { makeRecorderClient } from './recorder-client.ts';
import { Spool } from './spool.ts';

/** The process that records calls: ready when it says so, gone when it has left them. */
const env = readRecorderEnv();
prepareCalls();
const id = randomUUID();
const host = new RecorderHost({
  id,
  app: makeRecorderClient({ url: env.APP_INTERNAL_URL ?? env.APP_URL, token: env.RECORDER_SERVICE_TOKEN }),
  spool: new Spool(path.join(env.INTERLACE_DATA, 'spool')),
  transcriber: chooseTranscriber(env),
  transcribePrice: env.TRANSCRIBE_PRICE,
  capacity: env.RECORDER_CAPACITY,
  clock: machineClock,
  appClock: new AppClock(machineClock),
  log: processLog,
});

runProcess(id, host);
