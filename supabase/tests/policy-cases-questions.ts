import { buildInterview, buildOrganization, buildQuestion, QUESTION_CONTENT } from './people.ts';
import { MEMBERS, type PolicyCase, ROLES, type Team, WRITERS } from './policy-team.ts';

/** The question bank: what it says to members, what it holds for those who interview, and what interviews use of it. */
export const listQuestionCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const { title, kind, difficulty, minutes } = QUESTION_CONTENT;
  const newQuestion = () => buildQuestion(database, team.organizationId);
  const newPlan = async () => {
    const id = await team.newInterview();
    const row = { interview_id: id, position: 0, question_id: await newQuestion(), version: 1 };
    const { error } = await database.service.from('interview_questions').insert(row);
    if (error) throw error;
    return id;
  };
  return [
    {
      table: 'questions',
      what: 'read those of the organisation',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .select()
          .eq('id', await newQuestion()),
    },
    {
      table: 'questions',
      what: 'read the library',
      allowed: ROLES.filter((role) => role !== 'anon'),
      run: async ({ client }) =>
        client
          .from('questions')
          .select()
          .eq('id', await buildQuestion(database, null)),
    },
    {
      table: 'questions',
      what: 'create one',
      allowed: [...WRITERS, 'service'],
      run: ({ client }) =>
        client
          .from('questions')
          .insert({ organization_id: team.organizationId, title, kind, difficulty, minutes })
          .select(),
    },
    {
      table: 'questions',
      what: 'create one in another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .insert({
            organization_id: await buildOrganization(database),
            title,
            kind,
            difficulty,
            minutes,
          })
          .select(),
    },
    {
      table: 'questions',
      what: 'add to the library',
      allowed: ['service'],
      run: ({ client }) =>
        client
          .from('questions')
          .insert({ slug: `q-${crypto.randomUUID()}`, title, kind, difficulty, minutes })
          .select(),
    },
    {
      table: 'questions',
      what: 'retire one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .update({ retired_at: new Date().toISOString() })
          .eq('id', await newQuestion())
          .select(),
    },
    {
      table: 'questions',
      what: 'retire one of the library',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .update({ retired_at: new Date().toISOString() })
          .eq('id', await buildQuestion(database, null))
          .select(),
    },
    {
      table: 'questions',
      what: 'publish one without verifying it',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .update({ published_version: 1 })
          .eq('id', await newQuestion())
          .select(),
    },
    {
      table: 'questions',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('questions')
          .delete()
          .eq('id', await newQuestion())
          .select(),
    },
    {
      table: 'question_versions',
      what: 'read what one holds',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .select()
          .eq('question_id', await newQuestion()),
    },
    {
      table: 'question_versions',
      what: 'read what one of the library holds',
      // The outsider interviews in a team of their own.
      allowed: [...WRITERS, 'outsider', 'service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .select()
          .eq('question_id', await buildQuestion(database, null)),
    },
    {
      table: 'question_versions',
      what: 'add a version',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .insert({ question_id: await newQuestion(), version: 2, content: QUESTION_CONTENT })
          .select(),
    },
    {
      table: 'question_versions',
      what: 'add a version to the library',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .insert({ question_id: await buildQuestion(database, null), version: 2, content: QUESTION_CONTENT })
          .select(),
    },
    {
      table: 'question_versions',
      what: 'change a draft',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .update({ content: { ...QUESTION_CONTENT, title: 'Three sum' } })
          .eq('question_id', await newQuestion())
          .select(),
    },
    {
      table: 'question_versions',
      what: 'say that it is verified',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .update({ verdict: { isVerified: true }, published_at: new Date().toISOString() })
          .eq('question_id', await newQuestion())
          .select(),
    },
    {
      table: 'question_versions',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_versions')
          .delete()
          .eq('question_id', await newQuestion())
          .select(),
    },
    {
      table: 'interview_questions',
      what: 'read the plan',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_questions')
          .select()
          .eq('interview_id', await newPlan()),
    },
    {
      table: 'interview_questions',
      what: 'add to the plan',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_questions')
          .insert({
            interview_id: await team.newInterview(),
            position: 0,
            question_id: await newQuestion(),
            version: 1,
          })
          .select(),
    },
    {
      table: 'interview_questions',
      what: 'add to the plan of another organisation',
      allowed: [],
      run: async ({ client }) =>
        client
          .from('interview_questions')
          .insert({
            interview_id: await buildInterview(database),
            position: 0,
            question_id: await newQuestion(),
            version: 1,
          })
          .select(),
    },
    {
      table: 'interview_questions',
      what: 'change the version that an interview uses',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_questions')
          .update({ position: 1 })
          .eq('interview_id', await newPlan())
          .select(),
    },
    {
      table: 'interview_questions',
      what: 'take from the plan',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_questions')
          .delete()
          .eq('interview_id', await newPlan())
          .select(),
    },
  ];
};
