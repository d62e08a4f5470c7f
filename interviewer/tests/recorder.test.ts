import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { getFfmpegPath } from '@livekit/av';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callNameOf, LISTENS_TO_ATTRIBUTE, RECORDER_IDENTITY } from '#core/call.ts';
import { MediaServer } from '#tests/media-server.ts';
import type { Sound } from '../voice/speech-service.ts';
import { CallPerson } from './call-person.ts';
import { FakeRecorderApp, RECORDER_TOKEN } from './fake-recorder-app.ts';
import { FakeSpeech } from './fake-speech.ts';
import { decodeWav, hearSound, speakText } from './sound.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INTERVIEW = '00000000-0000-4000-8000-000000000001';
const ADA = '00000000-0000-4000-8000-0000000000a0';
const BOB = '00000000-0000-4000-8000-0000000000b0';
const AI = '00000000-0000-4000-8000-0000000000a1';
const EVE = '00000000-0000-4000-8000-0000000000e0';
const ASKED = 'please tell me how you would solve this problem';
const ANSWER = 'i would use a hash map';
const SECRET = 'nobody should ever write this down';
const SENTENCES = [ASKED, ANSWER, SECRET];
/** The app's clock is ahead of this machine's. */
const AHEAD = 5000;

let server: MediaServer;
let services: FakeSpeech;
let app: FakeRecorderApp;
let data: string;
let people: CallPerson[];
let recorders: Recorder[];

beforeEach(async () => {
  server = await MediaServer.start();
  services = new FakeSpeech(SENTENCES);
  await services.start();
  app = new FakeRecorderApp({
    ...{ interviewId: INTERVIEW, room: callNameOf(INTERVIEW), media: server, ahead: AHEAD },
  });
  await app.start();
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-recorder-'));
  people = [];
  recorders = [];
});

afterEach(async () => {
  for (const recorder of recorders) await recorder.end('SIGKILL');
  for (const person of people) await person.leave();
  await app.stop();
  await services.stop();
  await server.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

/** The process, as the launcher starts it. */
class Recorder {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  readonly lines: string[] = [];

  constructor() {
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'interviewer/recorder/main.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        NODE_ENV: 'test',
        APP_URL: app.url,
        RECORDER_SERVICE_TOKEN: RECORDER_TOKEN,
        INTERLACE_DATA: data,
        TRANSCRIBE_BASE_URL: services.url,
      },
    });
    this.#gone = new Promise((resolve) => this.#child.once('exit', resolve));
    for (const input of [this.#child.stdout, this.#child.stderr])
      if (input) readline.createInterface({ input }).on('line', (line) => this.lines.push(line));
    recorders.push(this);
  }

  /** How many voices it has begun to record. */
  get voices(): number {
    return this.lines.filter((line) => line.includes('A voice is recorded.')).length;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal);
    await this.#gone;
  }
}

async function enter(identity: string, role = 'candidate'): Promise<CallPerson> {
  const person = new CallPerson();
  people.push(person);
  const grants = {
    room: callNameOf(INTERVIEW),
    canPublish: true,
    canSubscribe: true,
    canUpdateOwnMetadata: true,
  };
  const metadata = JSON.stringify({ role, colour: 1 });
  await person.join(server.url, await server.token(identity, grants, identity, metadata));
  return person;
}

async function until(isSo: () => boolean, what: string, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo(); ) {
    if (Date.now() > end)
      throw new Error(`Waited in vain: ${what}.\n${recorders.flatMap(({ lines }) => lines).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says this; returns when its first and last sound went out, by the app's clock. */
async function say(person: CallPerson, sound: Sound): Promise<{ from: number; to: number }> {
  const from = Date.now() + AHEAD;
  await person.say(sound);
  return { from, to: from + (sound.samples.length / sound.rate) * 1000 };
}

async function decode(bytes: Buffer): Promise<Sound> {
  const [ogg, wav] = [path.join(data, `${randomUUID()}.ogg`), path.join(data, `${randomUUID()}.wav`)];
  fs.writeFileSync(ogg, bytes);
  const child = spawn(getFfmpegPath() ?? '', ['-loglevel', 'error', '-i', ogg, wav], { stdio: 'inherit' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  return decodeWav(fs.readFileSync(wav));
}

/** What was said between these moments, in milliseconds of the file. */
function part({ rate, samples }: Sound, from: number, to: number): Sound {
  const at = (ms: number) => Math.max(0, Math.round((ms * rate) / 1000));
  return { rate, samples: samples.slice(at(from), at(to)) };
}

function loudest({ samples }: Sound): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** How far a moment of this machine's is from what was measured, within which tests hold. */
function expectNear(actual: number | undefined, wanted: number, within: number): void {
  expect(Math.abs((actual ?? Number.NaN) - wanted)).toBeLessThan(within);
}

/** When sound becomes loud, in milliseconds of the file. */
function loudFrom({ rate, samples }: Sound): number {
  return (samples.findIndex((sample) => Math.abs(sample) > 600) / rate) * 1000;
}

/** What lies in the spool. */
function spooled(): string[] {
  const folder = path.join(data, 'spool');
  return fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
}

test('those who agreed are recorded as the clock goes and written down, unseen; nobody else is', async () => {
  app.speakers = [ADA, BOB];
  const recorder = new Recorder();
  const [ada, bob, eve] = [await enter(ADA), await enter(BOB), await enter(EVE)];
  await until(() => recorder.voices === 2, 'two voices are not recorded');
  await pause(500);
  const asked = await say(ada, await speakText(ASKED));
  await say(eve, await speakText(SECRET));
  bob.isPaused = true;
  await pause(5000);
  bob.isPaused = false;
  const answered = await say(bob, await speakText(ANSWER));
  await until(() => app.heard.length === 2, 'what was said is not written down');
  await until(() => app.usage.length === 2, 'what the transcripts cost is not told');
  for (const { costMicros, model } of app.usage) {
    expect(model).toBe('whisper-1');
    // a few seconds at 0.006 dollars a minute
    expect(costMicros).toBeGreaterThan(100);
    expect(costMicros).toBeLessThan(1000);
  }
  expect([...ada.room.remoteParticipants.keys()].sort()).toEqual([BOB, EVE]);
  expect(ada.room.remoteParticipants.has(RECORDER_IDENTITY)).toBe(false);
  expect(recorder.voices).toBe(2);
  const stoppedAt = Date.now() + AHEAD;
  await recorder.end('SIGTERM');

  expect(app.segments.map(({ participantId }) => participantId).sort()).toEqual([ADA, BOB]);
  for (const { durationMs, number, startedAt } of app.segments) {
    expect(number).toBe(1);
    expectNear(startedAt + durationMs, stoppedAt, 300);
  }
  for (const [id, said, text] of [
    [ADA, asked, ASKED],
    [BOB, answered, ANSWER],
  ] as const) {
    const [segment] = app.of(id);
    const sound = await decode(segment?.bytes ?? Buffer.alloc(0));
    const startedAt = segment?.startedAt ?? 0;
    expectNear((sound.samples.length / sound.rate) * 1000, segment?.durationMs ?? 0, 50);
    const [from, to] = [said.from - startedAt, said.to - startedAt];
    expect(await hearSound(part(sound, from - 200, to + 900), SENTENCES)).toBe(text);
    expect(loudest(part(sound, 0, from - 50))).toBeLessThan(300);
    const heard = app.heard.find(({ participantId }) => participantId === id);
    expect(heard?.text).toBe(text);
    // sound goes out a little after it was given to the microphone
    const loudAt = loudFrom(sound);
    expect(loudAt - from).toBeGreaterThan(0);
    expect(loudAt - from).toBeLessThan(900);
    expectNear(heard?.startedAt, startedAt + loudAt, 500);
    expectNear(heard?.endedAt, startedAt + loudAt + to - from, 500);
  }
  expect(services.heard).toHaveLength(2);
  expect(spooled()).toEqual([]);
}, 90_000);

test('a process that is killed loses nothing: the next hands in what it left, and counts on', async () => {
  app.speakers = [BOB];
  const first = new Recorder();
  const bob = await enter(BOB);
  await until(() => first.voices === 1, 'the voice is not recorded');
  const answered = await say(bob, await speakText(ANSWER));
  await pause(1500);
  const killedAt = Date.now() + AHEAD;
  await first.end('SIGKILL');
  const second = new Recorder();
  await until(() => app.of(BOB).length === 1, 'what was left is not handed in');
  await until(() => second.voices === 1, 'the voice is not recorded again');
  await pause(1500);
  await second.end('SIGTERM');
  const [left, next] = app.of(BOB);
  expect([left?.number, next?.number]).toEqual([1, 2]);
  expectNear((left?.startedAt ?? 0) + (left?.durationMs ?? 0), killedAt, 700);
  const from = answered.from - (left?.startedAt ?? 0);
  const to = answered.to - (left?.startedAt ?? 0);
  const sound = await decode(left?.bytes ?? Buffer.alloc(0));
  expect(await hearSound(part(sound, from - 200, to + 900), SENTENCES)).toBe(ANSWER);
  expect(next?.startedAt).toBeGreaterThan(killedAt);
  expect(spooled()).toEqual([]);
}, 90_000);

test('who may not be recorded any more is left at once, and what comes of it is not kept', async () => {
  app.speakers = [ADA, BOB];
  const recorder = new Recorder();
  const [ada, bob] = [await enter(ADA), await enter(BOB)];
  await until(() => recorder.voices === 2, 'two voices are not recorded');
  const isSpooled = (id: string) => spooled().some((name) => name.includes(id));
  await until(() => isSpooled(ADA) && isSpooled(BOB), 'nothing is recorded');
  app.speakers = [ADA];
  await until(() => !isSpooled(BOB), 'Bob is still recorded');
  await say(bob, await speakText(SECRET));
  await say(ada, await speakText(ASKED));
  await until(() => app.heard.length > 0, 'what was said is not written down');
  await recorder.end('SIGTERM');
  expect(app.of(BOB)).toEqual([]);
  expect(services.heard).toEqual([ASKED]);
}, 90_000);

test('the AI interviewer is recorded too, and whom it listens to is left to it to write down', async () => {
  app.speakers = [ADA, BOB];
  const recorder = new Recorder();
  const [ada, bob, ai] = [await enter(ADA), await enter(BOB), await enter(AI, 'ai')];
  await ai.room.localParticipant?.setAttributes({ [LISTENS_TO_ATTRIBUTE]: BOB });
  await until(() => recorder.voices === 3, 'three voices are not recorded');
  await pause(500);
  await say(ai, await speakText(SECRET));
  await say(bob, await speakText(ANSWER));
  await say(ada, await speakText(ASKED));
  await until(() => app.heard.length > 0, 'what was said is not written down');
  expect(services.heard).toEqual([ASKED]);
  expect(spooled()).toContain(path.join(INTERVIEW, `${AI}-1.ogg`));
  await ai.room.localParticipant?.setAttributes({ [LISTENS_TO_ATTRIBUTE]: '' });
  await pause(300);
  await say(bob, await speakText(ANSWER));
  await until(() => app.heard.length === 2, 'nobody writes down what Bob says');
  expect(app.heard[1]).toMatchObject({ participantId: BOB, text: ANSWER });
}, 90_000);

test('segments that the app does not take wait for it, and a call goes on after its media server died', async () => {
  app.speakers = [BOB];
  app.segmentStatus = 503;
  const recorder = new Recorder();
  await enter(BOB);
  await until(() => recorder.voices === 1, 'the voice is not recorded');
  await pause(1000);
  await server.kill();
  await until(
    () => recorder.lines.some((line) => line.includes('cannot be handed in yet')),
    'nothing is cut',
  );
  await server.up();
  await enter(BOB);
  await until(() => recorder.voices >= 2, 'the voice is not recorded again', 40_000);
  app.segmentStatus = null;
  await until(() => app.of(BOB)[0]?.number === 1, 'the first segment is not handed in', 40_000);
  await pause(1000);
  await recorder.end('SIGTERM');
  expect(app.of(BOB).at(-1)?.number).toBeGreaterThan(1);
  expect(spooled()).toEqual([]);
}, 120_000);
