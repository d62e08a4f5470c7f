import { buildDraft, buildOrganization, buildQuestion, QUESTION_CONTENT } from './people.ts';
import { type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** Questions that a model drafted: read and rejected by those who interview, and told by the service alone. */
export const listDraftCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newQuestion = () => buildQuestion(database, team.organizationId);
  const newDraft = async () =>
    buildDraft(database, { organization_id: team.organizationId, question_id: await newQuestion() });
  const newDraftElsewhere = async () => {
    const organization_id = await buildOrganization(database);
    const question_id = await buildQuestion(database, organization_id);
    return buildDraft(database, { organization_id, question_id });
  };
  return [
    {
      table: 'question_drafts',
      what: 'read them',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .select()
          .eq('id', await newDraft()),
    },
    {
      table: 'question_drafts',
      what: 'read those of another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .select()
          .eq('id', await newDraftElsewhere()),
    },
    {
      table: 'question_drafts',
      what: 'say that a model drafted a question',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .insert({
            organization_id: team.organizationId,
            question_id: await newQuestion(),
            request: { topic: 'Sorting' },
            model: 'a-model',
            state: 'open',
          })
          .select(),
    },
    {
      table: 'question_drafts',
      what: 'reject one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .update({ state: 'rejected', reason: 'Too well known' })
          .eq('id', await newDraft())
          .select(),
    },
    {
      table: 'question_drafts',
      what: 'reject one with its question',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const { data, error } = await client.rpc('reject_draft', {
          p_draft_id: await newDraft(),
          p_reason: 'Too well known',
        });
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'question_drafts',
      what: 'reject one of another organisation',
      allowed: ['service'],
      run: async ({ client }) => {
        const { data, error } = await client.rpc('reject_draft', {
          p_draft_id: await newDraftElsewhere(),
          p_reason: 'Too well known',
        });
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'question_drafts',
      what: 'accept one without publishing',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .update({ state: 'accepted' })
          .eq('id', await newDraft())
          .select(),
    },
    {
      table: 'question_drafts',
      what: 'say what one cost',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .update({ cost_micros: 0 })
          .eq('id', await newDraft())
          .select(),
    },
    {
      table: 'question_drafts',
      what: 'open one',
      allowed: ['service'],
      run: async ({ client }) => {
        const p_question_id = await newQuestion();
        const p_draft_id = await buildDraft(database, {
          organization_id: team.organizationId,
          question_id: null,
          state: 'failed',
        });
        const { error } = await client.rpc('open_draft', { p_draft_id, p_question_id });
        return { data: error ? [] : [p_draft_id], error };
      },
    },
    {
      table: 'question_drafts',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('question_drafts')
          .delete()
          .eq('id', await newDraft())
          .select(),
    },
    {
      table: 'question_versions',
      what: 'add the next version in one step',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const { data, error } = await client.rpc('add_question_version', {
          p_question_id: await newQuestion(),
          p_replaces: 1,
          p_content: QUESTION_CONTENT,
        });
        return { data: data ? [data] : [], error };
      },
    },
  ];
};
