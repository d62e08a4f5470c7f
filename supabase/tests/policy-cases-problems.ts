import { buildInterview, buildProblem } from './people.ts';
import { MEMBERS, type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** What candidates are asked, with the tests: hidden ones too. */
export const listProblemCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newProblem = async () => {
    const id = await team.newInterview();
    await buildProblem(database, id);
    return id;
  };
  return [
    {
      table: 'interview_problems',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .select()
          .eq('interview_id', await newProblem()),
    },
    {
      table: 'interview_problems',
      what: 'write one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .insert({ interview_id: await team.newInterview(), statement: 'Add one.', tests: null })
          .select(),
    },
    {
      table: 'interview_problems',
      what: 'write one for an interview of another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .insert({ interview_id: await buildInterview(database), statement: 'Add one.' })
          .select(),
    },
    {
      table: 'interview_problems',
      what: 'change one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .update({ statement: 'Add two.', tests: null })
          .eq('interview_id', await newProblem())
          .select(),
    },
    {
      table: 'interview_problems',
      what: 'move one to another interview',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .update({ interview_id: await team.newInterview() })
          .eq('interview_id', await newProblem())
          .select(),
    },
    {
      table: 'interview_problems',
      what: "write one in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .insert({
            interview_id: await team.newInterview(),
            updated_by: await team.newMember('interviewer'),
          })
          .select(),
    },
    {
      table: 'interview_problems',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_problems')
          .delete()
          .eq('interview_id', await newProblem())
          .select(),
    },
  ];
};
