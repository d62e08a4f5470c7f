import { expect, test } from 'vitest';
import { type PublishEvent, publishEventSchema } from '#app/features/questions/publish-events.ts';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { loader as page } from '#app/routes/_app.questions.$questionId.tsx';
import { action as publish } from '#app/routes/api.questions.$questionId.publish.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { RunRequest } from '#core/sandbox-protocol.ts';
import type { TestEvent, TestRequest } from '#core/test-protocol.ts';
import { buildStranger } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { buildLibraryQuestion, buildQuestion } from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

const ask = (by: Visitor, id: string) =>
  by.postJson(publish, `/api/questions/${id}/publish`, null, { questionId: id });

async function publishAs(by: Visitor, id: string): Promise<PublishEvent[]> {
  const { body } = await ask(by, id);
  const events: PublishEvent[] = [];
  for await (const event of readReplayEvents(new Response(body), publishEventSchema)) events.push(event);
  return events;
}

const stateOf = async (id: string) => {
  const { data } = await getServiceClient()
    .from('questions')
    .select('state, published_version, question_versions(verdict)')
    .eq('id', id)
    .single();
  return data;
};

/** A sandbox in which programs with these words pass both tests, and others none. */
const passWith = (words: string) => (request: RunRequest | TestRequest) => {
  const passes = request.files.some(({ text }) => text.includes(words));
  const verdict = passes ? ('accepted' as const) : ('wrong_answer' as const);
  const results = ['Case 1', 'Large'].map(
    (name, index): TestEvent => ({
      type: 'test_result',
      result: {
        index,
        name,
        isHidden: index === 1,
        weight: 1,
        verdict,
        timeMs: 1,
        memoryBytes: null,
        detail: null,
      },
    }),
  );
  const passed = passes ? 2 : 0;
  const summary = { verdict, passed, total: 2, score: passed / 2, timeMs: 2, cpuMs: null, memoryBytes: null };
  return {
    events: [{ type: 'start', total: 2 }, ...results, { type: 'done', summary }] satisfies TestEvent[],
  };
};

test('[question] is published once its solution passes every test and its starter does not', async () => {
  const id = await buildQuestion();
  const { sandbox } = getHarness();
  sandbox.answer = passWith('the-solution');
  sandbox.tests.length = 0;
  const interviewer = await signInAs('interviewer');
  const events = await publishAs(interviewer, id);
  expect(events[0]).toEqual({ type: 'start', languages: ['python'] });
  const progress = events.filter((event) => event.type === 'progress');
  expect(progress.map(({ part, done }) => `${part} ${done}`)).toEqual([
    'solution 0',
    'solution 1',
    'solution 2',
    'starter 0',
    'starter 1',
    'starter 2',
  ]);
  expect(events.at(-2)).toMatchObject({ type: 'language', verdict: { language: 'python', problem: null } });
  expect(events.at(-1)).toEqual({ type: 'done', isPublished: true, reasons: [] });
  expect(sandbox.tests.map(({ entry, interviewId }) => [entry, interviewId])).toEqual([
    ['main.py', id],
    ['main.py', id],
  ]);
  expect(await stateOf(id)).toMatchObject({
    state: 'published',
    published_version: 1,
    question_versions: [{ verdict: { isVerified: true } }],
  });
  const { body } = await interviewer.get(page, `/questions/${id}`, { questionId: id });
  expect(body.versions[0]).toMatchObject({ version: 1, publishedBy: 'Iris Interviewer' });
});

test('[question] is not published when its solution fails or its starter passes, and says in which language', async () => {
  const { sandbox } = getHarness();
  const interviewer = await signInAs('interviewer');
  for (const [words, problem] of [
    ['nothing', 'The reference solution passes 0 of 2 tests: “Case 1” ends with wrong_answer.'],
    ['def', 'The starter passes every test already.'],
  ] as const) {
    const id = await buildQuestion();
    sandbox.answer = passWith(words);
    const events = await publishAs(interviewer, id);
    expect(events.at(-2)).toMatchObject({ type: 'language', verdict: { problem } });
    expect(events.at(-1)).toEqual({ type: 'done', isPublished: false, reasons: [] });
    expect(await stateOf(id)).toMatchObject({
      state: 'draft',
      published_version: null,
      question_versions: [{ verdict: { isVerified: false, languages: [{ problem }] } }],
    });
  }
});

test('[question] is not published with gaps, and nothing is run for it', async () => {
  const { sandbox } = getHarness();
  sandbox.tests.length = 0;
  const interviewer = await signInAs('interviewer');
  const id = await buildQuestion({ solutions: {}, tests: null });
  expect((await publishAs(interviewer, id)).at(-1)).toEqual({
    type: 'done',
    isPublished: false,
    reasons: ['It has no tests.', 'It has no reference solution in python.'],
  });
  expect(sandbox.tests).toEqual([]);
  const design = await buildQuestion({ kind: 'system_design', tests: null, starters: {}, solutions: {} });
  expect((await publishAs(interviewer, design)).at(-1)).toMatchObject({ isPublished: true });
});

test('[question] gets no verdict where the sandbox could not do its work', async () => {
  const id = await buildQuestion();
  getHarness().sandbox.answer = () => ({ status: 503, code: 'sandbox_busy' });
  const events = await publishAs(await signInAs('interviewer'), id);
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'sandbox_busy' });
  expect(await stateOf(id)).toMatchObject({ state: 'draft', question_versions: [{ verdict: null }] });
});

test('[question] that somebody saved while it was verified is not published', async () => {
  const id = await buildQuestion();
  const { sandbox } = getHarness();
  const pass = passWith('the-solution');
  let saved: PromiseLike<unknown> = Promise.resolve();
  sandbox.answer = (request) => {
    saved = getServiceClient()
      .from('question_versions')
      .update({ content: { title: 'Changed', kind: 'coding', difficulty: 'easy', minutes: 5 } })
      .eq('question_id', id)
      .then((answer) => answer);
    return pass(request);
  };
  const interviewer = await signInAs('interviewer');
  const { body } = await ask(interviewer, id);
  await saved;
  expect(body).toContain('Somebody saved the question while it was verified.');
  expect(await stateOf(id)).toMatchObject({ state: 'draft', published_version: null });
});

test('[question] is verified no longer than somebody looks', async () => {
  const id = await buildQuestion();
  const { sandbox } = getHarness();
  sandbox.answer = () => ({ events: [{ type: 'start', total: 2 }], staysOpen: true });
  sandbox.tests.length = 0;
  const interviewer = await signInAs('interviewer');
  const abort = new AbortController();
  const request = new Request(`${APP_URL}/api/questions/${id}/publish`, {
    method: 'POST',
    headers: interviewer.request('/').headers,
    signal: abort.signal,
  });
  const context = { cspNonce: '', clientAddress: interviewer.address };
  const response = await publish({ request, params: { questionId: id }, context });
  const reader = response.body?.getReader();
  const reading = (async () => {
    while (!(await reader?.read())?.done);
  })().catch(() => undefined);
  await sandbox.until(() => sandbox.tests.length === 1);
  const before = sandbox.cancelled;
  abort.abort();
  await reader?.cancel().catch(() => undefined);
  await reading;
  await sandbox.until(() => sandbox.cancelled > before);
  expect(await stateOf(id)).toMatchObject({ state: 'draft', question_versions: [{ verdict: null }] });
});

test('[question] is published by those who interview in its organisation, and the library by nobody', async () => {
  const id = await buildQuestion();
  getHarness().sandbox.answer = passWith('the-solution');
  expect((await ask(await signInAs('reviewer'), id)).status).toBe(403);
  expect((await ask(await buildStranger(), id)).status).toBe(404);
  expect((await ask(new Visitor(), id)).location).toContain('/sign-in');
  expect(await stateOf(id)).toMatchObject({ state: 'draft' });
  const library = await buildLibraryQuestion();
  expect((await ask(await signInAs('owner'), library)).status).toBe(403);
  expect((await publishAs(await signInAs('owner'), id)).at(-1)).toMatchObject({ isPublished: true });
});
