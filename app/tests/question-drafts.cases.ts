import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DraftEvent, draftEventSchema } from '#app/features/questions/drafting/draft-events.ts';
import { RATE_LIMITS } from '#app/features/rate-limit/rate-limits.ts';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { action as actOnPage, loader as page } from '#app/routes/_app.questions.$questionId.tsx';
import { loader as formPage, action as sendForm } from '#app/routes/_app.questions.draft.tsx';
import { action as publish } from '#app/routes/api.questions.$questionId.publish.ts';
import { action as redraft } from '#app/routes/api.questions.$questionId.redraft.ts';
import { action as draft } from '#app/routes/api.questions.drafts.ts';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { RunRequest } from '#core/sandbox-protocol.ts';
import type { CaseResult, TestEvent, TestRequest } from '#core/test-protocol.ts';
import { type ClaudeReply, FakeAnthropic } from '#models/tests/fake-anthropic.ts';
import { FakeOpenAi } from '#models/tests/fake-openai.ts';
import { buildStranger } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { buildQuestion, getDemoOrganisation } from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

const anthropic = new FakeAnthropic();

const REQUEST = {
  topic: 'Delivery windows of two depots',
  kind: 'coding',
  difficulty: 'easy',
  languages: ['python'],
  wishes: 'No dates, only numbers.',
};

const rubricRow = (title: string) => ({ title, weak: 'Wrong', sound: 'Right', strong: 'Proven' });

/** What a model writes when it does well. `solution` is what the stand-in for the sandbox lets pass. */
const written = (change: Record<string, unknown> = {}) => ({
  title: 'Double a window',
  tags: ['Numbers', 'time windows'],
  minutes: 15,
  statement: '# Double a window\n\nGive twice the number.',
  hints: ['Add it.', 'Add it to itself.'],
  guide: 'Any way is fine.',
  follow_ups: ['What about text?'],
  rubric: [rubricRow('Correct'), rubricRow('Edge cases')],
  function: 'double_window',
  parameters: ['int'],
  returns: 'int',
  any_order: false,
  tolerance: 0,
  cases: [1, 2, 3, 4, 5, 6].map((n) => ({
    name: `Number ${n}`,
    hidden: n > 2,
    input: [n],
    expected: 2 * n,
  })),
  programs: [
    {
      language: 'python',
      starter: 'def double_window(n):\n    return 0',
      solution: 'def double_window(n):\n    return 2 * n  # the-solution',
    },
  ],
  ...change,
});

const answers = (change: Record<string, unknown> = {}) => ({
  parts: [{ tool: 'write_question', input: written(change) }],
});

/** A sandbox in which programs with these words pass all tests, and others none. */
const passWith = (words: string) => (request: RunRequest | TestRequest) => {
  const isRight = request.files.some(({ text }) => text.includes(words));
  const total = 'suite' in request ? request.suite.cases.length : 0;
  const results = Array.from({ length: total }, (_, index): TestEvent => {
    const verdict = isRight ? ('accepted' as const) : ('wrong_answer' as const);
    const detail = {
      input: String(index),
      expected: 'an-expected',
      actual: 'an-actual',
      stdout: '',
      message: '',
    };
    const result: CaseResult = {
      ...{ index, name: `Case ${index + 1}`, isHidden: index > 1, weight: 1, verdict },
      ...{ timeMs: 1, memoryBytes: null, detail },
    };
    return { type: 'test_result', result };
  });
  const passed = isRight ? total : 0;
  const verdict = isRight ? ('accepted' as const) : ('wrong_answer' as const);
  const summary = {
    verdict,
    passed,
    total,
    score: passed / total,
    timeMs: 2,
    cpuMs: null,
    memoryBytes: null,
  };
  const events: TestEvent[] = [{ type: 'start', total }, ...results, { type: 'done', summary }];
  return { events };
};

const readEvents = async (body: string): Promise<DraftEvent[]> => {
  const events: DraftEvent[] = [];
  for await (const event of readReplayEvents(new Response(body), draftEventSchema)) events.push(event);
  return events;
};

async function draftAs(by: Visitor, request: object = REQUEST): Promise<DraftEvent[]> {
  const { body } = await by.postJson(draft, '/api/questions/drafts', request);
  return readEvents(body);
}

async function redraftAs(by: Visitor, questionId: string, change = 'Shorter') {
  return by.postJson(redraft, `/api/questions/${questionId}/redraft`, { change }, { questionId });
}

const act = (by: Visitor, questionId: string, fields: Record<string, string>) =>
  by.post(actOnPage, `/questions/${questionId}`, fields, { questionId });

const open = async (by: Visitor, questionId: string) =>
  (await by.get(page, `/questions/${questionId}`, { questionId })).body;

/** The id of a question that was drafted and is as it should be. */
async function buildDrafted(change: Record<string, unknown> = {}): Promise<string> {
  anthropic.replies = [answers(change)];
  const last = (await draftAs(await signInAs('interviewer'))).at(-1);
  if (last?.type !== 'done') throw new Error('Nothing was drafted.');
  return last.questionId;
}

/** The tries of this model since the test began, the newest first. */
async function listTries() {
  const { data, error } = await getServiceClient()
    .from('question_drafts')
    .select(
      'state, question_id, turns, input_tokens, cached_input_tokens, output_tokens, cost_micros, change',
    )
    .order('created_at', { ascending: false });
  if (error) throw error;
  return data;
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** Messages of a request as the provider got them. */
const messagesOf = (index: number) => JSON.stringify(anthropic.requests[index]?.messages);

describe('[draft]', () => {
  beforeAll(async () => {
    const url = await anthropic.start();
    loadEnv({ ...getHarness().environment, ANTHROPIC_API_KEY: 'a-key-of-tests', ANTHROPIC_BASE_URL: url });
  });

  afterAll(async () => {
    loadEnv(getHarness().environment);
    await anthropic.stop();
  });

  beforeEach(async () => {
    anthropic.replies = [];
    anthropic.requests.length = 0;
    getHarness().sandbox.answer = passWith('the-solution');
    const service = getServiceClient();
    await service.from('rate_limits').delete().like('key', 'question-draft:%');
    await service.from('question_drafts').delete().neq('model', '');
  });

  test('a question is written, verified and kept as a draft that nobody published', async () => {
    const interviewer = await signInAs('interviewer');
    anthropic.replies = [answers()];
    const events = await draftAs(interviewer);
    expect(events[0]).toMatchObject({ type: 'start', languages: ['python'] });
    expect(events.filter(({ type }) => type === 'writing').length).toBeGreaterThan(2);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'verifying', language: 'python', part: 'solution', done: 6, total: 6 }),
    );
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'done', isVerified: true, reasons: [] });
    const questionId = last?.type === 'done' ? last.questionId : '';
    const { question, content, versions, draft: shown } = await open(interviewer, questionId);
    expect(question).toMatchObject({ state: 'draft', publishedVersion: null, title: 'Double a window' });
    expect(content).toMatchObject({ difficulty: 'easy', tags: ['numbers', 'time-windows'], minutes: 15 });
    expect(versions[0]).toMatchObject({ version: 1, publishedAt: null, verdict: { isVerified: true } });
    expect(shown).toMatchObject({ state: 'open', createdBy: 'Iris Interviewer', tries: 1 });
    // 140 new, 60 kept and 20 written tokens at 3, 0.3 and 15 dollars for a million
    expect(await listTries()).toMatchObject([
      { turns: 1, input_tokens: 140, cached_input_tokens: 60, output_tokens: 20, cost_micros: 738 },
    ]);
    expect(anthropic.requests[0]).toMatchObject({ tool_choice: { type: 'tool', name: 'write_question' } });
    expect(messagesOf(0)).toContain('No dates, only numbers.');
  });

  test('an answer that is no question is corrected by the model, which is told what is wrong', async () => {
    anthropic.replies = [
      answers({ cases: written().cases.map((one) => ({ ...one, hidden: false })) }),
      { parts: [{ tool: 'write_question', input: {}, json: '{"title": "It breaks o' }] },
      answers(),
    ];
    const events = await draftAs(await signInAs('interviewer'));
    expect(events.at(-1)).toMatchObject({ type: 'done', isVerified: true });
    expect(events).toContainEqual(expect.objectContaining({ type: 'writing', isRepair: true }));
    expect(messagesOf(1)).toContain('There must be at least 4 hidden cases.');
    expect(messagesOf(1)).toContain('"is_error":true');
    expect(messagesOf(2)).toContain('broke off before its end');
    expect((await listTries())[0]).toMatchObject({ state: 'open', turns: 3, cost_micros: 3 * 738 });
  });

  test('an answer that is no question three times leaves nothing but its cost', async () => {
    anthropic.replies = [
      answers({ title: '' }),
      { parts: [{ text: 'I would rather talk.' }] },
      answers({ title: '' }),
    ];
    const { count: before } = await getServiceClient()
      .from('questions')
      .select('*', { count: 'exact', head: true });
    const events = await draftAs(await signInAs('interviewer'));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model_unavailable' });
    expect(JSON.stringify(events.at(-1))).toContain('title');
    expect(anthropic.requests).toHaveLength(3);
    const { count } = await getServiceClient().from('questions').select('*', { count: 'exact', head: true });
    expect(count).toBe(before);
    expect(await listTries()).toMatchObject([{ state: 'failed', question_id: null, turns: 3 }]);
  });

  test('whose solution fails is corrected once by the model, which sees the cases', async () => {
    const wrong = written().programs.map((one) => ({
      ...one,
      solution: 'def double_window(n):\n    return n',
    }));
    anthropic.replies = [answers({ programs: wrong }), answers()];
    const interviewer = await signInAs('interviewer');
    const last = (await draftAs(interviewer)).at(-1);
    expect(last).toMatchObject({ type: 'done', isVerified: true });
    expect(messagesOf(1)).toContain('The reference solution passes 0 of 6 tests');
    expect(messagesOf(1)).toContain('an-actual');
    const { content, versions } = await open(interviewer, last?.type === 'done' ? last.questionId : '');
    expect(content.solutions.python[0].text).toContain('the-solution');
    expect(versions).toHaveLength(1);
  });

  test('that still fails is kept with what fails, for a person to correct', async () => {
    const wrong = { programs: written().programs.map((one) => ({ ...one, solution: 'nothing' })) };
    const reason = /^Python: The reference solution passes 0 of 6 tests/;
    for (const replies of [
      [answers(wrong), answers(wrong)],
      [answers(wrong), { status: 500, error: 'api_error', message: 'Oh' }],
    ] satisfies ClaudeReply[][]) {
      anthropic.replies = replies;
      const interviewer = await signInAs('interviewer');
      const last = (await draftAs(interviewer)).at(-1);
      expect(last).toMatchObject({
        type: 'done',
        isVerified: false,
        reasons: [expect.stringMatching(reason)],
      });
      const { question, versions } = await open(interviewer, last?.type === 'done' ? last.questionId : '');
      expect(question.state).toBe('draft');
      expect(versions[0].verdict.isVerified).toBe(false);
    }
  });

  test('is kept without a verdict where the sandbox cannot do its work', async () => {
    getHarness().sandbox.answer = () => ({ status: 503, code: 'sandbox_busy' });
    anthropic.replies = [answers()];
    const interviewer = await signInAs('interviewer');
    const last = (await draftAs(interviewer)).at(-1);
    expect(last).toMatchObject({
      type: 'done',
      isVerified: false,
      reasons: [expect.stringContaining('busy')],
    });
    const { versions } = await open(interviewer, last?.type === 'done' ? last.questionId : '');
    expect(versions[0].verdict).toBeNull();
    expect(anthropic.requests).toHaveLength(1);
  });

  test('of a question without code has what people need to ask it', async () => {
    const { title, tags, minutes, statement, hints, guide, follow_ups, rubric } = written();
    const input = { title, tags, minutes, statement, hints, guide, follow_ups, rubric };
    anthropic.replies = [{ parts: [{ tool: 'write_question', input }] }];
    const interviewer = await signInAs('interviewer');
    const request = { topic: 'Usage metering', kind: 'system_design', difficulty: 'hard', minutes: 50 };
    const last = (await draftAs(interviewer, request)).at(-1);
    expect(last).toMatchObject({ type: 'done', isVerified: true });
    const { content } = await open(interviewer, last?.type === 'done' ? last.questionId : '');
    expect(content).toMatchObject({ kind: 'system_design', difficulty: 'hard', minutes: 50, tests: null });
  });

  test.each([
    [{ status: 401, error: 'authentication_error', message: 'No' }, 'refuses the key'],
    [{ status: 429, error: 'rate_limit_error', message: 'No' }, 'takes no more requests'],
    [{ status: 500, error: 'api_error', message: 'No' }, 'does not answer'],
    [{ parts: [{ text: 'No.' }], stopReason: 'refusal' }, 'declined'],
    [{ parts: [{ tool: 'write_question', input: written() }], breaks: 'socket' as const }, 'broke off'],
    [{ parts: [], breaks: 'overloaded' as const }, 'takes no more requests'],
  ] satisfies [ClaudeReply, string][])(
    'trouble of the provider is told in words: %#',
    async (reply, words) => {
      anthropic.replies = [reply];
      const events = await draftAs(await signInAs('interviewer'));
      expect(events.at(-1)).toMatchObject({ type: 'error', message: expect.stringContaining(words) });
      expect(JSON.stringify(events)).not.toContain('a-key-of-tests');
      expect(await listTries()).toMatchObject([{ state: 'failed', question_id: null }]);
    },
  );

  test('an answer that the model declined in the end is paid for', async () => {
    anthropic.replies = [{ parts: [{ tool: 'write_question', input: written() }], stopReason: 'refusal' }];
    expect((await draftAs(await signInAs('interviewer'))).at(-1)).toMatchObject({ type: 'error' });
    expect(await listTries()).toMatchObject([{ state: 'failed', turns: 1, cost_micros: 738 }]);
  });

  test('another model behind a chat endpoint drafts where there is no Claude', async () => {
    const openai = new FakeOpenAi();
    const { environment } = getHarness();
    loadEnv({ ...environment, OPENAI_BASE_URL: await openai.start(), OPENAI_MODEL: 'a-local-model' });
    try {
      openai.replies = [
        { tool: { name: 'write_question', json: '{"title": "It breaks o' } },
        { tool: { name: 'write_question', json: JSON.stringify(written()) } },
      ];
      const events = await draftAs(await signInAs('interviewer'));
      expect(events[0]).toMatchObject({ type: 'start', model: 'a-local-model' });
      expect(events.filter(({ type }) => type === 'writing').length).toBeGreaterThan(2);
      expect(events.at(-1)).toMatchObject({ type: 'done', isVerified: true });
      expect(JSON.stringify(openai.requests[1]?.messages)).toContain('broke off before its end');
      expect(await listTries()).toMatchObject([{ state: 'open', turns: 2 }]);
    } finally {
      loadEnv({ ...environment, ANTHROPIC_API_KEY: 'a-key-of-tests', ANTHROPIC_BASE_URL: anthropic.url });
      await openai.stop();
    }
  });

  test('stops when nobody waits for it any more, and the try is kept', async () => {
    anthropic.replies = ['silence'];
    const interviewer = await signInAs('interviewer');
    const abort = new AbortController();
    const request = new Request(`${APP_URL}/api/questions/drafts`, {
      method: 'POST',
      headers: interviewer.request('/').headers,
      body: JSON.stringify(REQUEST),
      signal: abort.signal,
    });
    const response = await draft({ request, params: {}, context: { cspNonce: '', clientAddress: '' } });
    await until(() => anthropic.requests.length === 1);
    abort.abort();
    await response.body?.cancel().catch(() => undefined);
    expect(await listTries()).toMatchObject([{ state: 'failed', question_id: null }]);
  });

  test('is for those who interview', async () => {
    const reviewer = await signInAs('reviewer');
    const ask = (by: Visitor) => by.postJson(draft, '/api/questions/drafts', REQUEST);
    expect((await ask(reviewer)).status).toBe(403);
    expect((await reviewer.get(formPage, '/questions/draft')).status).toBe(403);
    expect((await ask(new Visitor())).location).toContain('/sign-in');
    const questionId = await buildDrafted();
    for (const [by, status] of [
      [reviewer, 403],
      [await buildStranger(), 404],
    ] as const) {
      expect((await redraftAs(by, questionId)).status).toBe(status);
      expect((await act(by, questionId, { intent: 'reject', reason: 'Not mine' })).status).toBe(status);
    }
    expect((await open(reviewer, questionId)).draft).toBeNull();
    expect(anthropic.requests).toHaveLength(1);
  });

  test('a request that cannot be read asks no model', async () => {
    const interviewer = await signInAs('interviewer');
    const ask = async (request: unknown) =>
      (await interviewer.postJson(draft, '/api/questions/drafts', request)).status;
    expect(await ask({ ...REQUEST, topic: 'x' })).toBe(400);
    expect(await ask({ ...REQUEST, languages: [] })).toBe(400);
    expect(await ask({ ...REQUEST, languages: ['bash'] })).toBe(400);
    expect(await ask({ ...REQUEST, wishes: 'a\0b' })).toBe(400);
    expect(await ask({ ...REQUEST, wishes: 'x'.repeat(40_000) })).toBe(413);
    expect(anthropic.requests).toEqual([]);
    expect(await listTries()).toEqual([]);
  });

  test('can be asked for without scripts', async () => {
    const interviewer = await signInAs('interviewer');
    const send = (fields: Record<string, string>) => interviewer.post(sendForm, '/questions/draft', fields);
    const fields = { topic: 'Delivery windows', kind: 'coding', difficulty: 'easy', languages: 'python' };
    const refused = await send({ ...fields, topic: '', minutes: 'soon' });
    expect(refused.status).toBe(400);
    expect(Object.keys(refused.body.errors)).toEqual(['topic', 'minutes']);
    anthropic.replies = [answers()];
    expect((await send(fields)).location).toMatch(/^\/questions\/[0-9a-f-]{36}$/);
    anthropic.replies = [{ status: 401, error: 'authentication_error', message: 'No' }];
    const failed = await send(fields);
    expect([failed.status, failed.body.errors.form]).toEqual([
      503,
      expect.stringContaining('refuses the key'),
    ]);
  });

  test('is written again with a change, as the next version', async () => {
    const questionId = await buildDrafted();
    const interviewer = await signInAs('interviewer');
    anthropic.replies = [answers({ title: 'Double a shorter window' })];
    const events = await readEvents((await redraftAs(interviewer, questionId, 'Make it shorter')).body);
    expect(events.at(-1)).toMatchObject({ type: 'done', questionId, isVerified: true });
    expect(messagesOf(1)).toContain('Make it shorter');
    expect(messagesOf(1)).toContain('the-solution');
    const { question, versions, draft: shown } = await open(interviewer, questionId);
    expect(question).toMatchObject({ title: 'Double a shorter window', latestVersion: 2, state: 'draft' });
    expect(versions).toHaveLength(2);
    expect(shown).toMatchObject({ state: 'open', tries: 2, costMicros: 2 * 738 });
    expect((await listTries()).map(({ state, change }) => [state, change])).toEqual([
      ['open', 'Make it shorter'],
      ['replaced', null],
    ]);
  });

  test('written again is not stored over what somebody saved meanwhile', async () => {
    const questionId = await buildDrafted();
    const interviewer = await signInAs('interviewer');
    anthropic.replies = [{ ...answers(), delay: 50 }];
    const asked = redraftAs(interviewer, questionId);
    await until(() => anthropic.requests.length === 2);
    await getServiceClient()
      .from('question_versions')
      .update({ content: { title: 'Changed', kind: 'coding', difficulty: 'easy', minutes: 5 } })
      .eq('question_id', questionId);
    const events = await readEvents((await asked).body);
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'conflict' });
    const { data } = await getServiceClient().from('questions').select('title').eq('id', questionId).single();
    expect(data?.title).toBe('Changed');
    expect((await listTries()).map(({ state }) => state)).toEqual(['failed', 'open']);
  });

  test('only a draft that waits is written again', async () => {
    const interviewer = await signInAs('interviewer');
    expect((await redraftAs(interviewer, await buildQuestion())).status).toBe(404);
    const questionId = await buildDrafted();
    expect((await redraftAs(interviewer, questionId, 'x')).status).toBe(400);
    await act(interviewer, questionId, { intent: 'reject', reason: 'Too well known' });
    const refused = await redraftAs(interviewer, questionId);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining('was published'),
    ]);
  });

  test('is rejected with a reason, which the next draft of its kind is told', async () => {
    const questionId = await buildDrafted();
    const interviewer = await signInAs('interviewer');
    const reject = (reason: string) => act(interviewer, questionId, { intent: 'reject', reason });
    const refused = await reject(' ');
    expect([refused.status, refused.body.errors.reason]).toEqual([
      400,
      expect.stringContaining('3 to 2,000'),
    ]);
    expect((await open(interviewer, questionId)).question.state).toBe('draft');
    expect((await reject('It is two-sum with other words')).location).toBe(`/questions/${questionId}`);
    const { question, draft: shown } = await open(interviewer, questionId);
    expect(question.state).toBe('retired');
    expect(shown).toMatchObject({
      ...{ state: 'rejected', reason: 'It is two-sum with other words', decidedBy: 'Iris Interviewer' },
    });
    expect((await reject('Once more')).status).toBe(409);
    await buildDrafted();
    expect(messagesOf(1)).toContain('It is two-sum with other words');
    anthropic.replies = [{ status: 500, error: 'api_error', message: 'No' }];
    await draftAs(interviewer, { topic: 'A conflict', kind: 'behavioural', difficulty: 'easy' });
    expect(messagesOf(2)).not.toContain('two-sum');
  });

  test('is accepted by publishing it, which verifies it again', async () => {
    const questionId = await buildDrafted();
    const interviewer = await signInAs('interviewer');
    const { sandbox } = getHarness();
    sandbox.tests.length = 0;
    await interviewer.postJson(publish, `/api/questions/${questionId}/publish`, null, { questionId });
    expect(sandbox.tests).toHaveLength(2);
    const { question, draft: shown } = await open(interviewer, questionId);
    expect(question.state).toBe('published');
    expect(shown).toMatchObject({ state: 'accepted', decidedBy: 'Iris Interviewer' });
  });

  test('an organisation has so many a day, and no model is asked for more', async () => {
    const { tries, windowInS } = RATE_LIMITS['question-draft:organisation'];
    const subject = createHash('sha256')
      .update(await getDemoOrganisation())
      .digest('hex')
      .slice(0, 32);
    const now = Math.floor(Date.now() / 1000 / windowInS) * windowInS;
    const rows = [now, now + windowInS].map((start) => ({
      key: `question-draft:organisation:${subject}`,
      window_start: new Date(start * 1000).toISOString(),
      count: tries,
    }));
    await getServiceClient().from('rate_limits').upsert(rows);
    const owner = await signInAs('owner');
    const refused = await owner.postJson(draft, '/api/questions/drafts', REQUEST);
    expect([refused.status, refused.body.error.message]).toEqual([
      429,
      expect.stringContaining('drafts of today'),
    ]);
    expect(anthropic.requests).toEqual([]);
    expect(await listTries()).toEqual([]);
  });

  test('without a model the page says how to get one, and nothing is begun', async () => {
    const { environment } = getHarness();
    loadEnv(environment);
    try {
      const interviewer = await signInAs('interviewer');
      expect((await interviewer.get(formPage, '/questions/draft')).body.model).toBeNull();
      const refused = await interviewer.postJson(draft, '/api/questions/drafts', REQUEST);
      expect([refused.status, refused.body.error.message]).toEqual([
        503,
        expect.stringContaining('ANTHROPIC_API_KEY'),
      ]);
    } finally {
      loadEnv({ ...environment, ANTHROPIC_API_KEY: 'a-key-of-tests', ANTHROPIC_BASE_URL: anthropic.url });
    }
  });
});
