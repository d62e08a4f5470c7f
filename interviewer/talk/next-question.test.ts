import { expect, test } from 'vitest';
import { Conversation } from '../tests/conversation.ts';
import { buildBrief, buildQuestion } from '../tests/fake-room.ts';
import type { AskedMemory } from './memory.ts';
import { nextQuestion } from './next-question.ts';

const MINUTE = 60_000;

/** Two questions of each difficulty, mixed. */
const buildPlan = () => [
  buildQuestion('Easy one', { difficulty: 'easy' }),
  buildQuestion('Hard one', { difficulty: 'hard' }),
  buildQuestion('Medium one', { difficulty: 'medium' }),
  buildQuestion('Easy two', { difficulty: 'easy' }),
  buildQuestion('Hard two', { difficulty: 'hard' }),
  buildQuestion('Medium two', { difficulty: 'medium' }),
];

async function begin(options: ConstructorParameters<typeof Conversation>[0] = {}): Promise<Conversation> {
  const talk = new Conversation({ questions: buildPlan(), isAdaptive: true, ...options });
  await talk.enter();
  await talk.say('yes');
  return talk;
}

/** The candidate hands in this, talks about it, and is asked what comes next. */
async function answer(talk: Conversation, text: string): Promise<void> {
  const before = talk.room.asked.length;
  talk.room.type(text);
  await talk.clock.pass(1000);
  await talk.room.runTests();
  await talk.clock.pass(10_000);
  if (talk.phases.at(-1) === 'question') await talk.say('I am done');
  for (let n = 0; n < 6 && talk.room.asked.length === before && talk.phases.at(-1) === 'probe'; n++)
    await talk.say(`It keeps what it has seen so far, in words number ${n}`);
}

const titles = (talk: Conversation) => talk.room.asked.map(({ title }) => title);

test('who solves what they are asked gets harder questions', async () => {
  const talk = await begin();
  await answer(talk, 'right');
  await answer(talk, 'right');
  expect(titles(talk)).toEqual(['Medium one', 'Hard one', 'Hard two']);
});

test('who solves nothing gets easier questions', async () => {
  const talk = await begin();
  await answer(talk, 'nothing that works');
  await answer(talk, 'nothing that works');
  expect(titles(talk)).toEqual(['Medium one', 'Easy one', 'Easy two']);
});

test('who solves one half of the tests stays where they are', async () => {
  const talk = await begin();
  await answer(talk, 'half');
  expect(titles(talk)).toEqual(['Medium one', 'Medium two']);
});

test('hints count: with two of them a solved question is no step up', async () => {
  const talk = await begin();
  await talk.say('can I have a hint please');
  await talk.say('can I have a hint please');
  expect(talk.room.question?.hints).toHaveLength(2);
  await answer(talk, 'right');
  expect(titles(talk)).toEqual(['Medium one', 'Medium two']);
});

test('a question whose time ran out without anything that works is followed by an easier one', async () => {
  const talk = await begin();
  for (let n = 0; n < 20; n++) {
    talk.room.type(`${n}`);
    await talk.clock.pass(MINUTE);
  }
  await answer(talk, 'nothing that works');
  expect(titles(talk)).toEqual(['Medium one', 'Easy one']);
});

test('everybody is asked each question once, and then the interview comes to its end', async () => {
  const talk = await begin();
  for (let n = 0; n < 6; n++) await answer(talk, n % 2 ? 'right' : 'nothing that works');
  expect(titles(talk).toSorted()).toEqual(talk.questions.map(({ brief }) => brief.title).toSorted());
  expect(talk.phases.at(-1)).toBe('wrap');
});

test('another process goes on from the same results', async () => {
  const talk = await begin();
  await answer(talk, 'right');
  await talk.replaceProcess();
  await talk.clock.pass(2000);
  await answer(talk, 'right');
  expect(titles(talk)).toEqual(['Medium one', 'Hard one', 'Hard two']);
});

test('without the choice the order of the plan is kept, however it goes', async () => {
  for (const text of ['right', 'nothing that works']) {
    const talk = await begin({ isAdaptive: false });
    for (let n = 0; n < 3; n++) await answer(talk, text);
    expect(titles(talk)).toEqual(['Easy one', 'Hard one', 'Medium one', 'Easy two']);
  }
});

test('neither what is said nor what is written down holds a rating', async () => {
  const talk = await begin();
  await answer(talk, 'right');
  const { said, parts, steps, memory } = talk.room;
  const everything = JSON.stringify([said, parts, steps, memory, talk.logged]);
  expect(everything).not.toMatch(/rating|deviation|outcome|adaptive|difficulty/i);
  expect(Object.keys(JSON.parse(memory ?? '{}').asked[0]).toSorted()).toEqual(
    ['askedAt', 'best', 'exchanges', 'hints', 'probedAt', 'probes', 'questionId', 'stage'].toSorted(),
  );
});

const NOW = 1_700_000_000_000;
const asked = (questionId: string, part: Partial<AskedMemory> = {}): AskedMemory => ({
  ...{ questionId, askedAt: NOW - 30 * MINUTE, probedAt: NOW - 25 * MINUTE, probes: 3, hints: 0 },
  ...{ best: null, stage: 0, exchanges: 0 },
  ...part,
});

test('what does not fit before the goodbye is passed over, and the plan decides where nothing fits', () => {
  const long = buildQuestion('Long', { difficulty: 'medium', minutes: 40 });
  const short = buildQuestion('Short', { difficulty: 'hard', minutes: 15 });
  const brief = buildBrief([long, short], { isAdaptive: true });
  const next = (minutes: number | null) =>
    nextQuestion({ brief, asked: [], now: NOW, leftMs: minutes && minutes * MINUTE })?.title;
  expect([next(null), next(43), next(42), next(18), next(17)]).toEqual([
    'Long',
    'Long',
    'Short',
    'Short',
    'Long',
  ]);
});

test('talk without tests, and questions that a person left early, say nothing about what comes next', () => {
  const plan = buildPlan();
  const design = buildQuestion('Design', { kind: 'system_design', difficulty: 'easy', hasTests: false });
  const brief = buildBrief([design, ...plan], { isAdaptive: true });
  const next = (...list: AskedMemory[]) =>
    nextQuestion({ brief, asked: list, now: NOW, leftMs: null })?.title;
  expect(next(asked(design.brief.questionId, { probedAt: NOW }))).toBe('Medium one');
  const [left, present] = [plan[0]?.brief.questionId ?? '', plan[3]?.brief.questionId ?? ''];
  const isLeftEarly = asked(left, { probedAt: null });
  const follows = asked(present, { askedAt: NOW - 29 * MINUTE });
  expect(next(isLeftEarly, follows)).toBe('Medium one');
  expect(next(isLeftEarly, { ...follows, askedAt: NOW })).not.toBe('Medium one');
});
