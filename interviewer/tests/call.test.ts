import type { voice } from '@livekit/agents';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type CallReply, LISTENS_TO_ATTRIBUTE } from '#core/call.ts';
import type { Senses } from '#core/interviewer.ts';
import { MediaServer } from '#tests/media-server.ts';
import { machineClock } from '../clock.ts';
import { AgentVoice } from '../voice/agent-voice.ts';
import { CallVoice, prepareCalls } from '../voice/call-voice.ts';
import { chooseSpeaker, chooseTranscriber, speechSettings } from '../voice/openai-speech.ts';
import type { HeardSpeech } from '../voice/voice.ts';
import { CallPerson } from './call-person.ts';
import { FakeSpeech } from './fake-speech.ts';
import { Line } from './line.ts';
import { hearSound, speakText } from './sound.ts';

const CALL = 'interview-1';
const BOB = '00000000-0000-4000-8000-0000000000b0';
const AI = '00000000-0000-4000-8000-0000000000a1';
const ASKED = 'Please tell me how you would solve this problem.';
const ANSWER = 'i would use a hash map';

let server: MediaServer;
/** The interviewer's. */
let line: Line;
let services: FakeSpeech;
let bob: CallPerson;
let ai: CallVoice;
let heard: HeardSpeech[];
let senses: (Senses | null)[];
let sessions: voice.AgentSession[];
/** What happens when a session has been tied to the call, and its sound is on its way to the media server. */
let onTied: () => void;

beforeEach(async () => {
  prepareCalls();
  server = await MediaServer.start();
  line = await Line.to(server.port);
  services = new FakeSpeech([ANSWER, 'please stop']);
  const url = await services.start();
  const settings = z.object(speechSettings).parse({ TRANSCRIBE_BASE_URL: url, SPEECH_BASE_URL: url });
  heard = [];
  senses = [];
  sessions = [];
  onTied = () => {};
  ai = new CallVoice({
    candidateId: BOB,
    transcriber: chooseTranscriber(settings),
    speaker: chooseSpeaker(settings),
    prompt: () => '',
    clock: machineClock,
    startAgent: (options) =>
      AgentVoice.start({
        ...options,
        connect: async (session, agent) => {
          sessions.push(session);
          await options.connect(session, agent);
          onTied();
        },
      }),
    log: { info: () => {}, error: () => {} },
    fetchCall: async (): Promise<CallReply> => ({
      type: 'ready',
      url: line.url,
      token: await server.token(AI, {
        room: CALL,
        canPublish: true,
        canSubscribe: true,
        canUpdateOwnMetadata: true,
      }),
      isRecorded: false,
    }),
    listener: {
      onHeard: (said) => void heard.push(said),
      onVoice: () => {},
      onCaption: () => {},
      onSenses: (now) => void senses.push(now),
      onUnheard: () => {},
      onTranscribing: () => {},
    },
  });
  bob = await enter();
});

afterEach(async () => {
  await ai.close();
  await bob.leave();
  await services.stop();
  await line.close();
  await server.stop();
});

async function enter(): Promise<CallPerson> {
  const person = new CallPerson();
  await person.join(
    server.url,
    await server.token(BOB, { room: CALL, canPublish: true, canSubscribe: true }),
  );
  return person;
}

async function until(isSo: () => boolean, what: string, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo(); ) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function* whole(text: string): AsyncIterable<string> {
  yield text;
}

/** What it says from now on is said whole, and Bob hears it. */
async function speaksAloud(when: string): Promise<void> {
  bob.loudAt = 0;
  expect(await ai.say(whole(ASKED)).done).toMatchObject({ heard: ASKED, isCut: false });
  await until(() => bob.loudAt > 0, `nothing is heard ${when}`);
}

test('through a real media server: what it says is understood, and what the candidate says is heard', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  const { isCut } = await ai.say(whole(ASKED)).done;
  expect(isCut).toBe(false);
  await until(() => Date.now() - bob.loudAt > 500, 'it does not fall silent');
  expect(await hearSound(bob.take(AI), [ASKED, 'something else entirely'])).toBe(
    ASKED.toLowerCase().replace('.', ''),
  );
  await bob.say(await speakText('I would use a hash map.'));
  await until(() => heard.length > 0, 'the candidate was not heard');
  expect(heard[0]?.text).toBe(ANSWER);
});

test('a candidate who is not in the call is not spoken to', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  await bob.leave();
  await until(() => ai.senses === null, 'it did not notice that the candidate left');
  expect(await ai.say(whole(ASKED)).done).toMatchObject({ heard: '', isCut: false });
  expect(services.said).toEqual([]);
});

test('a media server that dies in mid-call is told within two seconds, and the call comes back by itself', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  const speaking = ai.say(whole(`${ASKED} ${ASKED} ${ASKED} ${ASKED}`)).done;
  await until(() => bob.loudAt > 0, 'nothing was heard');
  await server.kill();
  await until(() => ai.senses === null && senses.at(-1) === null, 'nobody was told', 2000);
  expect(await ai.say(whole(ASKED)).done).toMatchObject({ heard: '', isCut: false });
  await bob.leave();
  await speaking;
  await server.up();
  bob = await enter();
  await until(() => ai.senses !== null, 'it did not come back', 60_000);
  await speaksAloud('after it came back');
}, 120_000);

const BREAKS: [string, (line: Line) => Promise<void>][] = [
  ['is mended at once', async (line) => line.tear()],
  [
    'stays away until the session at the media server has to be made anew',
    async (line) => {
      line.break();
      await until(() => line.refused > 0, 'it did not try to come back');
      line.mend();
    },
  ],
];

test.each(BREAKS)(
  'a line that breaks and %s is told, and both go on as before',
  async (_, breakShortly) => {
    await until(() => ai.senses !== null, 'it did not come into the call');
    // longer than everything takes to be set up
    expect(await ai.say(whole(`${ASKED} ${ASKED}`)).done).toMatchObject({ isCut: false });
    await until(() => bob.loudAt > 0, 'nothing was heard before');
    const before = senses.length;
    await breakShortly(line);
    await until(() => senses.slice(before).includes(null), 'nobody was told');
    await until(() => ai.senses !== null, 'it did not come back');
    expect(senses.at(-1)).toEqual({ hears: true, speaks: true });
    await speaksAloud('after it came back');
    await bob.say(await speakText('I would use a hash map.'));
    await until(() => heard.length > 0, 'the candidate is not heard after it came back');
    expect(heard[0]?.text).toBe(ANSWER);
    expect(sessions).toHaveLength(1);
    expect(bob.room.remoteParticipants.get(AI)?.attributes[LISTENS_TO_ATTRIBUTE]).toBe(BOB);
  },
  60_000,
);

test('a line that breaks as soon as it is in the call is not trusted: the call is joined anew', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  line.tear();
  await until(() => ai.senses === null, 'nobody was told');
  await until(() => ai.senses !== null && sessions.length === 2, 'it did not join anew', 40_000);
  await speaksAloud('after it came back');
}, 90_000);

test('a line that breaks while it comes into the call does not leave it there without a voice', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  onTied = () => {
    onTied = () => {};
    line.tear();
  };
  await sessions[0]?.close();
  await until(() => ai.senses === null, 'it did not leave');
  await until(() => ai.senses !== null, 'it did not come back', 40_000);
  await speaksAloud('after it came back');
}, 90_000);

test('a session that ends by itself on a line that stands is told, and begun anew', async () => {
  await until(() => ai.senses !== null, 'it did not come into the call');
  await sessions[0]?.close();
  await until(() => ai.senses === null && senses.at(-1) === null, 'nobody was told', 2000);
  expect(await ai.say(whole(ASKED)).done).toMatchObject({ heard: '', isCut: false });
  await until(() => ai.senses !== null, 'it did not begin anew');
  expect(sessions).toHaveLength(2);
  expect(ai.senses).toEqual({ hears: true, speaks: true });
  await speaksAloud('after it began anew');
  await bob.say(await speakText('I would use a hash map.'));
  await until(() => heard.length > 0, 'the candidate is not heard after it began anew');
}, 60_000);
