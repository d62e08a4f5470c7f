import { randomUUID } from 'node:crypto';
import { must } from './people.ts';
import { MEMBERS, type PolicyCase, type Team, WRITERS } from './policy-team.ts';

const newUsage = (interview_id: string) => ({
  id: randomUUID(),
  interview_id,
  model: 'a-model',
  turns: 1,
  input_tokens: 100,
  cached_input_tokens: 10,
  output_tokens: 20,
  cost_micros: 3,
});

/** Which AI interviewer holds an interview, by which process, and at what cost. */
export const listInterviewerCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  const newLease = async () => {
    const lease = {
      interview_id: await team.newInterview(),
      host: randomUUID(),
      expires_at: new Date().toISOString(),
    };
    must(await database.service.from('interviewer_leases').insert(lease).select());
    return lease;
  };
  const newReport = async () => {
    const usage = newUsage(await team.newInterview());
    must(await database.service.from('interviewer_usage').insert(usage).select());
    return usage;
  };
  return [
    {
      table: 'interviews',
      what: 'say who interviews',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ interviewer_mind: 'auto', is_adaptive: true })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'create one that an AI interviewer holds',
      allowed: [...WRITERS, 'service'],
      run: ({ client, userId }) =>
        client
          .from('interviews')
          .insert({
            organization_id: team.organizationId,
            created_by: userId,
            title: 'Screening',
            candidate_name: 'Casey',
            language: 'python',
            interviewer_mind: 'scripted',
            is_adaptive: true,
          })
          .select(),
    },
    {
      table: 'interviews',
      what: 'say whether the candidate has an assistant',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ allows_assistant: true })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'create one with an assistant',
      allowed: [...WRITERS, 'service'],
      run: ({ client, userId }) =>
        client
          .from('interviews')
          .insert({
            organization_id: team.organizationId,
            created_by: userId,
            title: 'Screening',
            candidate_name: 'Casey',
            language: 'python',
            allows_assistant: true,
          })
          .select(),
    },
    {
      table: 'interviewer_usage',
      what: 'report what an assistant used',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_usage')
          .insert({ ...newUsage(await team.newInterview()), purpose: 'assistant' })
          .select(),
    },
    {
      table: 'participants',
      what: 'put an AI interviewer there',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('participants')
          .insert({ interview_id: await team.newInterview(), role: 'ai', display_name: 'AI interviewer' })
          .select(),
    },
    {
      table: 'interviewer_leases',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_leases')
          .select()
          .eq('interview_id', (await newLease()).interview_id),
    },
    {
      table: 'interviewer_leases',
      what: 'take one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_leases')
          .insert({
            interview_id: await team.newInterview(),
            host: randomUUID(),
            expires_at: new Date().toISOString(),
          })
          .select(),
    },
    {
      table: 'interviewer_leases',
      what: 'end one',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_leases')
          .delete()
          .eq('interview_id', (await newLease()).interview_id)
          .select(),
    },
    {
      table: 'interviewer_leases',
      what: 'claim interviews',
      allowed: ['service'],
      run: async ({ client }) => {
        const { interview_id, host } = await newLease();
        const { data, error } = await client.rpc('claim_interviews', {
          p_host: host,
          p_held: [interview_id],
          p_released: [],
          p_room: 0,
          p_lease_ms: 1000,
        });
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'interviewer_usage',
      what: 'read it',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviewer_usage')
          .select()
          .eq('interview_id', (await newReport()).interview_id),
    },
    {
      table: 'interviewer_usage',
      what: 'report some',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_usage')
          .insert(newUsage(await team.newInterview()))
          .select(),
    },
    {
      table: 'interviewer_usage',
      what: 'change it',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviewer_usage')
          .update({ cost_micros: 0 })
          .eq('id', (await newReport()).id)
          .select(),
    },
    {
      table: 'interviewer_usage_totals',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviewer_usage_totals')
          .select()
          .eq('interview_id', (await newReport()).interview_id),
    },
  ];
};
