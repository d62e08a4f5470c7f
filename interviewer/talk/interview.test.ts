import { expect, test } from 'vitest';
import { LEAVE_AFTER, NUDGE_AFTER, WRAP_TIME } from '../limits.ts';
import { Conversation } from '../tests/conversation.ts';
import { buildQuestion } from '../tests/fake-room.ts';

/** An interview that has come to its first question. */
async function atWork(options: ConstructorParameters<typeof Conversation>[0] = {}): Promise<Conversation> {
  const talk = new Conversation(options);
  await talk.enter();
  await talk.say('yes');
  return talk;
}

test('a candidate is interviewed from greeting to goodbye without anybody else', async () => {
  const talk = new Conversation();
  await talk.enter();
  expect(talk.last).toContain('Hello Bob. I am a scripted interviewer');
  expect(await talk.say('hi')).toContain('Say “yes” when you are ready');
  await talk.say('yes, let us start');
  expect(talk.room.question?.title).toBe('Sums');
  expect(await talk.say('May the input be empty?')).toContain('“The input may be empty.”');
  await talk.say('I would loop over all numbers and keep a running total');
  talk.room.type('half');
  await talk.clock.pass(6000);
  await talk.room.runTests();
  await talk.clock.pass(60_000);
  expect(talk.last).toContain('1 of 2 tests pass');
  await talk.say('can I have a hint please');
  expect(talk.room.question?.hints).toHaveLength(1);
  talk.room.type('right');
  await talk.clock.pass(1000);
  await talk.room.runTests();
  await talk.clock.pass(10_000);
  expect(talk.last).toBe('Thank you, let us talk about it. What if the input is already sorted?');
  await talk.say('Then one pass over it is enough, and it stops early');
  await talk.say('Yes, with two pointers from both of its ends');
  expect(await talk.say('It keeps the sum of what it has seen')).toContain('Here is the next question');
  expect(talk.room.question?.title).toBe('Merges');
  await talk.say('I am done');
  expect(talk.tools).toContain('run_tests');
  await talk.say('first answer about it');
  await talk.say('second answer about it');
  expect(await talk.say('third answer about it')).toContain('those were my questions');
  expect(await talk.say('What is the team like?')).toContain('the team reads it');
  expect(await talk.say('no, thanks')).toContain('Goodbye');
  expect(talk.done).toBe('over');
  expect(talk.phases).toEqual(['consent', 'question', 'probe', 'question', 'probe', 'wrap', 'over']);
  expect(new Set(talk.tools)).toEqual(
    new Set(['next_question', 'note_observation', 'give_hint', 'run_tests', 'end_interview']),
  );
  const quotes = talk.room.steps.flatMap((one) => (one.step === 'observation' ? [one.quote] : []));
  expect(quotes).toContain('Then one pass over it is enough, and it stops early');
});

test('what it writes is shown as it comes, and it says what it is about', async () => {
  const talk = new Conversation();
  await talk.enter();
  expect(talk.room.parts.join('')).toBe(talk.last);
  expect(talk.room.activities).toEqual(['quiet', 'thinking', 'writing', 'quiet']);
  expect(new Set(talk.room.minds)).toEqual(new Set(['scripted']));
});

test('the first run that goes wrong is remarked on at once, the next ones with some time between', async () => {
  const talk = await atWork();
  talk.room.type('half');
  await talk.room.runTests();
  await talk.clock.pass(5000);
  expect(talk.last).toContain('1 of 2 tests pass');
  const before = talk.room.said.length;
  await talk.room.runTests();
  await talk.clock.pass(20_000);
  expect(talk.room.said).toHaveLength(before);
  await talk.clock.pass(30_000);
  expect(talk.room.said).toHaveLength(before + 1);
});

test('who types is left alone, for as long as they type', async () => {
  const talk = await atWork();
  talk.room.type('half');
  await talk.room.runTests();
  const before = talk.room.said.length;
  for (let n = 0; n < 20; n++) {
    talk.room.type(`half ${n}`);
    await talk.clock.pass(3000);
  }
  expect(talk.room.said).toHaveLength(before);
  await talk.clock.pass(5000);
  expect(talk.last).toContain('1 of 2 tests pass');
});

test('who asked for time is left alone for as long as they asked, and answered at once when they speak', async () => {
  const talk = await atWork();
  expect(await talk.say('give me five minutes to think')).toContain('I am quiet');
  const before = talk.room.said.length;
  talk.room.runProgram('runtime_error', 'ValueError');
  await talk.clock.pass(4 * 60_000);
  expect(talk.room.said).toHaveLength(before);
  expect(await talk.say('may numbers be negative?')).not.toBe('');
  expect(talk.room.said).toHaveLength(before + 1);
});

test('silence at the keyboard is not idleness: it offers help once, after minutes of nothing at all', async () => {
  const talk = await atWork();
  const before = talk.room.said.length;
  for (let n = 0; n < 10; n++) {
    talk.room.type(`# ${n}`);
    await talk.clock.pass(60_000);
  }
  expect(talk.room.said).toHaveLength(before);
  await talk.clock.pass(NUDGE_AFTER + 1000);
  expect(talk.room.said).toHaveLength(before + 1);
  expect(talk.last).toContain('No hurry');
});

test('two messages in one breath get one answer', async () => {
  const talk = await atWork();
  const before = talk.room.said.length;
  talk.room.hear('I think');
  await talk.clock.pass(300);
  talk.room.hear('that a loop would do');
  await talk.clock.pass(3000);
  expect(talk.room.said).toHaveLength(before + 1);
});

test('an error is pointed at in the editor, with its line', async () => {
  const talk = await atWork();
  talk.room.type('a = 1\nb = c\nright');
  await talk.clock.pass(5000);
  const path = talk.room.files().at(-1)?.path;
  talk.room.runProgram(
    'runtime_error',
    `Traceback:\n  File "/work/${path}", line 2, in <module>\nNameError: c\n`,
  );
  await talk.clock.pass(60_000);
  expect(talk.last).toContain('line 2');
  expect(talk.last).toContain('NameError: c');
  expect(talk.room.pointed).toMatchObject({ from: 2, to: 2 });
});

test('near the end of the time it closes, whatever is open, and asks no further question', async () => {
  const talk = await atWork({ limitMs: 20 * 60_000 });
  const left = 20 * 60_000 - WRAP_TIME;
  for (let at = 0; at < left; at += 60_000) {
    talk.room.type(`${at}`);
    await talk.clock.pass(60_000);
  }
  expect(talk.last).toContain('nearly over');
  expect(talk.phases.at(-1)).toBe('wrap');
  expect(await talk.say('nothing more')).toContain('Goodbye');
  expect(talk.done).toBe('over');
});

test('the time of a question ends in talk about it, even with nothing that works', async () => {
  const talk = await atWork();
  for (let n = 0; n < 20; n++) {
    talk.room.type(`${n}`);
    await talk.clock.pass(60_000);
  }
  await talk.clock.pass(10_000);
  expect(talk.last).toContain('The time for this question is used up');
  expect(talk.phases.at(-1)).toBe('probe');
});

test('who does not want to begin is not interviewed', async () => {
  const talk = new Conversation();
  await talk.enter();
  await talk.say('no');
  expect(talk.phases.at(-1)).toBe('wrap');
  expect(talk.room.question).toBeNull();
});

test('a system design goes through its stages, a behavioural question through its follow-ups', async () => {
  const design = await atWork({
    questions: [buildQuestion('Chat', { kind: 'system_design', hasTests: false, followUps: [] })],
  });
  const seen: string[] = [];
  for (let n = 0; n < 20 && design.phases.at(-1) === 'question'; n++)
    seen.push(await design.say(`I would say that part number ${n} works like this`));
  expect(seen.join(' ')).toMatch(
    /essential.*how often.*some numbers.*Which of these.*interface.*stored.*grows.*Looking back/s,
  );
  expect(seen).toHaveLength(13);
  expect(design.phases.at(-1)).toBe('probe');
  const talk = await atWork({
    questions: [
      buildQuestion('Conflict', { kind: 'behavioural', hasTests: false, followUps: ['And then?'] }),
    ],
  });
  expect(await talk.say('We disagreed about the release and I said so in the meeting')).toContain(
    'And then?',
  );
});

test('held by a person it is silent; handed back it says so, knows what happened, and goes on', async () => {
  const talk = await atWork();
  talk.room.take(true);
  const before = talk.room.said.length;
  talk.room.hear('Are you still there?');
  talk.room.hear('I ask from here on. What does it cost?', 'interviewer');
  await talk.clock.pass(10 * 60_000);
  expect(talk.room.said).toHaveLength(before);
  await talk.room.ask(talk.questions[1]?.brief.questionId ?? '');
  await talk.clock.pass(1000);
  talk.room.take(null);
  await talk.clock.pass(2000);
  expect(talk.last).toContain('I go on from here');
  await talk.clock.pass(5000);
  await talk.say('where are we?');
  expect(talk.room.said.length).toBeGreaterThan(before);
  expect(talk.room.memory).toContain(talk.questions[1]?.brief.questionId);
});

test('a process that dies is replaced by one that says that it was cut off, and goes on where things were', async () => {
  const talk = await atWork();
  await talk.say('I would sort the numbers first and then look at the ends');
  await talk.replaceProcess();
  await talk.clock.pass(1000);
  expect(talk.last).toContain('I was cut off for a moment');
  expect(talk.last).toContain('We are at “Sums”');
  expect(talk.steps('cut-off')).toHaveLength(1);
  talk.room.type('right');
  await talk.room.runTests();
  await talk.clock.pass(10_000);
  expect(talk.phases).toEqual(['consent', 'question', 'probe']);
});

test('a message that came while nobody was there is answered, not lost', async () => {
  const talk = await atWork();
  talk.interview.stop();
  talk.room.hear('can I have a hint?');
  await talk.replaceProcess();
  await talk.clock.pass(2000);
  expect(talk.last).toContain('I was cut off for a moment');
  expect(talk.room.question?.hints).toHaveLength(1);
});

test('without the candidate it leaves after a while, and welcomes them back', async () => {
  const talk = await atWork();
  const { people } = talk.room;
  talk.room.change({ people: people.filter(({ role }) => role !== 'candidate'), status: 'interrupted' });
  await talk.clock.pass(LEAVE_AFTER - 1000);
  expect(talk.done).toBeNull();
  await talk.clock.pass(2000);
  expect(talk.done).toBe('away');
  talk.room.change({ people, status: 'in_progress' });
  await talk.replaceProcess();
  await talk.clock.pass(1000);
  expect(talk.last).toContain('Welcome back, Bob. We are at “Sums”');
  expect(talk.steps('cut-off')).toHaveLength(0);
});

test('after a pause it recalls where things were', async () => {
  const talk = await atWork();
  talk.room.type('half');
  await talk.room.runTests();
  talk.room.change({ status: 'paused' });
  await talk.clock.pass(3600_000);
  talk.room.change({ status: 'in_progress', clock: { ...talk.room.clock, pausedMs: 3600_000 } });
  await talk.clock.pass(10_000);
  expect(talk.last).toContain('Welcome back, Bob.');
  expect(talk.last).toContain('1 of 2 tests passed');
  expect(talk.phases.at(-1)).toBe('question');
});

test('a room that cannot open the question is not talked over', async () => {
  const talk = new Conversation();
  await talk.enter();
  talk.room.refusal = 'The question cannot be fetched right now.';
  expect(await talk.say('yes')).toContain('cannot be opened right now');
  talk.room.refusal = null;
  await talk.say('yes');
  expect(talk.room.question?.title).toBe('Sums');
});

test('steps that are written down without a line arrive with the next one, all of them and in order', async () => {
  const talk = await atWork();
  talk.room.isOffline = true;
  const before = talk.room.steps.length;
  for (let n = 0; n < 30; n++) await talk.say(`I would put number ${n} into the list of all numbers`);
  expect(talk.room.steps).toHaveLength(before);
  talk.room.isOffline = false;
  talk.room.enter();
  await talk.clock.pass(1000);
  const quotes = talk.room.steps.flatMap((one) => (one.step === 'observation' ? [one.quote] : []));
  expect(quotes).toEqual(
    Array.from({ length: 30 }, (_, n) => `I would put number ${n} into the list of all numbers`),
  );
});

test('who says yes before they are asked is greeted, and goes on without saying it again', async () => {
  const talk = new Conversation();
  talk.room.enter();
  talk.room.hear('yes, I am ready');
  await talk.clock.pass(10_000);
  expect(talk.room.said[0]).toContain('Hello Bob');
  expect(talk.room.said).toHaveLength(2);
  expect(talk.room.question?.title).toBe('Sums');
});

test('another word before the greeting is answered by it', async () => {
  const talk = new Conversation();
  talk.room.enter();
  talk.room.hear('hello there');
  await talk.clock.pass(10_000);
  expect(talk.room.said).toHaveLength(1);
  expect(talk.phases.at(-1)).toBe('consent');
});
