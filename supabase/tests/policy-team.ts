import { beforeAll } from 'vitest';
import { MEMBER_ROLES, type MemberRole, memberCan } from '#core/roles.ts';
import type { ScriptClient } from '../client.ts';
import type { TestDatabase } from './embedded.ts';
import {
  addMember,
  buildInterview,
  buildOrganization,
  buildPerson,
  buildUser,
  type Person,
} from './people.ts';

export type Role = 'anon' | 'outsider' | MemberRole | 'service';
export const ROLES: Role[] = ['anon', 'outsider', 'reviewer', 'interviewer', 'admin', 'owner', 'service'];
export const MEMBERS: Role[] = [...MEMBER_ROLES];
export const WRITERS: Role[] = MEMBER_ROLES.filter((role) => memberCan(role, 'write-interviews'));
export const MANAGERS: Role[] = MEMBER_ROLES.filter((role) => memberCan(role, 'manage-members'));

/** What came of a statement: an error, or the rows it saw or changed. */
export interface Outcome {
  data: unknown;
  error: { code: string } | null;
}

export interface Attempt {
  client: ScriptClient;
  /** Whoever tries; the owner where nobody is signed in. */
  userId: string;
}

/** One kind of statement, and the roles that may do it; all others are refused. */
export interface PolicyCase {
  table: string;
  what: string;
  allowed: Role[];
  /** Makes what the statement needs, past the policies, then runs it as the role. */
  run(attempt: Attempt): PromiseLike<Outcome>;
}

/** An organisation with somebody in each role, and somebody of another one. */
export interface Team {
  database: TestDatabase;
  organizationId: string;
  people: Map<Role, Person>;
  newInterview(): Promise<string>;
  /** Id of another member with this role. */
  newMember(role: MemberRole): Promise<string>;
  attemptAs(role: Role): Attempt;
}

/** The team of a test file, ready when its tests run. */
export function startTeam(database: TestDatabase): Team {
  const people = new Map<Role, Person>();
  const team: Team = {
    database,
    organizationId: '',
    people,
    newInterview: () => buildInterview(database, { organization_id: team.organizationId }),
    async newMember(role) {
      const userId = await buildUser(database);
      await addMember(database, { organizationId: team.organizationId, userId, role });
      return userId;
    },
    attemptAs(role) {
      const person = people.get(role);
      const owner = people.get('owner')?.id ?? '';
      if (role === 'service') return { client: database.service, userId: owner };
      return { client: person?.client ?? database.makeClient(), userId: person?.id ?? owner };
    },
  };
  beforeAll(async () => {
    team.organizationId = await buildOrganization(database);
    for (const role of MEMBER_ROLES) {
      const person = await buildPerson(database);
      await addMember(database, { organizationId: team.organizationId, userId: person.id, role });
      people.set(role, person);
    }
    people.set('outsider', await buildPerson(database, { hasTeam: true }));
  });
  return team;
}
