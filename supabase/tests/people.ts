import { randomBytes, randomUUID } from 'node:crypto';
import type { MemberRole } from '#core/roles.ts';
import type { ScriptClient } from '../client.ts';
import type { TablesInsert } from '../database.types.ts';
import type { TestDatabase } from './embedded.ts';

export const PASSWORD = 'correct-horse-9';

/** Unwraps a reply that must not be a refusal. */
export function must<T>(response: { data: T; error: { message: string } | null }): NonNullable<T> {
  const { data, error } = response;
  if (error) throw new Error(error.message);
  if (data === null || data === undefined) throw new Error('No row came back.');
  return data;
}

export function uniqueEmail(name = 'someone'): string {
  return `${name}-${randomBytes(6).toString('hex')}@example.com`;
}

export interface Person {
  id: string;
  email: string;
  client: ScriptClient;
}

/** A user whom nobody signs in: quick, no password is hashed. */
export async function buildUser({ sql }: TestDatabase): Promise<string> {
  const id = randomUUID();
  await sql`insert into auth.users (id, email, raw_user_meta_data)
    values (${id}, ${uniqueEmail()}, '{"invited": true, "display_name": "Someone"}')`;
  return id;
}

/** A confirmed user who is signed in. Without `hasTeam` no organisation is made for them. */
export async function buildPerson(
  { service, makeClient }: TestDatabase,
  options: { name?: string; hasTeam?: boolean } = {},
): Promise<Person> {
  const email = uniqueEmail();
  const { data, error } = await service.auth.admin.createUser({
    email,
    password: PASSWORD,
    email_confirm: true,
    user_metadata: { display_name: options.name ?? 'Someone', ...(options.hasTeam ? {} : { invited: true }) },
  });
  if (error) throw error;
  const client = makeClient();
  const signedIn = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (signedIn.error) throw signedIn.error;
  return { id: data.user.id, email, client };
}

export async function buildOrganization({ service }: TestDatabase): Promise<string> {
  return must(await service.from('organizations').insert({ name: 'Test team' }).select('id').single()).id;
}

export async function addMember(
  { service }: TestDatabase,
  membership: { organizationId: string; userId: string; role: MemberRole },
): Promise<void> {
  const { organizationId, userId, role } = membership;
  must(
    await service
      .from('memberships')
      .insert({ organization_id: organizationId, user_id: userId, role })
      .select('role')
      .single(),
  );
}

/** An interview, with an organisation of its own unless one is given. */
export async function buildInterview(
  database: TestDatabase,
  overrides: Partial<TablesInsert<'interviews'>> = {},
): Promise<string> {
  const row = {
    organization_id: overrides.organization_id ?? (await buildOrganization(database)),
    title: 'Pairing',
    candidate_name: 'Casey',
    candidate_email: 'casey@example.com',
    language: 'python',
    ...overrides,
  };
  return must(await database.service.from('interviews').insert(row).select('id').single()).id;
}

export async function buildLink(
  { service }: TestDatabase,
  interviewId: string,
  overrides: Partial<TablesInsert<'invite_links'>> = {},
): Promise<string> {
  return must(
    await service
      .from('invite_links')
      .insert({ interview_id: interviewId, ...newLink(), ...overrides })
      .select('id')
      .single(),
  ).id;
}

/** What an insert of a link needs beside its interview. */
export function newLink() {
  return {
    role: 'candidate' as const,
    secret_hash: randomBytes(32).toString('hex'),
    expires_at: new Date(Date.now() + 3600_000).toISOString(),
  };
}

/** A guest who waits, with a link of their own. */
export async function buildGuest(database: TestDatabase, interviewId: string): Promise<string> {
  const link = await buildLink(database, interviewId);
  return must(
    await database.service
      .from('participants')
      .insert({ interview_id: interviewId, role: 'candidate', link_id: link, display_name: 'Casey' })
      .select('id')
      .single(),
  ).id;
}

/** A statement and one hidden test for an interview. */
export async function buildProblem({ service }: TestDatabase, interviewId: string): Promise<void> {
  const tests = { kind: 'stdio', cases: [{ stdin: '1', expected: '2', hidden: true }] };
  must(
    await service
      .from('interview_problems')
      .insert({ interview_id: interviewId, statement: 'Add one.', tests })
      .select('interview_id')
      .single(),
  );
}

/** What an insert of a recording needs: an empty tape at a path of its own. */
export function newRecording(interviewId: string) {
  const hex = () => randomBytes(32).toString('hex');
  return {
    interview_id: interviewId,
    path: `2026/11/28/${interviewId}/tape.interlace`,
    bytes: 1,
    sha256: hex(),
    root: hex(),
    frames: 0,
    sealed_at: new Date().toISOString(),
    public_key: hex(),
  };
}

/** A link to an interview's replay that works. */
export async function buildReplayLink({ service }: TestDatabase, interviewId: string): Promise<string> {
  const { secret_hash, expires_at } = newLink();
  return must(
    await service
      .from('replay_links')
      .insert({ interview_id: interviewId, secret_hash, expires_at })
      .select('id')
      .single(),
  ).id;
}

/** A comment on the first moment of a replay. */
export async function buildComment(
  { service }: TestDatabase,
  interviewId: string,
  overrides: Partial<TablesInsert<'replay_comments'>> = {},
): Promise<string> {
  const row = { interview_id: interviewId, at_ms: 0, position: 0, body: 'Look.', ...overrides };
  return must(await service.from('replay_comments').insert(row).select('id').single()).id;
}

/** What a question holds; small, and complete enough for what SQL reads of it. */
export const QUESTION_CONTENT = {
  title: 'Two sum',
  kind: 'coding' as const,
  difficulty: 'easy' as const,
  tags: ['arrays', 'hash-map'],
  minutes: 20,
  statement: 'Find two numbers.',
  starters: { python: [{ path: 'main.py', text: '' }] },
  rubric: [{ id: 'correct', title: 'Correct', levels: { weak: 'No', sound: 'Yes', strong: 'Proven' } }],
};

/** A question with its first version: of the library when no organisation is given. */
export async function buildQuestion(
  { service }: TestDatabase,
  organizationId: string | null,
  overrides: Partial<TablesInsert<'questions'>> = {},
): Promise<string> {
  const { title, kind, difficulty, minutes } = QUESTION_CONTENT;
  const slug = organizationId === null ? `q-${randomBytes(6).toString('hex')}` : null;
  const row = { organization_id: organizationId, slug, title, kind, difficulty, minutes, ...overrides };
  const { id } = must(await service.from('questions').insert(row).select('id').single());
  must(
    await service
      .from('question_versions')
      .insert({ question_id: id, version: 1, content: QUESTION_CONTENT })
      .select('version')
      .single(),
  );
  return id;
}

/** A draft of a model that waits for somebody to decide, unless it says otherwise. Gives its id. */
export async function buildDraft(
  { service }: TestDatabase,
  draft: Partial<TablesInsert<'question_drafts'>> & { organization_id: string; question_id: string | null },
): Promise<string> {
  const row = { request: { topic: 'Sorting' }, model: 'a-model', state: 'open' as const, ...draft };
  return must(await service.from('question_drafts').insert(row).select('id').single()).id;
}

/** Puts a question of the interview's organisation into its plan, and gives its id. */
export async function planQuestion(database: TestDatabase, interviewId: string): Promise<string> {
  const { service } = database;
  const { organization_id } = must(
    await service.from('interviews').select('organization_id').eq('id', interviewId).single(),
  );
  const questionId = await buildQuestion(database, organization_id);
  const row = { interview_id: interviewId, position: 0, question_id: questionId, version: 1 };
  must(await service.from('interview_questions').insert(row).select('position').single());
  return questionId;
}

/** A note on the interview as a whole. */
export async function buildNote(
  { service }: TestDatabase,
  interviewId: string,
  overrides: Partial<TablesInsert<'interview_notes'>> = {},
): Promise<string> {
  const row = { interview_id: interviewId, at_ms: 0, text: 'Asks about the limits.', ...overrides };
  return must(await service.from('interview_notes').insert(row).select('id').single()).id;
}

/** A mark by this author of the only row of a question, which is put into the plan unless it is given. Gives its question. */
export async function buildMark(
  database: TestDatabase,
  interviewId: string,
  { author, ...overrides }: Partial<TablesInsert<'rubric_marks'>> & { author: string },
): Promise<string> {
  const questionId = overrides.question_id ?? (await planQuestion(database, interviewId));
  const row = {
    interview_id: interviewId,
    question_id: questionId,
    version: 1,
    criterion: 'correct',
    mark: 'sound' as const,
    ...overrides,
    author,
  };
  must(await database.service.from('rubric_marks').insert(row).select('mark').single());
  return questionId;
}
