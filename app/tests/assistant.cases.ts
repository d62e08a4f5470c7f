import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as assistant } from '#app/routes/api.assistant.$interviewId.ts';
import { action as decideAction, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { loader as joinPage } from '#app/routes/join.$secret.tsx';
import { loader as roomPage } from '#app/routes/room.$interviewId/route.tsx';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type AssistantContext, type AssistantEvent, assistantEventSchema } from '#core/assistant-service.ts';
import { consentFor } from '#core/consent.ts';
import { type ClaudeReply, FakeAnthropic } from '#models/tests/fake-anthropic.ts';
import { type BuiltInterview, buildInterview, buildStranger, joinBy } from './factories.ts';
import { atEnd, getHarness } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const fake = new FakeAnthropic();

const useModel = (more: Record<string, string> = {}) =>
  loadEnv({
    ...getHarness().environment,
    ANTHROPIC_API_KEY: 'a-key',
    ANTHROPIC_BASE_URL: fake.url,
    CLAUDE_MODEL: 'claude-test',
    ...more,
  });

const CONTEXT: AssistantContext = {
  files: [{ id: 'file-1', path: 'main.py', text: 'a = 1\n' }],
  run: {
    entry: 'main.py',
    verdict: 'runtime_error',
    exitCode: 1,
    output: "NameError: name 'b' is not defined",
    failed: null,
  },
  question: null,
  before: [],
};

/** An interview in which the candidate is let in. */
async function build(fields: Record<string, string> = { allowsAssistant: 'on' }) {
  const interview = await buildInterview(fields);
  const candidate = await joinBy(interview.secrets.candidate);
  await admit(interview);
  const room = getHarness().room.of(interview.id);
  room.context = CONTEXT;
  return { ...interview, candidate, room };
}

async function admit({ host, id }: BuiltInterview): Promise<void> {
  const params = { interviewId: id };
  const list = await host.get(lobbyList, `/api/lobby/${id}`, params);
  const { participantId } = list.body.waiting[0];
  await host.postJson(decideAction, `/api/lobby/${id}`, { participantId, decision: 'admit' }, params);
}

const question = () => ({ id: crypto.randomUUID(), text: 'Why does it fail?', fileIds: ['file-1'] });
const ask = (visitor: Visitor, interviewId: string, body: unknown = question()) =>
  visitor.postJson(assistant, `/api/assistant/${interviewId}`, body, { interviewId });

function eventsOf(body: string): AssistantEvent[] {
  return body
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => assistantEventSchema.parse(JSON.parse(event.slice(6))));
}

const usageOf = async (interviewId: string) =>
  (await getServiceClient().from('interviewer_usage').select().eq('interview_id', interviewId)).data ?? [];

const EDIT = { path: 'main.py', find: 'a = 1', replace: 'b = 1', why: 'Names it b.' };

// hooks outside of it would hold for all cases of the app
describe('[assistant]', () => {
  beforeAll(async () => {
    await fake.start();
    atEnd(() => fake.stop());
  });
  afterEach(() => {
    loadEnv(getHarness().environment);
    fake.replies = [];
    fake.requests.length = 0;
  });

  test('streams the answer and its edits, tells the room, and records what it cost once', async () => {
    useModel();
    const { id, candidate, room, host } = await build();
    fake.replies = [{ parts: [{ text: 'It is called a. ' }, { tool: 'propose_edit', input: EDIT }] }];
    const asked = question();
    const { status, headers, body } = await ask(candidate, id, asked);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const events = eventsOf(body);
    const text = events.map((event) => (event.type === 'content' ? event.text : '')).join('');
    expect(text).toBe('It is called a. ');
    expect(events.slice(-3)).toMatchObject([
      { type: 'edit', proposal: { ...EDIT, fileId: 'file-1' } },
      { type: 'usage', usage: { turns: 1, inputTokens: 140, outputTokens: 20, model: 'claude-test' } },
      { type: 'done' },
    ]);
    const [begun, ...rest] = room.assisted;
    expect(begun).toMatchObject({ type: 'ask', ...asked, maxQuestions: 40 });
    expect(rest.at(-1)).toMatchObject({
      type: 'answer',
      id: asked.id,
      answer: text,
      proposals: [EDIT],
      outcome: 'whole',
      usage: { model: 'claude-test' },
    });
    const usage = await usageOf(id);
    expect(usage).toMatchObject([
      { id: asked.id, purpose: 'assistant', input_tokens: 140, output_tokens: 20 },
    ]);
    const page = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
    expect(page.body.assistant).toMatchObject({
      isAllowed: true,
      isEditable: false,
      usage: { usage: { turns: 1 } },
    });
    expect(page.body.interviewer.usage).toBeNull();
  });

  test('an edit that does not fit is told to the model, which may try again', async () => {
    useModel();
    const { id, candidate } = await build();
    fake.replies = [
      { parts: [{ text: 'Here.' }, { tool: 'propose_edit', input: { ...EDIT, find: 'z = 1' } }] },
      { parts: [{ text: 'Corrected.' }, { tool: 'propose_edit', input: EDIT }] },
    ];
    const events = eventsOf((await ask(candidate, id)).body);
    expect(events.filter(({ type }) => type === 'edit')).toHaveLength(1);
    expect(events.at(-2)).toMatchObject({ usage: { turns: 2 } });
    expect(JSON.stringify(fake.requests[1])).toContain('does not stand in the file');
    expect(await usageOf(id)).toMatchObject([{ turns: 2 }]);
  });

  test('answers by script where there is no model, says so, and costs nothing', async () => {
    const { id, candidate, room } = await build();
    const events = eventsOf((await ask(candidate, id)).body);
    const text = events.map((event) => (event.type === 'content' ? event.text : '')).join('');
    expect(text).toContain('`b` is used before');
    expect(text).toContain('not a language model');
    expect(events.slice(-2)).toMatchObject([{ usage: { model: null, costMicros: 0 } }, { type: 'done' }]);
    expect(room.assisted.at(-1)).toMatchObject({ answer: text, usage: { model: null } });
    expect(await usageOf(id)).toEqual([]);
  });

  /** What the provider does, what there was of an answer by then, and words that say it. */
  const TROUBLES: [string, ClaudeReply, string, string][] = [
    [
      'a key that is wrong',
      { status: 401, error: 'authentication_error', message: 'x' },
      '',
      'key is missing',
    ],
    ['a provider that limits', { status: 429, error: 'rate_limit_error', message: 'x' }, '', 'too often'],
    ['a model that declines', { parts: [{ text: 'I' }], stopReason: 'refusal' }, 'I', 'declined'],
    ['a line that breaks', { parts: [{ text: 'Because' }], breaks: 'socket' }, 'Because', 'does not answer'],
  ];

  test.each(TROUBLES)(
    'says in words what is wrong with %s, and keeps what there was',
    async (_, reply, said, words) => {
      useModel();
      const { id, candidate, room } = await build();
      fake.replies = [reply];
      const events = eventsOf((await ask(candidate, id)).body);
      expect(events.at(-1)).toMatchObject({ type: 'error', message: expect.stringContaining(words) });
      expect(room.assisted.at(-1)).toMatchObject({ type: 'answer', answer: said, outcome: 'failed' });
    },
  );

  test('a candidate who stops, or goes away, stops the model, and what was said is kept', async () => {
    useModel();
    const { id, candidate, room } = await build();
    fake.replies = [{ parts: [{ text: 'First. ' }, { text: 'Second. ' }, { text: 'Third.' }], delay: 400 }];
    const request = new Request(candidate.request(`/api/assistant/${id}`), {
      method: 'POST',
      body: JSON.stringify(question()),
    });
    const context = { cspNonce: '', clientAddress: candidate.address };
    const response = await assistant({ request, params: { interviewId: id }, context });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => room.assisted.at(-1)?.type).toBe('answer');
    expect(room.assisted.at(-1)).toMatchObject({
      outcome: 'stopped',
      answer: expect.not.stringContaining('Third'),
    });
  });

  test('is the candidate’s alone, and only where the interview has one', async () => {
    const { id, candidate, host, secrets, room } = await build();
    const observer = await joinBy(secrets.observer, 'Olga');
    await admit({ id, host } as BuiltInterview);
    for (const visitor of [host, observer, await signInAs('reviewer')]) {
      const { status, body } = await ask(visitor, id);
      expect([status, body.error.message]).toEqual([403, 'The assistant is the candidate’s alone.']);
    }
    expect((await ask(new Visitor(), id)).status).toBe(401);
    expect((await ask(await buildStranger(), id)).status).toBe(404);
    expect((await ask(candidate, id, { ...question(), code: 'x' })).status).toBe(400);
    expect(room.assisted).toEqual([]);
    const other = await build({});
    const refused = await ask(other.candidate, other.id);
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'There is no assistant in this interview.',
    ]);
    expect(other.room.assisted).toEqual([]);
  });

  test('what the room refuses is told as it is, and nobody is asked', async () => {
    useModel();
    const { id, candidate, room } = await build();
    for (const [code, status] of [
      ['conflict', 409],
      ['assistant_used_up', 429],
      ['forbidden', 403],
    ] as const) {
      room.context = code;
      const answer = await ask(candidate, id);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    }
    expect(fake.requests).toEqual([]);
  });

  test('a budget that is used up ends it, and what the AI interviewer cost is no part of it', async () => {
    useModel({ ASSISTANT_MAX_DOLLARS: '0.5', ASSISTANT_MAX_MESSAGES: '3' });
    const { id, candidate, room } = await build();
    const cost = (purpose: string, micros: number) =>
      getServiceClient()
        .from('interviewer_usage')
        .insert({
          ...{
            id: crypto.randomUUID(),
            interview_id: id,
            model: 'm',
            turns: 1,
            purpose,
            cost_micros: micros,
          },
          ...{ input_tokens: 1, cached_input_tokens: 0, output_tokens: 1 },
        });
    await cost('interviewer', 900_000);
    expect((await ask(candidate, id)).status).toBe(200);
    expect(room.assisted[0]).toMatchObject({ maxQuestions: 3 });
    await cost('assistant', 500_000);
    const { status, body } = await ask(candidate, id);
    expect([status, body.error.message]).toEqual([429, expect.stringContaining('used up')]);
  });

  test('no hidden case, solution or guide reaches the model: a statement alone', async () => {
    useModel();
    const { id, candidate } = await build();
    await getServiceClient()
      .from('interview_problems')
      .insert({
        interview_id: id,
        statement: 'Add two numbers.',
        tests: {
          kind: 'function',
          function: 'add',
          cases: [{ name: 'Deep', input: [424242, 1], expected: 424243, hidden: true }],
        },
      });
    await ask(candidate, id);
    const sent = JSON.stringify(fake.requests);
    expect(sent).toContain('Add two numbers.');
    expect(sent).not.toMatch(/42424[23]/);
  });

  test('guests read that there is one before they agree, and pages know of it', async () => {
    const { id, candidate, host, secrets } = await build();
    const page = await new Visitor().get(joinPage, `/join/${secrets.candidate}`, {
      secret: secrets.candidate,
    });
    const { points, version } = consentFor({ isHeldByAi: false, allowsAssistant: true, recordsCall: false });
    expect([page.body.allowsAssistant, page.body.consentPoints]).toEqual([true, points]);
    const { data } = await getServiceClient()
      .from('participants')
      .select('consent_version')
      .eq('interview_id', id)
      .eq('role', 'candidate');
    expect(data).toEqual([{ consent_version: version }]);
    for (const visitor of [candidate, host]) {
      const room = await visitor.get(roomPage, `/room/${id}`, { interviewId: id });
      expect(room.body.visitor.assistant).toEqual({ maxQuestions: 40 });
    }
  });

  test('is allowed or not by its interview’s page, until the candidate was let in', async () => {
    const interview = await buildInterview();
    const { id, host } = interview;
    const save = (fields: Record<string, string>) =>
      host.post(
        interviewAction,
        `/interviews/${id}`,
        { intent: 'assistant', ...fields },
        { interviewId: id },
      );
    const isAllowed = async () =>
      (await host.get(interviewPage, `/interviews/${id}`, { interviewId: id })).body.assistant.isAllowed;
    expect((await save({ allowsAssistant: 'on' })).status).toBe(302);
    expect(await isAllowed()).toBe(true);
    expect((await save({})).status).toBe(302);
    expect(await isAllowed()).toBe(false);
    await joinBy(interview.secrets.candidate);
    await admit(interview);
    const late = await save({ allowsAssistant: 'on' });
    expect([late.status, late.body.errors.allowsAssistant]).toEqual([409, expect.stringContaining('let in')]);
    expect(await isAllowed()).toBe(false);
  });
});
