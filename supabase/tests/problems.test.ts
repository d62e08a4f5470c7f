import { expect, test } from 'vitest';
import { MAX_STATEMENT_LENGTH } from '#core/problem.ts';
import { MAX_SUITE_BYTES } from '#core/test-suite.ts';
import type { Json } from '../database.types.ts';
import { startDatabase } from './embedded.ts';
import { addMember, buildInterview, buildOrganization, buildPerson, buildProblem, must } from './people.ts';

const database = startDatabase();

const write = (id: string, change: { statement?: string; tests?: Json }) =>
  database.service.from('interview_problems').update(change).eq('interview_id', id).select();

async function buildOne(): Promise<string> {
  const id = await buildInterview(database);
  await buildProblem(database, id);
  return id;
}

test('[problem] has a statement of the length that core allows, and no longer', async () => {
  const id = await buildOne();
  expect((await write(id, { statement: '字'.repeat(MAX_STATEMENT_LENGTH) })).error).toBeNull();
  const { error } = await write(id, { statement: 'x'.repeat(MAX_STATEMENT_LENGTH + 1) });
  expect(error?.code).toBe('23514');
});

test('[problem] has tests as large as core allows, and not many times that', async () => {
  const id = await buildOne();
  const suite = (bytes: number) => ({ cases: [{ stdin: 'x'.repeat(bytes), expected: '' }] });
  expect((await write(id, { tests: suite(MAX_SUITE_BYTES) })).error).toBeNull();
  expect((await write(id, { tests: suite(3 * MAX_SUITE_BYTES) })).error?.code).toBe('23514');
  expect((await write(id, { tests: [] })).error?.code).toBe('23514');
});

test('[problem] comes back as it was written, with its numbers, texts and empty lists', async () => {
  const tests = { cases: [{ input: [[], 1.5, -0.001, 'ü"\\n', null, true], expected: { a: [] } }] };
  const [row] = must(await write(await buildOne(), { tests }));
  expect(row?.tests).toEqual(tests);
});

test('[problem] counts its cases and keeps the beginning of its statement', async () => {
  const cases = [{ hidden: true }, { hidden: false }, {}];
  const id = await buildOne();
  const [row] = must(await write(id, { statement: `# Sum\n${'x'.repeat(1000)}`, tests: { cases } }));
  expect(row).toMatchObject({ case_count: 3, hidden_count: 1 });
  expect(row?.excerpt).toMatch(/^# Sum\nx{394}$/);
  const [none] = must(await write(id, { tests: null }));
  expect(none).toMatchObject({ case_count: 0, hidden_count: 0 });
  const [odd] = must(await write(id, { tests: { cases: 'no list' } }));
  expect(odd).toMatchObject({ case_count: 0, hidden_count: 0 });
});

test('[problem] says who changed it last, whatever the statement claims', async () => {
  const organizationId = await buildOrganization(database);
  const id = await buildInterview(database, { organization_id: organizationId });
  await buildProblem(database, id);
  const member = await buildPerson(database);
  await addMember(database, { organizationId, userId: member.id, role: 'interviewer' });
  const before = must(
    await database.service.from('interview_problems').select().eq('interview_id', id).single(),
  );
  const after = must(
    await member.client
      .from('interview_problems')
      .update({ statement: 'Other' })
      .eq('interview_id', id)
      .select()
      .single(),
  );
  expect([before.updated_by, after.updated_by]).toEqual([null, member.id]);
  expect(Date.parse(after.updated_at)).toBeGreaterThan(Date.parse(before.updated_at));
});

test('[problem] goes with its interview', async () => {
  const id = await buildOne();
  must(await database.service.from('interviews').delete().eq('id', id).select());
  expect(must(await database.service.from('interview_problems').select().eq('interview_id', id))).toEqual([]);
});
