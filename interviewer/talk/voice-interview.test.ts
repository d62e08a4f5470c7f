import { expect, test } from 'vitest';
import { wait } from '../clock.ts';
import { ASIDE_PAUSE, LEAVE_AFTER, LONGEST_SPEECH, MAX_PROBES } from '../limits.ts';
import { Conversation } from '../tests/conversation.ts';

/** Into the first question, all of it by voice. */
async function begin(): Promise<Conversation> {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  await talk.clock.pass(60_000);
  await talk.voice.speak('yes i am ready', 1000);
  await talk.clock.pass(60_000);
  expect(talk.phases.at(-1)).toBe('question');
  return talk;
}

/** The candidate leaves room and call; gives how they come back. */
function leave(talk: Conversation): () => void {
  const { people } = talk.room;
  talk.room.change({ people: people.filter(({ role }) => role !== 'candidate'), status: 'interrupted' });
  talk.voice.change(null);
  return () => {
    talk.room.change({ people, status: 'in_progress' });
    talk.voice.change({ hears: true, speaks: true });
  };
}

test('what it writes is said aloud, told with its times, and captions follow', async () => {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  await talk.clock.pass(60_000);
  const [said] = talk.voice.said;
  expect(said).toMatchObject({ heard: talk.room.said[0], isCut: false });
  expect(talk.room.speeches[0]).toMatchObject({
    text: said?.heard,
    startedAt: said?.startedAt,
    isCut: false,
  });
  expect(talk.room.captions.at(-1)).toBe('');
  expect(talk.room.captions).toContain(said?.heard);
  expect(talk.room.activities).toContain('speaking');
});

test('a sentence goes to the voice as it is written, not in the pieces that the chat gets', async () => {
  const words = ['Hello', ' there.', ' Shall', ' we', ' start?'];
  const times: { text: string; at: number }[] = [];
  const written: { text: string; at: number }[] = [];
  const talk: Conversation = new Conversation({
    thinker: {
      mind: { kind: 'openai', label: 'test' },
      async *think(_turn, _exchanges, signal) {
        for (const text of words) {
          written.push({ text, at: talk.clock.now() });
          yield { type: 'text', text };
          await wait(talk.clock, 5, signal);
        }
      },
    },
    makeVoice: (clock) => () => ({
      senses: { hears: true, speaks: true },
      say: (text) => {
        const done = (async () => {
          for await (const piece of text) times.push({ text: piece, at: clock.now() });
          return { heard: words.join(''), isCut: false, startedAt: clock.now(), endedAt: clock.now() };
        })();
        return { cut: () => {}, done };
      },
      setPace: () => {},
      close: async () => {},
    }),
  });
  await talk.enter();
  expect(times).toEqual(written);
  expect(times.map(({ text }) => text)).toEqual(words);
  expect(talk.room.parts.length).toBeLessThan(words.length);
});

test('what the candidate says is written down, heard, and answered', async () => {
  const talk = await begin();
  const before = talk.room.said.length;
  await talk.voice.speak('can i have a hint', 1200);
  expect(talk.room.speeches.at(-1)).toMatchObject({
    text: 'can i have a hint',
    participantId: talk.voice.candidateId,
  });
  await talk.clock.pass(20_000);
  expect(talk.room.said.length).toBeGreaterThan(before);
  expect(talk.room.question?.hints).toHaveLength(1);
});

test('each voice command works: again, a minute, the next question, a hint, the end', async () => {
  const again = await begin();
  const heardBefore = again.room.said.length;
  await again.voice.speak('repeat that please', 900);
  await again.clock.pass(30_000);
  expect(again.room.said.length).toBeGreaterThan(heardBefore);
  expect(again.last).toContain(again.room.question?.title ?? '?');

  const minute = await begin();
  await minute.voice.speak('give me a minute', 900);
  await minute.clock.pass(20_000);
  const count = minute.room.said.length;
  await minute.clock.pass(50_000);
  expect(minute.room.said).toHaveLength(count);

  const next = await begin();
  const [first] = next.room.asked;
  await next.voice.speak('next question please', 900);
  await next.clock.pass(60_000);
  expect(next.room.asked.length > 1 || next.phases.at(-1) === 'probe').toBe(true);
  expect(next.room.asked[0]).toEqual(first);

  const end = await begin();
  await end.voice.speak('i want to stop the interview', 900);
  await end.clock.pass(90_000);
  expect(end.phases.at(-1)).toBe('wrap');
});

test('who speaks over it is heard: it stops, the chat has what was heard of it, and it answers', async () => {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  await talk.clock.pass(1500);
  expect(talk.room.said).toEqual([]);
  await talk.voice.speak('yes let us start', 1000);
  await talk.clock.pass(1000);
  const [spoken] = talk.voice.said;
  expect(spoken?.isCut).toBe(true);
  expect(talk.room.said[0]).toMatch(/ …$/);
  expect(talk.room.speeches.some(({ isCut, text }) => isCut && text === spoken?.heard)).toBe(true);
  await talk.clock.pass(60_000);
  expect(talk.phases).toContain('question');
});

test('it says nothing over a voice, nor to somebody who thinks aloud while they type; after a silence it answers', async () => {
  const talk = await begin();
  const count = () => talk.room.said.length;
  const before = count();
  talk.room.type('seen = {}');
  const speaking = talk.voice.speak('so i put every number into a map', 4000);
  await speaking;
  for (let n = 0; n < 4; n++) {
    await talk.clock.pass(2000);
    talk.room.type(`seen = {}\n# ${n}`);
  }
  expect(count()).toBe(before);
  await talk.clock.pass(ASIDE_PAUSE + 5000);
  expect(count()).toBe(before + 1);
});

test('a question that is asked aloud while typing is answered at once', async () => {
  const talk = await begin();
  const before = talk.room.said.length;
  const written = talk.room.parts.length;
  talk.room.type('seen = {}');
  await talk.voice.speak('may the list be empty, what do you think', 1500);
  await talk.clock.pass(4000);
  expect(talk.room.parts.length).toBeGreaterThan(written);
  expect(talk.room.said.length + talk.voice.said.length).toBeGreaterThan(before);
  expect(talk.room.activities.slice(-6)).toContain('speaking');
});

test('a voice without an end is not waited for for ever', async () => {
  const talk = await begin();
  const before = talk.room.said.length;
  const noise = talk.voice.speak('humming', LONGEST_SPEECH + 20_000);
  talk.room.hear('can I have a hint?');
  await noise;
  expect(talk.room.said.length).toBeGreaterThan(before);
});

test('typing works at any time, and stops what is being said', async () => {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  await talk.clock.pass(1500);
  talk.room.hear('yes');
  await talk.clock.pass(1000);
  expect(talk.voice.said[0]?.isCut).toBe(true);
  await talk.clock.pass(60_000);
  expect(talk.phases).toContain('question');
});

test('what could not be understood is said once, with the way out, and not again at each noise', async () => {
  const talk = await begin();
  await talk.voice.speak('', 900);
  await talk.clock.pass(1000);
  expect(talk.last).toMatch(/type it here/);
  const count = talk.room.said.length;
  await talk.clock.pass(6000);
  await talk.voice.speak('', 900);
  await talk.clock.pass(1000);
  expect(talk.room.said).toHaveLength(count);
});

test('without a voice everything is written, and what works is told', async () => {
  const talk = await begin();
  talk.voice.change(null);
  const spoken = talk.voice.said.length;
  await talk.say('can I have a hint?');
  expect(talk.room.question?.hints).toHaveLength(1);
  expect(talk.voice.said).toHaveLength(spoken);
});

test('a person who takes the floor silences it at once', async () => {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  await talk.clock.pass(1500);
  talk.room.take(true);
  await talk.clock.pass(1000);
  expect(talk.voice.said[0]?.isCut).toBe(true);
  const count = talk.voice.said.length;
  await talk.clock.pass(30_000);
  expect(talk.voice.said).toHaveLength(count);
});

test('over code it waits longer for the end of a thought than in conversation', async () => {
  const talk = new Conversation({ hasCall: true });
  await talk.enter();
  expect(talk.voice.pace).toBe('talk');
  await talk.clock.pass(60_000);
  await talk.voice.speak('yes i am ready', 1000);
  await talk.clock.pass(60_000);
  expect(talk.voice.pace).toBe('code');
  expect(talk.voice.prompt()).toContain(talk.room.question?.title ?? '?');
});

test('asked to repeat, it says again what it had asked, and goes no further by that', async () => {
  const talk = await begin();
  await talk.voice.speak('i am done', 900);
  await talk.clock.pass(60_000);
  expect(talk.phases.at(-1)).toBe('probe');
  const asked = talk.last;
  expect(asked).toContain('?');
  for (let n = 0; n < MAX_PROBES + 1; n++) {
    const before = talk.room.said.length;
    await talk.voice.speak('can you repeat that', 900);
    await talk.clock.pass(30_000);
    expect(talk.room.said).toHaveLength(before + 1);
    expect(talk.last).toBe(asked);
  }
});

test('who comes into the call after the greeting hears it, and it stands in the chat once', async () => {
  const talk = new Conversation({ hasCall: true });
  talk.voice.senses = null;
  await talk.enter();
  await talk.clock.pass(90_000);
  expect(talk.room.said).toHaveLength(1);
  talk.voice.change({ hears: true, speaks: true });
  await talk.clock.pass(60_000);
  expect(talk.voice.said).toMatchObject([{ heard: talk.room.said[0], isCut: false }]);
  expect(talk.room.speeches).toMatchObject([{ text: talk.room.said[0], participantId: talk.room.you }]);
  expect(talk.room.said).toHaveLength(1);
  // a second break of the line is no reason to say it again
  talk.voice.change(null);
  talk.voice.change({ hears: true, speaks: true });
  await talk.clock.pass(60_000);
  expect(talk.voice.said).toHaveLength(1);
});

test('what was begun in writing is said too where the call is joined before it is finished', async () => {
  const talk: Conversation = new Conversation({
    hasCall: true,
    thinker: {
      mind: { kind: 'openai', label: 'test' },
      async *think(_turn, _exchanges, signal) {
        yield { type: 'text', text: 'Hello there.' };
        await wait(talk.clock, 500, signal);
        yield { type: 'text', text: ' Shall we start?' };
      },
    },
  });
  talk.voice.senses = null;
  await talk.enter();
  expect(talk.room.parts).toEqual(['Hello there.']);
  talk.voice.change({ hears: true, speaks: true });
  await talk.clock.pass(60_000);
  expect(talk.voice.said).toMatchObject([{ heard: 'Hello there. Shall we start?' }]);
  expect(talk.room.said).toEqual(['Hello there. Shall we start?']);
});

test('a voice that gave no sound is not asked for the same again and again', async () => {
  const talk = await begin();
  let asked = 0;
  talk.voice.say = () => {
    asked++;
    return { cut: () => {}, done: Promise.resolve({ heard: '', isCut: false, startedAt: 0, endedAt: 0 }) };
  };
  await talk.say('can I have a hint?');
  await talk.clock.pass(30_000);
  expect(asked).toBe(1);
});

test('who has gone on to work is not read to when they come into the call', async () => {
  const talk = await begin();
  talk.voice.change(null);
  await talk.say('can I have a hint?');
  const spoken = talk.voice.said.length;
  await talk.clock.pass(5000);
  talk.room.type('seen = {}');
  talk.voice.change({ hears: true, speaks: true });
  await talk.clock.pass(30_000);
  expect(talk.voice.said).toHaveLength(spoken);
});

test('what takes long to be made out is told, until it is, and not while it speaks', async () => {
  const talk = await begin();
  talk.voice.strain(true);
  expect(talk.room.activities.at(-1)).toBe('transcribing');
  talk.voice.strain(false);
  expect(talk.room.activities.at(-1)).toBe('quiet');
  talk.voice.strain(true);
  talk.voice.change(null);
  expect(talk.room.activities.at(-1)).toBe('quiet');
});

test('who leaves the room and comes back in time talks on by the same voice', async () => {
  const talk = await begin();
  const [written, spoken] = [talk.room.said.length, talk.voice.said.length];
  const comeBack = leave(talk);
  await talk.clock.pass(LEAVE_AFTER - 1000);
  expect([talk.room.said.length, talk.voice.said.length]).toEqual([written, spoken]);
  comeBack();
  await talk.clock.pass(LEAVE_AFTER);
  expect(talk.done).toBeNull();
  expect(talk.voice).toMatchObject({ opened: 1, isClosed: false });
  await talk.voice.speak('can i have a hint', 1200);
  await talk.clock.pass(20_000);
  expect(talk.room.question?.hints).toHaveLength(1);
  expect(talk.voice.said.at(-1)).toMatchObject({ heard: talk.last, isCut: false });
});

test('who stays away for too long is waited for in no call; when they are back it speaks again', async () => {
  const talk = await begin();
  const comeBack = leave(talk);
  await talk.clock.pass(LEAVE_AFTER + 1000);
  expect(talk.done).toBe('away');
  expect(talk.voice.isClosed).toBe(true);
  comeBack();
  await talk.replaceProcess();
  await talk.clock.pass(60_000);
  expect(talk.voice).toMatchObject({ opened: 2, isClosed: false });
  expect(talk.last).toContain('Welcome back, Bob.');
  expect(talk.voice.said.at(-1)).toMatchObject({ heard: talk.last, isCut: false });
});
