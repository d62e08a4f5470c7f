import { randomUUID } from 'node:crypto';
import { buildOrganization, buildUser } from './people.ts';
import { MANAGERS, MEMBERS, type PolicyCase, type Team } from './policy-team.ts';

/** Organisations, profiles and memberships. */
export const listPeopleCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  return [
    {
      table: 'organizations',
      what: 'read it',
      allowed: [...MEMBERS, 'service'],
      run: ({ client }) => client.from('organizations').select().eq('id', team.organizationId),
    },
    {
      table: 'organizations',
      what: 'make one by hand',
      allowed: ['service'],
      run: ({ client }) => client.from('organizations').insert({ name: 'Mine' }).select(),
    },
    {
      table: 'organizations',
      what: 'rename it',
      allowed: [...MANAGERS, 'service'],
      run: ({ client }) =>
        client.from('organizations').update({ name: 'New' }).eq('id', team.organizationId).select(),
    },
    {
      table: 'organizations',
      what: 'delete one',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await buildOrganization(database);
        return client.from('organizations').delete().eq('id', id).select();
      },
    },
    {
      table: 'profiles',
      what: "read a member's",
      allowed: [...MEMBERS, 'service'],
      run: ({ client }) =>
        client
          .from('profiles')
          .select()
          .eq('user_id', team.people.get('reviewer')?.id ?? ''),
    },
    {
      table: 'profiles',
      what: 'change the own',
      allowed: ['outsider', ...MEMBERS, 'service'],
      run: ({ client, userId }) =>
        client.from('profiles').update({ settings: {} }).eq('user_id', userId).select(),
    },
    {
      table: 'profiles',
      what: "change a member's",
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await team.newMember('reviewer');
        return client.from('profiles').update({ display_name: 'Fool' }).eq('user_id', id).select();
      },
    },
    {
      table: 'profiles',
      what: 'delete the own',
      allowed: ['service'],
      run: async ({ client, userId }) => {
        const id = client === database.service ? await team.newMember('reviewer') : userId;
        return client.from('profiles').delete().eq('user_id', id).select();
      },
    },
    {
      table: 'memberships',
      what: 'read them',
      allowed: [...MEMBERS, 'service'],
      run: ({ client }) => client.from('memberships').select().eq('organization_id', team.organizationId),
    },
    {
      table: 'memberships',
      what: 'add an interviewer',
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) => {
        const id = await buildUser(database);
        return client
          .from('memberships')
          .insert({ organization_id: team.organizationId, user_id: id, role: 'interviewer' })
          .select();
      },
    },
    {
      table: 'memberships',
      what: 'add an owner',
      allowed: ['owner', 'service'],
      run: async ({ client }) => {
        const id = await buildUser(database);
        return client
          .from('memberships')
          .insert({ organization_id: team.organizationId, user_id: id, role: 'owner' })
          .select();
      },
    },
    {
      table: 'memberships',
      what: "change a reviewer's role",
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) => {
        const id = await team.newMember('reviewer');
        return client.from('memberships').update({ role: 'interviewer' }).eq('user_id', id).select();
      },
    },
    {
      table: 'memberships',
      what: 'make an interviewer owner',
      allowed: ['owner', 'service'],
      run: async ({ client }) => {
        const id = await team.newMember('interviewer');
        return client.from('memberships').update({ role: 'owner' }).eq('user_id', id).select();
      },
    },
    {
      table: 'memberships',
      what: 'demote another owner',
      allowed: ['owner', 'service'],
      run: async ({ client }) => {
        const id = await team.newMember('owner');
        return client.from('memberships').update({ role: 'reviewer' }).eq('user_id', id).select();
      },
    },
    {
      table: 'memberships',
      what: 'change the own role',
      allowed: [],
      run: ({ client, userId }) =>
        client === database.service
          ? client.from('memberships').select().eq('user_id', randomUUID())
          : client.from('memberships').update({ role: 'owner' }).eq('user_id', userId).select(),
    },
    {
      table: 'memberships',
      what: 'move a membership to another organisation',
      allowed: ['service'],
      run: async ({ client }) => {
        const id = await team.newMember('reviewer');
        const other = await buildOrganization(database);
        return client.from('memberships').update({ organization_id: other }).eq('user_id', id).select();
      },
    },
    {
      table: 'memberships',
      what: 'remove a reviewer',
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) => {
        const id = await team.newMember('reviewer');
        return client.from('memberships').delete().eq('user_id', id).select();
      },
    },
  ];
};
