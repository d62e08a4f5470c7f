import { randomUUID } from 'node:crypto';
import { must } from './people.ts';
import { MANAGERS, type PolicyCase, type Team } from './policy-team.ts';

/** The audit log and the tables of the service itself. */
export const listServiceCases = (team: Team): PolicyCase[] => {
  const { database } = team;
  return [
    {
      table: 'audit_log',
      what: 'read it',
      allowed: [...MANAGERS, 'service'],
      run: async ({ client }) =>
        client
          .from('audit_log')
          .select()
          .eq('subject_id', await team.newInterview()),
    },
    {
      table: 'audit_log',
      what: 'write into it',
      allowed: ['service'],
      run: ({ client }) =>
        client
          .from('audit_log')
          .insert({ organization_id: team.organizationId, action: 'test.made', subject_type: 'test' })
          .select(),
    },
    {
      table: 'audit_log',
      what: 'change it',
      allowed: [],
      run: async ({ client }) =>
        client
          .from('audit_log')
          .update({ action: 'test.changed' })
          .eq('subject_id', await team.newInterview())
          .select(),
    },
    {
      table: 'audit_log',
      what: 'delete from it',
      allowed: [],
      run: async ({ client }) =>
        client
          .from('audit_log')
          .delete()
          .eq('subject_id', await team.newInterview())
          .select(),
    },
    {
      table: 'rate_limits',
      what: 'read them',
      allowed: ['service'],
      run: async ({ client }) => {
        const key = randomUUID();
        must(await database.service.rpc('take_rate_limit', { p_key: key, p_limit: 1, p_window_seconds: 60 }));
        return client.from('rate_limits').select().eq('key', key);
      },
    },
    {
      table: 'rate_limits',
      what: 'reset one',
      allowed: ['service'],
      run: async ({ client }) => {
        const key = randomUUID();
        must(await database.service.rpc('take_rate_limit', { p_key: key, p_limit: 1, p_window_seconds: 60 }));
        return client.from('rate_limits').delete().eq('key', key).select();
      },
    },
    {
      table: 'rate_limits',
      what: 'take a try',
      allowed: ['service'],
      run: async ({ client }) => {
        const args = { p_key: randomUUID(), p_limit: 1, p_window_seconds: 60 };
        const { data, error } = await client.rpc('take_rate_limit', args);
        return { data: data ? [data] : [], error };
      },
    },
    {
      table: 'dev_mailbox',
      what: 'read it',
      allowed: ['service'],
      run: async ({ client }) => {
        const mail = { to_address: `${randomUUID()}@example.com`, subject: 's', text: 't' };
        must(await database.service.from('dev_mailbox').insert(mail).select());
        return client.from('dev_mailbox').select().eq('to_address', mail.to_address);
      },
    },
    {
      table: 'dev_mailbox',
      what: 'put a mail into it',
      allowed: ['service'],
      run: ({ client }) =>
        client.from('dev_mailbox').insert({ to_address: 'x@example.com', subject: 's', text: 't' }).select(),
    },
  ];
};
