import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import bcrypt from 'bcryptjs';
import type { Sql } from 'postgres';
import { OTP_LENGTH } from './lite-app.ts';

/** bcrypt's cost; the same as lite's own, about 90 ms. */
const BCRYPT_ROUNDS = 10;

type Metadata = Record<string, unknown>;

/** A user as the auth API shows it. */
export interface AuthUser {
  id: string;
  email: string;
  email_confirmed_at: Date | null;
  confirmation_sent_at: Date | null;
  app_metadata: Metadata;
  user_metadata: Metadata;
  created_at: Date;
}

export interface NewUser {
  email: string;
  password?: string | undefined;
  isConfirmed?: boolean | undefined;
  isInvited?: boolean;
  userMetadata?: Metadata | undefined;
  appMetadata?: Metadata | undefined;
}

export interface UserChanges {
  email?: string | undefined;
  password?: string | undefined;
  isConfirmed?: boolean | undefined;
  userMetadata?: Metadata | undefined;
  appMetadata?: Metadata | undefined;
}

export interface MailToken {
  /** What somebody could type: `OTP_LENGTH` digits. */
  code: string;
  /** What a link carries. */
  hash: string;
}

/** The users that lite's auth service keeps, for the parts of the API that it does not have. */
export function createUserStore(sql: Sql) {
  const columns = sql`id, aud, role, email, phone, email_confirmed_at, email_confirmed_at as confirmed_at, invited_at,
    confirmation_sent_at, recovery_sent_at, last_sign_in_at, raw_app_meta_data as app_metadata,
    raw_user_meta_data as user_metadata, banned_until, is_anonymous, created_at, updated_at`;

  const store = {
    async get(id: string): Promise<AuthUser | null> {
      const [user] = await sql<AuthUser[]>`select ${columns} from auth.users where id = ${id}`;
      return user ?? null;
    },

    async getByEmail(email: string): Promise<AuthUser | null> {
      const [user] = await sql<
        AuthUser[]
      >`select ${columns} from auth.users where email = ${email.toLowerCase()}`;
      return user ?? null;
    },

    /** By age, pages from 1. */
    async list(page: number, perPage: number): Promise<AuthUser[]> {
      return sql<AuthUser[]>`select ${columns} from auth.users order by created_at, id
        limit ${perPage} offset ${(page - 1) * perPage}`;
    },

    async count(): Promise<number> {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from auth.users`;
      return row?.count ?? 0;
    },

    /** Throws Postgres' unique violation (23505) when the address is taken. */
    async create(user: NewUser): Promise<AuthUser> {
      const id = randomUUID();
      const email = user.email.toLowerCase();
      const isVerified = user.isConfirmed === true;
      const identity = { sub: id, email, email_verified: isVerified, phone_verified: false };
      const userMetadata = { ...user.userMetadata, ...identity };
      const appMetadata = { provider: 'email', providers: ['email'], ...user.appMetadata };
      const password = await hash(user.password ?? randomBytes(32).toString('hex'));
      const now = new Date();
      await sql.begin(async (tx) => {
        await tx`insert into auth.users
          (id, email, encrypted_password, email_confirmed_at, invited_at, raw_app_meta_data, raw_user_meta_data)
          values (${id}, ${email}, ${password}, ${isVerified ? now : null}, ${user.isInvited ? now : null},
            ${JSON.stringify(appMetadata)}::text::jsonb, ${JSON.stringify(userMetadata)}::text::jsonb)`;
        await tx`insert into auth.identities (id, provider, provider_id, user_id, identity_data)
          values (${randomUUID()}, 'email', ${id}, ${id}, ${JSON.stringify(identity)}::text::jsonb)`;
      });
      const made = await store.get(id);
      if (!made) throw new Error('A user vanished while it was made.');
      return made;
    },

    async update(id: string, changes: UserChanges): Promise<AuthUser | null> {
      const password = changes.password === undefined ? null : await hash(changes.password);
      await sql`update auth.users set
        email = coalesce(${changes.email?.toLowerCase() ?? null}, email),
        encrypted_password = coalesce(${password}, encrypted_password),
        email_confirmed_at = coalesce(email_confirmed_at, ${changes.isConfirmed ? new Date() : null}),
        raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${JSON.stringify(changes.userMetadata ?? {})}::text::jsonb,
        raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || ${JSON.stringify(changes.appMetadata ?? {})}::text::jsonb,
        updated_at = now()
        where id = ${id}`;
      return store.get(id);
    },

    async delete(id: string): Promise<void> {
      await sql`delete from auth.users where id = ${id}`;
    },

    /** A new token for a mail; the one before it stops working. */
    async makeToken(user: AuthUser, kind: 'confirmation' | 'recovery'): Promise<MailToken> {
      const code = String(randomInt(0, 10 ** OTP_LENGTH)).padStart(OTP_LENGTH, '0');
      const hash = createHash('sha256')
        .update(user.email.toLowerCase() + code)
        .digest('hex');
      if (kind === 'confirmation') {
        await sql`update auth.users set confirmation_token = ${hash}, confirmation_sent_at = now() where id = ${user.id}`;
      } else {
        await sql`update auth.users set recovery_token = ${hash}, recovery_sent_at = now() where id = ${user.id}`;
      }
      return { code, hash };
    },

    /** Notes that the confirmation mail was not sent after all, so that the next try need not wait. */
    async forgetConfirmation(email: string): Promise<void> {
      await sql`update auth.users set confirmation_sent_at = null
        where email = ${email.toLowerCase()} and email_confirmed_at is null`;
    },
  };
  return store;
}

export type UserStore = ReturnType<typeof createUserStore>;

function hash(password: string): Promise<string> {
  return bcrypt.hash(password, BCRYPT_ROUNDS);
}
