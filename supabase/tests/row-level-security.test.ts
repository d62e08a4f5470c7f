import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MemberRole } from '#core/roles.ts';
import { MEMBER_ROLES, memberCan } from '#core/roles.ts';
import type { ScriptClient } from '../client.ts';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildGuest,
  buildInterview,
  buildLink,
  buildOrganization,
  buildPerson,
  buildUser,
  must,
  newLink,
  type Person,
} from './people.ts';

type Role = 'anon' | 'outsider' | MemberRole | 'service';
const ROLES: Role[] = ['anon', 'outsider', 'reviewer', 'interviewer', 'admin', 'owner', 'service'];
const MEMBERS: Role[] = [...MEMBER_ROLES];
const WRITERS: Role[] = MEMBER_ROLES.filter((role) => memberCan(role, 'write-interviews'));
const MANAGERS: Role[] = MEMBER_ROLES.filter((role) => memberCan(role, 'manage-members'));

const database = startDatabase();
let organizationId = '';
const people = new Map<Role, Person>();

beforeAll(async () => {
  organizationId = await buildOrganization(database);
  for (const role of MEMBER_ROLES) {
    const person = await buildPerson(database);
    await addMember(database, { organizationId, userId: person.id, role });
    people.set(role, person);
  }
  people.set('outsider', await buildPerson(database, { hasTeam: true }));
});

/** What came of a statement: an error, or the rows it saw or changed. */
interface Outcome {
  data: unknown;
  error: { code: string } | null;
}

interface Attempt {
  client: ScriptClient;
  /** Whoever tries; the owner where nobody is signed in. */
  userId: string;
}

interface Case {
  table: string;
  what: string;
  allowed: Role[];
  /** Makes what the statement needs, past the policies, then runs it as the role. */
  run(attempt: Attempt): PromiseLike<Outcome>;
}

function attemptAs(role: Role): Attempt {
  const person = people.get(role);
  const owner = people.get('owner')?.id ?? '';
  if (role === 'service') return { client: database.service, userId: owner };
  return { client: person?.client ?? database.makeClient(), userId: person?.id ?? owner };
}

/** Whether the statement did its work. Only these are refusals: no privilege or policy (42501), or no row in sight. */
function isAllowed({ data, error }: Outcome): boolean {
  if (error) expect(error.code).toBe('42501');
  return error === null && Array.isArray(data) && data.length > 0;
}

const newInterview = () => buildInterview(database, { organization_id: organizationId });
const newMember = async (role: MemberRole) => {
  const userId = await buildUser(database);
  await addMember(database, { organizationId, userId, role });
  return userId;
};
const interviewRow = (createdBy: string) => ({
  organization_id: organizationId,
  created_by: createdBy,
  title: 'Pairing',
  candidate_name: 'Casey',
  language: 'python',
});

const CASES: Case[] = [
  {
    table: 'organizations',
    what: 'read it',
    allowed: [...MEMBERS, 'service'],
    run: ({ client }) => client.from('organizations').select().eq('id', organizationId),
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
      client.from('organizations').update({ name: 'New' }).eq('id', organizationId).select(),
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
        .eq('user_id', people.get('reviewer')?.id ?? ''),
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
      const id = await newMember('reviewer');
      return client.from('profiles').update({ display_name: 'Fool' }).eq('user_id', id).select();
    },
  },
  {
    table: 'profiles',
    what: 'delete the own',
    allowed: ['service'],
    run: async ({ client, userId }) => {
      const id = client === database.service ? await newMember('reviewer') : userId;
      return client.from('profiles').delete().eq('user_id', id).select();
    },
  },
  {
    table: 'memberships',
    what: 'read them',
    allowed: [...MEMBERS, 'service'],
    run: ({ client }) => client.from('memberships').select().eq('organization_id', organizationId),
  },
  {
    table: 'memberships',
    what: 'add an interviewer',
    allowed: [...MANAGERS, 'service'],
    run: async ({ client }) => {
      const id = await buildUser(database);
      return client
        .from('memberships')
        .insert({ organization_id: organizationId, user_id: id, role: 'interviewer' })
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
        .insert({ organization_id: organizationId, user_id: id, role: 'owner' })
        .select();
    },
  },
  {
    table: 'memberships',
    what: "change a reviewer's role",
    allowed: [...MANAGERS, 'service'],
    run: async ({ client }) => {
      const id = await newMember('reviewer');
      return client.from('memberships').update({ role: 'interviewer' }).eq('user_id', id).select();
    },
  },
  {
    table: 'memberships',
    what: 'make an interviewer owner',
    allowed: ['owner', 'service'],
    run: async ({ client }) => {
      const id = await newMember('interviewer');
      return client.from('memberships').update({ role: 'owner' }).eq('user_id', id).select();
    },
  },
  {
    table: 'memberships',
    what: 'demote another owner',
    allowed: ['owner', 'service'],
    run: async ({ client }) => {
      const id = await newMember('owner');
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
      const id = await newMember('reviewer');
      const other = await buildOrganization(database);
      return client.from('memberships').update({ organization_id: other }).eq('user_id', id).select();
    },
  },
  {
    table: 'memberships',
    what: 'remove a reviewer',
    allowed: [...MANAGERS, 'service'],
    run: async ({ client }) => {
      const id = await newMember('reviewer');
      return client.from('memberships').delete().eq('user_id', id).select();
    },
  },
  {
    table: 'interviews',
    what: 'read them',
    allowed: [...MEMBERS, 'service'],
    run: async ({ client }) =>
      client
        .from('interviews')
        .select()
        .eq('id', await newInterview()),
  },
  {
    table: 'interviews',
    what: 'create one',
    allowed: [...WRITERS, 'service'],
    run: ({ client, userId }) => client.from('interviews').insert(interviewRow(userId)).select(),
  },
  {
    table: 'interviews',
    what: "create one in somebody else's name",
    allowed: ['service'],
    run: async ({ client }) =>
      client
        .from('interviews')
        .insert(interviewRow(await newMember('interviewer')))
        .select(),
  },
  {
    table: 'interviews',
    what: 'change the title and status',
    allowed: [...WRITERS, 'service'],
    run: async ({ client }) =>
      client
        .from('interviews')
        .update({ title: 'Other', status: 'in_progress' })
        .eq('id', await newInterview())
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
        .eq('id', await newInterview())
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
        .eq('id', await newInterview())
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
        .eq('id', await newInterview()),
  },
  {
    table: 'invite_links',
    what: 'read them',
    allowed: [...MEMBERS, 'service'],
    run: async ({ client }) => {
      const id = await buildLink(database, await newInterview());
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
        .insert({ interview_id: await newInterview(), created_by: userId, ...newLink() })
        .select(),
  },
  {
    table: 'invite_links',
    what: 'revoke one',
    allowed: [...WRITERS, 'service'],
    run: async ({ client }) => {
      const id = await buildLink(database, await newInterview());
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
      const id = await buildLink(database, await newInterview());
      const { secret_hash } = newLink();
      return client.from('invite_links').update({ secret_hash }).eq('id', id).select();
    },
  },
  {
    table: 'invite_links',
    what: 'delete one',
    allowed: ['service'],
    run: async ({ client }) => {
      const id = await buildLink(database, await newInterview());
      return client.from('invite_links').delete().eq('id', id).select();
    },
  },
  {
    table: 'participants',
    what: 'read them',
    allowed: [...MEMBERS, 'service'],
    run: async ({ client }) => {
      const id = await buildGuest(database, await newInterview());
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
          interview_id: await newInterview(),
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
          interview_id: await newInterview(),
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
      const interviewId = await newInterview();
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
      const id = await buildGuest(database, await newInterview());
      return client.from('participants').update({ admission: 'admitted' }).eq('id', id).select();
    },
  },
  {
    table: 'participants',
    what: 'consent for a guest',
    allowed: ['service'],
    run: async ({ client }) => {
      const id = await buildGuest(database, await newInterview());
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
      const id = await buildGuest(database, await newInterview());
      return client.from('participants').update({ role: 'interviewer' }).eq('id', id).select();
    },
  },
  {
    table: 'audit_log',
    what: 'read it',
    allowed: [...MANAGERS, 'service'],
    run: async ({ client }) =>
      client
        .from('audit_log')
        .select()
        .eq('subject_id', await newInterview()),
  },
  {
    table: 'audit_log',
    what: 'write into it',
    allowed: ['service'],
    run: ({ client }) =>
      client
        .from('audit_log')
        .insert({ organization_id: organizationId, action: 'test.made', subject_type: 'test' })
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
        .eq('subject_id', await newInterview())
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
        .eq('subject_id', await newInterview())
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

describe.each(CASES)('[RLS] $table: $what', ({ allowed, run }) => {
  test.each(ROLES.map((role) => ({ role, may: allowed.includes(role) ? 'may' : 'may not' })))(
    '$role $may',
    async ({ role }) => {
      expect(isAllowed(await run(attemptAs(role)))).toBe(allowed.includes(role));
    },
  );
});

test('every table and view that the API can reach is in the list of cases', async () => {
  const found = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
  expect(found.map((one) => one.name)).toEqual([...new Set(CASES.map((one) => one.table))].sort());
});
