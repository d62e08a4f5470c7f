import { createQuestion } from '#app/features/questions/question-store.server.ts';
import { createRequestClient, getServiceClient } from '#app/server/supabase.server.ts';
import { type Question, type QuestionInput, questionSchema } from '#core/question.ts';
import { signInAs, type Visitor } from './visitor.ts';

/** A question that has all it needs to be published. */
export function makeQuestion(change: Partial<QuestionInput> = {}): Question {
  return questionSchema.parse({
    title: 'Double a number',
    kind: 'coding',
    difficulty: 'easy',
    tags: ['numbers'],
    minutes: 10,
    statement: '# Double\n\nGive twice the number.',
    starters: { python: [{ path: 'main.py', text: 'def double(n):\n    pass\n' }] },
    solutions: { python: [{ path: 'main.py', text: 'def double(n):\n    return 2 * n  # the-solution\n' }] },
    tests: {
      kind: 'function',
      function: 'double',
      cases: [
        { input: [2], expected: 4 },
        { name: 'Large', input: [4444], expected: 8888, hidden: true },
      ],
    },
    hints: ['Add it to itself.'],
    guide: 'the-guide',
    followUps: ['What about text?'],
    rubric: [
      { id: 'correct', title: 'Correct', levels: { weak: 'Wrong', sound: 'Right', strong: 'Proven' } },
    ],
    ...change,
  });
}

/** A question of the demo organisation, written by its interviewer unless somebody else is named. */
export async function buildQuestion(change: Partial<QuestionInput> = {}, by?: Visitor): Promise<string> {
  const author = by ?? (await signInAs('interviewer'));
  const { supabase } = createRequestClient(author.request('/'));
  const id = await createQuestion(supabase, await getDemoOrganisation(), makeQuestion(change));
  if (!id) throw new Error('The question was refused.');
  return id;
}

/** A question of the demo organisation that was published. */
export async function buildPublished(change: Partial<QuestionInput> = {}): Promise<string> {
  const id = await buildQuestion(change);
  await settle(id);
  return id;
}

/** Publishes the latest version as if it had been verified. */
export async function settle(id: string): Promise<void> {
  const service = getServiceClient();
  const { data } = await service.from('questions').select('revision').eq('id', id).single();
  const { error } = await service.rpc('settle_question', {
    p_question_id: id,
    p_revision: data?.revision ?? 0,
    p_verdict: { isVerified: true, gaps: [], languages: [] },
    p_publish: true,
    p_user_id: await getDemoUser(),
  });
  if (error) throw error;
}

let library = 0;

/** A published question of the library. */
export async function buildLibraryQuestion(change: Partial<QuestionInput> = {}): Promise<string> {
  const slug = `library-question-${++library}`;
  const service = getServiceClient();
  const put = await service.rpc('put_library_question', {
    p_slug: slug,
    p_digest: String(library).padStart(64, '0'),
    p_content: JSON.parse(JSON.stringify(makeQuestion(change))),
  });
  if (put.error) throw put.error;
  const { data, error } = await service.from('questions').select('id').eq('slug', slug).single();
  if (error) throw error;
  return data.id;
}

/** The organisation of the demo people. */
export async function getDemoOrganisation(): Promise<string> {
  const { data, error } = await getServiceClient()
    .from('organizations')
    .select('id')
    .eq('name', 'Acme Interviews')
    .single();
  if (error) throw error;
  return data.id;
}

async function getDemoUser(): Promise<string> {
  const { data, error } = await getServiceClient()
    .from('profiles')
    .select('user_id')
    .eq('display_name', 'Iris Interviewer')
    .single();
  if (error) throw error;
  return data.user_id;
}
