import { describe, expect, test } from 'vitest';
import { startDatabase } from './embedded.ts';
import { listCallCases } from './policy-cases-calls.ts';
import { listDraftCases } from './policy-cases-drafts.ts';
import { listInterviewerCases } from './policy-cases-interviewer.ts';
import { listInterviewCases } from './policy-cases-interviews.ts';
import { listNoteCases } from './policy-cases-notes.ts';
import { listPeopleCases } from './policy-cases-people.ts';
import { listProblemCases } from './policy-cases-problems.ts';
import { listQuestionCases } from './policy-cases-questions.ts';
import { listRecordingCases } from './policy-cases-recordings.ts';
import { listReplayCases } from './policy-cases-replays.ts';
import { listReportCases } from './policy-cases-reports.ts';
import { listServiceCases } from './policy-cases-service.ts';
import { type Outcome, ROLES, startTeam } from './policy-team.ts';

const database = startDatabase();
const team = startTeam(database);
const CASES = [
  ...listPeopleCases(team),
  ...listInterviewCases(team),
  ...listInterviewerCases(team),
  ...listCallCases(team),
  ...listProblemCases(team),
  ...listQuestionCases(team),
  ...listDraftCases(team),
  ...listRecordingCases(team),
  ...listReplayCases(team),
  ...listReportCases(team),
  ...listNoteCases(team),
  ...listServiceCases(team),
];

/** Whether the statement did its work. Only these are refusals: no privilege or policy (42501), or no row in sight. */
function isAllowed({ data, error }: Outcome): boolean {
  if (error) expect(error.code).toBe('42501');
  return error === null && Array.isArray(data) && data.length > 0;
}

describe.each(CASES)('[RLS] $table: $what', ({ allowed, run }) => {
  test.each(ROLES.map((role) => ({ role, may: allowed.includes(role) ? 'may' : 'may not' })))(
    '$role $may',
    async ({ role }) => {
      expect(isAllowed(await run(team.attemptAs(role)))).toBe(allowed.includes(role));
    },
  );
});

test('every table and view that the API can reach is in the list of cases', async () => {
  const found = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  expect(found.map((one) => one.name)).toEqual([...new Set(CASES.map((one) => one.table))].sort());
});
