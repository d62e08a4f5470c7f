import { buildInterview, buildMark, buildNote, planQuestion } from './people.ts';
import { type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** Notes and marks of those who hold an interview. Reviewers and people of other organisations have none of it. */
export const listNoteCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newNote = (interviewId: string, questionId: string | null = null) => ({
    interview_id: interviewId,
    question_id: questionId,
    at_ms: 1,
    text: 'Asks about the limits.',
  });
  const newMark = (interviewId: string, questionId: string) => ({
    interview_id: interviewId,
    question_id: questionId,
    version: 1,
    criterion: 'correct',
    mark: 'sound' as const,
  });
  /** An interview, with a mark of somebody else who holds it. */
  const newMarked = async () => {
    const id = await team.newInterview();
    const questionId = await buildMark(database, id, { author: await team.newMember('interviewer') });
    return { id, questionId };
  };
  return [
    {
      table: 'interview_notes',
      what: 'read those of others',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const author = await team.newMember('interviewer');
        const id = await buildNote(database, await team.newInterview(), { author });
        return client.from('interview_notes').select().eq('id', id);
      },
    },
    {
      table: 'interview_notes',
      what: 'read those of an interview that is over',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const interviewId = await team.newInterview();
        const id = await buildNote(database, interviewId);
        await database.service.from('interviews').update({ status: 'completed' }).eq('id', interviewId);
        return client.from('interview_notes').select().eq('id', id);
      },
    },
    {
      table: 'interview_notes',
      what: 'read one that somebody else deleted',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildNote(database, await team.newInterview(), {
          author: await team.newMember('interviewer'),
          deleted_at: new Date().toISOString(),
        });
        return client.from('interview_notes').select().eq('id', id);
      },
    },
    {
      table: 'interview_notes',
      what: 'write one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const id = await team.newInterview();
        return client
          .from('interview_notes')
          .insert(newNote(id, await planQuestion(database, id)))
          .select();
      },
    },
    {
      table: 'interview_notes',
      what: "write one in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_notes')
          .insert({ ...newNote(await team.newInterview()), author: await team.newMember('interviewer') })
          .select(),
    },
    {
      table: 'interview_notes',
      what: 'write one in an interview of another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_notes')
          .insert(newNote(await buildInterview(database)))
          .select(),
    },
    {
      table: 'interview_notes',
      what: 'write one about a question that is not in the plan',
      allowed: ['service'],
      run: async ({ client }) => {
        const other = await planQuestion(database, await team.newInterview());
        return client
          .from('interview_notes')
          .insert(newNote(await team.newInterview(), other))
          .select();
      },
    },
    {
      table: 'interview_notes',
      what: 'change and delete their own',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const id = await buildNote(database, await team.newInterview(), { author: userId });
        return client
          .from('interview_notes')
          .update({ text: 'Asks about duplicates.', deleted_at: new Date().toISOString() })
          .eq('id', id)
          .select();
      },
    },
    {
      table: 'interview_notes',
      what: 'change one of somebody else',
      allowed: ['service'],
      run: async ({ client }) => {
        const author = await team.newMember('interviewer');
        const id = await buildNote(database, await team.newInterview(), { author });
        return client.from('interview_notes').update({ text: 'Changed.' }).eq('id', id).select();
      },
    },
    {
      table: 'interview_notes',
      what: 'move one to another moment',
      allowed: ['service'],
      run: async ({ client, userId }) => {
        const id = await buildNote(database, await team.newInterview(), { author: userId });
        return client.from('interview_notes').update({ at_ms: 2 }).eq('id', id).select();
      },
    },
    {
      table: 'interview_notes',
      what: 'remove one for good',
      allowed: ['service'],
      run: async ({ client, userId }) => {
        const id = await buildNote(database, await team.newInterview(), { author: userId });
        return client.from('interview_notes').delete().eq('id', id).select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'read their own',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const id = await team.newInterview();
        await buildMark(database, id, { author: userId });
        return client.from('rubric_marks').select().eq('interview_id', id).eq('author', userId);
      },
    },
    {
      table: 'rubric_marks',
      what: 'read those of others before they have marked themselves',
      allowed: ['service'],
      run: async ({ client }) => {
        const { id } = await newMarked();
        return client.from('rubric_marks').select().eq('interview_id', id);
      },
    },
    {
      table: 'rubric_marks',
      what: 'read those of others once they have marked themselves',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const { id, questionId } = await newMarked();
        await buildMark(database, id, { author: userId, question_id: questionId });
        return client.from('rubric_marks').select().eq('interview_id', id).neq('author', userId);
      },
    },
    {
      table: 'rubric_marks',
      what: 'read those of others once the interview is over',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const { id } = await newMarked();
        await database.service.from('interviews').update({ status: 'completed' }).eq('id', id);
        return client.from('rubric_marks').select().eq('interview_id', id);
      },
    },
    {
      table: 'rubric_marks',
      what: 'mark a row of the plan',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const id = await team.newInterview();
        const mark = newMark(id, await planQuestion(database, id));
        return client
          .from('rubric_marks')
          .insert({ ...mark, author: userId })
          .select();
      },
    },
    {
      table: 'rubric_marks',
      what: "mark in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await team.newInterview();
        return client
          .from('rubric_marks')
          .insert({
            ...newMark(id, await planQuestion(database, id)),
            author: await team.newMember('interviewer'),
          })
          .select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'mark a row that the question does not have',
      allowed: ['service'],
      run: async ({ client, userId }) => {
        const id = await team.newInterview();
        const mark = { ...newMark(id, await planQuestion(database, id)), criterion: 'style' };
        return client
          .from('rubric_marks')
          .insert({ ...mark, author: userId })
          .select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'mark in an interview of another organisation',
      allowed: ['service'],
      run: async ({ client, userId }) => {
        const id = await buildInterview(database);
        const mark = newMark(id, await planQuestion(database, id));
        return client
          .from('rubric_marks')
          .insert({ ...mark, author: userId })
          .select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'change their own',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const id = await team.newInterview();
        await buildMark(database, id, { author: userId });
        return client.from('rubric_marks').update({ mark: 'strong' }).eq('interview_id', id).select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'change one of somebody else that they see',
      allowed: ['service'],
      run: async ({ client }) => {
        const { id } = await newMarked();
        await database.service.from('interviews').update({ status: 'completed' }).eq('id', id);
        return client.from('rubric_marks').update({ mark: 'weak' }).eq('interview_id', id).select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'take back their own',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) => {
        const id = await team.newInterview();
        await buildMark(database, id, { author: userId });
        return client.from('rubric_marks').delete().eq('interview_id', id).select();
      },
    },
    {
      table: 'rubric_marks',
      what: 'take back one of somebody else',
      allowed: ['service'],
      run: async ({ client }) => {
        const { id } = await newMarked();
        await database.service.from('interviews').update({ status: 'completed' }).eq('id', id);
        return client.from('rubric_marks').delete().eq('interview_id', id).select();
      },
    },
  ];
};
