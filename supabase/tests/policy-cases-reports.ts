import { randomUUID } from 'node:crypto';
import { must, newRecording } from './people.ts';
import { type PolicyCase, type Team, WRITERS } from './policy-team.ts';

/** Reports of interviews, and what people decided about the drafts in them. */
export const listReportCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newReport = async () => {
    const report = { interview_id: await team.newInterview(), content: { version: 1 }, is_complete: false };
    must(await database.service.from('interview_reports').insert(report).select());
    return report;
  };
  const newDecision = async () => {
    const decision = {
      interview_id: await team.newInterview(),
      claim_id: randomUUID(),
      decision: 'kept' as const,
      decided_by: await team.newMember('interviewer'),
    };
    must(await database.service.from('claim_decisions').insert(decision).select());
    return decision;
  };
  return [
    {
      table: 'interview_reports',
      what: 'read them',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_reports')
          .select()
          .eq('interview_id', (await newReport()).interview_id),
    },
    {
      table: 'interview_reports',
      what: 'make one up',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_reports')
          .insert({ interview_id: await team.newInterview(), content: {}, is_complete: true })
          .select(),
    },
    {
      table: 'interview_reports',
      what: 'change one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interview_reports')
          .update({ is_complete: true })
          .eq('interview_id', (await newReport()).interview_id)
          .select(),
    },
    {
      table: 'reports_due',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) => {
        const { interview_id } = await newReport();
        must(await database.service.from('recordings').insert(newRecording(interview_id)).select());
        return client.from('reports_due').select().eq('interview_id', interview_id);
      },
    },
    {
      table: 'claim_decisions',
      what: 'read those of others',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('claim_decisions')
          .select()
          .eq('claim_id', (await newDecision()).claim_id),
    },
    {
      table: 'claim_decisions',
      what: 'decide',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('claim_decisions')
          .insert({
            interview_id: await team.newInterview(),
            claim_id: randomUUID(),
            decision: 'kept',
            ...(userId && { decided_by: userId }),
          })
          .select(),
    },
    {
      table: 'claim_decisions',
      what: 'decide in the name of somebody else',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('claim_decisions')
          .insert({
            interview_id: await team.newInterview(),
            claim_id: randomUUID(),
            decision: 'kept',
            decided_by: await team.newMember('interviewer'),
          })
          .select(),
    },
    {
      table: 'claim_decisions',
      what: 'decide otherwise',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('claim_decisions')
          .update({ decision: 'dropped', ...(userId && { decided_by: userId }) })
          .eq('claim_id', (await newDecision()).claim_id)
          .select(),
    },
    {
      table: 'claim_decisions',
      what: 'take one back',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('claim_decisions')
          .delete()
          .eq('claim_id', (await newDecision()).claim_id)
          .select(),
    },
  ];
};
