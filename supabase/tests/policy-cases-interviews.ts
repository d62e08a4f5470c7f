import { buildGuest, buildLink, buildOrganization, buildUser, newLink } from './people.ts';
import { MANAGERS, MEMBERS, type PolicyCase, type Team, WRITERS } from './policy-team.ts';

const interviewRow = (team: Team, createdBy: string) => ({
  organization_id: team.organizationId,
  created_by: createdBy,
  title: 'Pairing',
  candidate_name: 'Casey',
  language: 'python',
});

/** Interviews, links and participants. */
export const listInterviewCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  return [
    {
      table: 'interviews',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .select()
          .eq('id', await team.newInterview()),
    },
    {
      table: 'interviews',
      what: 'create one',
      allowed: [...WRITERS, 'service'],
      run: ({ client, userId }) => client.from('interviews').insert(interviewRow(team, userId)).select(),
    },
    {
      table: 'interviews',
      what: "create one in somebody else's name",
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .insert(interviewRow(team, await team.newMember('interviewer')))
          .select(),
    },
    {
      table: 'interviews',
      what: 'change the title and the length',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ title: 'Other', minutes: 45 })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'change the status, which is the room’s to say',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ status: 'in_progress' })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'move one to another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .update({ organization_id: await buildOrganization(database) })
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interviews',
      what: 'delete one',
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interviews')
          .delete()
          .eq('id', await team.newInterview())
          .select(),
    },
    {
      table: 'interview_overview',
      what: 'read it',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) =>
        client
          .from('interview_overview')
          .select()
          .eq('id', await team.newInterview()),
    },
    {
      table: 'invite_links',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) => {
        const id = await buildLink(database, await team.newInterview());
        return client.from('invite_links').select().eq('id', id);
      },
    },
    {
      table: 'invite_links',
      what: 'create one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('invite_links')
          .insert({ interview_id: await team.newInterview(), created_by: userId, ...newLink() })
          .select(),
    },
    {
      table: 'invite_links',
      what: 'revoke one',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const id = await buildLink(database, await team.newInterview());
        return client
          .from('invite_links')
          .update({ revoked_at: new Date().toISOString() })
          .eq('id', id)
          .select();
      },
    },
    {
      table: 'invite_links',
      what: 'give one another secret',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildLink(database, await team.newInterview());
        const { secret_hash } = newLink();
        return client.from('invite_links').update({ secret_hash }).eq('id', id).select();
      },
    },
    {
      table: 'invite_links',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildLink(database, await team.newInterview());
        return client.from('invite_links').delete().eq('id', id).select();
      },
    },
    {
      table: 'participants',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: async ({ client }) => {
        const id = await buildGuest(database, await team.newInterview());
        return client.from('participants').select().eq('id', id);
      },
    },
    {
      table: 'participants',
      what: 'join as interviewer',
      allowed: [...WRITERS, 'service'],
      run: async ({ client, userId }) =>
        client
          .from('participants')
          .insert({
            interview_id: await team.newInterview(),
            role: 'interviewer',
            user_id: userId,
            display_name: 'I',
          })
          .select(),
    },
    {
      table: 'participants',
      what: 'bring somebody from another organisation',
      allowed: ['service'],
      run: async ({ client }) =>
        client
          .from('participants')
          .insert({
            interview_id: await team.newInterview(),
            role: 'interviewer',
            user_id: await buildUser(database),
            display_name: 'Stranger',
          })
          .select(),
    },
    {
      table: 'participants',
      what: 'make up a candidate',
      allowed: ['service'],
      run: async ({ client }) => {
        const interviewId = await team.newInterview();
        const link = await buildLink(database, interviewId);
        return client
          .from('participants')
          .insert({ interview_id: interviewId, role: 'candidate', link_id: link, display_name: 'Casey' })
          .select();
      },
    },
    {
      table: 'participants',
      what: 'admit a guest',
      allowed: [...WRITERS, 'service'],
      run: async ({ client }) => {
        const id = await buildGuest(database, await team.newInterview());
        return client.from('participants').update({ admission: 'admitted' }).eq('id', id).select();
      },
    },
    {
      table: 'participants',
      what: 'consent for a guest',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildGuest(database, await team.newInterview());
        return client
          .from('participants')
          .update({ consent_at: new Date().toISOString() })
          .eq('id', id)
          .select();
      },
    },
    {
      table: 'participants',
      what: "change a guest's role",
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildGuest(database, await team.newInterview());
        return client.from('participants').update({ role: 'interviewer' }).eq('id', id).select();
      },
    },
  ];
};
