import { expect, test } from 'vitest';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { loader as page, action as save } from '#app/routes/_app.interviews.$interviewId_.problem.tsx';
import { action as create } from '#app/routes/_app.interviews.new.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { buildInterview, buildStranger } from './factories.ts';
import { getHarness } from './harness.ts';
import { getServer } from './server-process.ts';
import { signInAs, Visitor } from './visitor.ts';

const TESTS = JSON.stringify({
  kind: 'function',
  function: 'double',
  cases: [
    { input: [2], expected: 4 },
    { name: 'Large', input: [4444], expected: 8888, hidden: true },
  ],
});

const at = (interviewId: string) => [`/interviews/${interviewId}/problem`, { interviewId }] as const;

/** The version that somebody's page is opened with; empty where nothing was stored, or they get no form. */
async function openPage(by: Visitor, interviewId: string): Promise<string> {
  return (await by.get(page, ...at(interviewId))).body.form?.version ?? '';
}

/** Sends the form, of a page that was opened just before unless the fields name another version. */
async function write(by: Visitor, interviewId: string, fields: Record<string, string>) {
  const [path, params] = at(interviewId);
  const version = fields.version ?? (await openPage(by, interviewId));
  return by.post(save, path, { ...fields, version }, params);
}

function toldRoom(interviewId: string): string[] {
  const { messages } = getHarness().room;
  return messages
    .filter(({ room }) => room === `interview-${interviewId}`)
    .map(({ message }) => message.type);
}

test('[problem] is stored from its form, shown again, and the room is told', async () => {
  const { id, host } = await buildInterview();
  const saved = await write(host, id, { statement: '# Double\r\n\r\nTwice.  ', tests: TESTS });
  expect(saved.location).toBe(
    `/interviews/${id}/problem?saved=${encodeURIComponent(await openPage(host, id))}`,
  );
  expect(toldRoom(id)).toEqual(['problem-changed']);
  const { body } = await host.get(page, ...at(id));
  expect(body.form.statement).toBe('# Double\n\nTwice.');
  expect(JSON.parse(body.form.tests)).toEqual(JSON.parse(TESTS));
  const { data } = await getServiceClient()
    .from('interview_problems')
    .select('tests, profiles!interview_problems_updated_by_fkey(display_name)')
    .eq('interview_id', id)
    .single();
  expect(data?.tests).toMatchObject({
    comparison: { type: 'equal' },
    cases: [{ weight: 1 }, { hidden: true }],
  });
  expect(data?.profiles?.display_name).toBe('Iris Interviewer');
});

test('[problem] is replaced by the next one, and its tests go when their text does', async () => {
  const { id, host } = await buildInterview();
  await write(host, id, { statement: 'One', tests: TESTS });
  await write(host, id, { statement: 'Two', tests: '' });
  expect((await host.get(page, ...at(id))).body.form).toMatchObject({ statement: 'Two', tests: '' });
  const short = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect(short.body.problem).toEqual({ excerpt: 'Two', caseCount: 0, hiddenCount: 0 });
});

test('[problem] says what is wrong with the tests, keeps all that was typed, and stores nothing', async () => {
  const { id, host } = await buildInterview();
  const typed = { statement: 'A statement', tests: TESTS.replace('"expected":4', '"expected":4,') };
  const answer = await write(host, id, typed);
  expect(answer.status).toBe(400);
  expect(answer.body.errors.tests).toBe('Line 1: Remove the comma before this }.');
  expect(answer.body.values).toMatchObject(typed);
  const long = await write(host, id, { statement: 'x'.repeat(50_001), tests: '{"kind": "stdio"}' });
  expect(long.status).toBe(400);
  expect(long.body.errors.statement).toBe('Use at most 50,000 characters.');
  expect(long.body.errors.tests).toContain('"cases" is missing.');
  expect(long.body.values.statement).toHaveLength(50_001);
  expect((await host.get(page, ...at(id))).body.form).toEqual({ statement: '', tests: '', version: '' });
  expect(toldRoom(id)).toEqual([]);
});

test('[problem] refuses what the database could not keep, in words', async () => {
  const { id, host } = await buildInterview();
  const nul = await write(host, id, { statement: 'a\0b', tests: '' });
  expect(nul.body.errors.statement).toContain('U+0000');
  // Postgres writes such a number with all its digits.
  const wide = {
    kind: 'function',
    function: 'f',
    cases: [{ input: [Array(9000).fill(1e300)], expected: 1 }],
  };
  const answer = await write(host, id, { statement: '', tests: JSON.stringify(wide) });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.tests).toContain('too large to store');
});

test('[problem] can be read by a reviewer, not changed', async () => {
  const { id, host } = await buildInterview();
  await write(host, id, { statement: 'Theirs', tests: TESTS });
  const reviewer = await signInAs('reviewer');
  const { body } = await reviewer.get(page, ...at(id));
  expect(body.form).toBeNull();
  expect(body.view).toMatchObject({ statement: 'Theirs', tests: { call: 'double' } });
  expect((await write(reviewer, id, { statement: 'Mine', tests: '' })).status).toBe(403);
  expect((await host.get(page, ...at(id))).body.form.statement).toBe('Theirs');
});

test('[problem] is not there for people of another organisation, nor without a session', async () => {
  const { id, host } = await buildInterview();
  await write(host, id, { statement: 'Ours', tests: TESTS });
  const stranger = await buildStranger();
  expect((await stranger.get(page, ...at(id))).status).toBe(404);
  expect((await write(stranger, id, { statement: 'Mine', tests: '' })).status).toBe(404);
  expect((await new Visitor().get(page, ...at(id))).location).toContain('/sign-in');
  expect((await write(new Visitor(), id, { statement: 'Mine', tests: '' })).location).toContain('/sign-in');
  expect((await host.get(page, ...at(id))).body.form.statement).toBe('Ours');
});

test('[problem] stays as it was once the interview is over, and what was typed is not lost', async () => {
  const { id, host } = await buildInterview();
  await write(host, id, { statement: 'Before', tests: TESTS });
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, { interviewId: id });
  const late = await write(host, id, { statement: 'After', tests: '' });
  expect([late.status, late.body.values.statement]).toEqual([409, 'After']);
  expect(late.body.errors.form).toContain('has ended');
  const { body } = await host.get(page, ...at(id));
  expect(body.form).toBeNull();
  expect(body.view.statement).toBe('Before');
});

test('[problem] can come with a new interview, or be refused with it', async () => {
  const { id, host } = await buildInterview({ statement: 'At once', tests: TESTS });
  const { body } = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect(body.problem).toEqual({ excerpt: 'At once', caseCount: 2, hiddenCount: 1 });
  const fields = {
    title: 'Refused with its tests',
    candidateName: 'Casey',
    candidateEmail: '',
    language: 'python',
    scheduledAt: '',
    timeZone: 'UTC',
    statement: 'Typed',
    tests: '{',
  };
  const answer = await host.post(create, '/interviews/new', fields);
  expect(answer.status).toBe(400);
  expect(answer.body.errors.tests).toContain('ends too early');
  expect(answer.body.values).toMatchObject({ statement: 'Typed', tests: '{' });
  const made = await getServiceClient().from('interviews').select('id').eq('title', fields.title);
  expect(made.data).toEqual([]);
});

test('[problem] of somebody else is not replaced unseen: what was typed comes back, with whose it is', async () => {
  const { id, host } = await buildInterview();
  await write(host, id, { statement: 'First', tests: '' });
  const owner = await signInAs('owner');
  const version = await openPage(host, id);
  await write(owner, id, { statement: 'Of the owner', tests: TESTS });
  const told = toldRoom(id).length;
  const typed = { statement: 'Of the interviewer', tests: '', version };
  const late = await write(host, id, typed);
  expect(late.status).toBe(409);
  expect(late.body.values).toEqual(typed);
  expect(late.body.errors).toEqual({
    form: 'Olivia Owner saved this problem after you opened it here. What you typed is below, and not saved yet.',
  });
  expect((await host.get(page, ...at(id))).body.form.statement).toBe('Of the owner');
  expect(toldRoom(id)).toHaveLength(told);

  // Knowingly, and only what one was told of.
  const over = late.body.inTheWay;
  expect(over).toBe(await openPage(owner, id));
  await write(owner, id, { statement: 'Of the owner, again', tests: '' });
  expect((await write(host, id, { ...typed, over })).status).toBe(409);
  const again = await write(host, id, { ...typed, over: await openPage(owner, id) });
  expect(again.status).toBe(302);
  expect((await host.get(page, ...at(id))).body.form.statement).toBe('Of the interviewer');
});

test.each(['the first one', 'a later one'])(
  '[problem] saved by two at the same moment is stored once, and the other is told: %s',
  async (which) => {
    const { id, host } = await buildInterview();
    if (which === 'a later one') await write(host, id, { statement: 'Before', tests: '' });
    const version = await openPage(host, id);
    const people = [host, await signInAs('owner'), host, await signInAs('owner')];
    const answers = await Promise.all(
      people.map((by, at) => write(by, id, { statement: `Statement ${at}`, tests: '', version })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([302, 409, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 302);
    expect((await host.get(page, ...at(id))).body.form.statement).toBe(`Statement ${winner}`);
    expect(toldRoom(id)).toHaveLength(which === 'a later one' ? 2 : 1);
  },
);

test('[problem] sent twice is saved once and refused to nobody; from another window it is said whose it is', async () => {
  const { id, host } = await buildInterview();
  const fields = { statement: 'Same', tests: TESTS, version: '' };
  const [first, second] = [await write(host, id, fields), await write(host, id, fields)];
  expect(first.status).toBe(302);
  expect(second.location).toBe(first.location);
  const other = await write(host, id, { ...fields, tests: '' });
  expect(other.body.errors.form).toMatch(
    /^You saved this problem in another window after you opened it here/,
  );
  const forged = await write(host, id, { ...fields, tests: '', version: "' or true --", over: '1' });
  expect(forged.status).toBe(409);
});

test('[problem] is edited as JSON without scripts: refused with its text, then stored', async () => {
  const { id, host } = await buildInterview();
  const url = `${await getServer()}/interviews/${id}/problem`;
  const headers = {
    cookie: [...host.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    origin: getHarness().environment.APP_URL ?? '',
  };
  const send = (tests: string) =>
    fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ statement: '</textarea><script>alert(1)</script>', tests }),
    });
  const refused = await send('{"kind": "stdio"} </textarea><b>');
  expect(refused.status).toBe(400);
  const html = await refused.text();
  expect(html).toContain('There is more text after the end.');
  expect(html).toMatch(
    /<textarea[^>]* name="tests"[^>]*>\s*\{&quot;kind&quot;: &quot;stdio&quot;\} &lt;\/textarea&gt;/,
  );
  expect(html).not.toMatch(/<script>alert|<b>/);
  expect((await send(TESTS)).headers.get('location')).toMatch(`/interviews/${id}/problem?saved=`);
  const shown = await (await fetch(url, { headers })).text();
  // The text is hidden while the form shows; without scripts this brings it back.
  expect(shown).toContain(
    '<noscript><style>.needs-scripts{display:none!important}.tests-as-text{display:block!important}',
  );
  expect(shown).toMatch(/<textarea[^>]* name="tests"[^>]*>[^<]*&quot;double&quot;/);
});
