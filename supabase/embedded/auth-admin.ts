import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AuthMailer } from './auth-mailer.ts';
import type { AuthUser, UserStore } from './auth-users.ts';
import { MIN_PASSWORD_LENGTH } from './lite-app.ts';
import { readBody, refuse, reply } from './replies.ts';

/** The most users of one page; more would make one reply of megabytes. */
const MAX_PER_PAGE = 1000;
const DEFAULT_PER_PAGE = 50;

const metadata = z.record(z.string(), z.unknown()).optional();
const password = z.string().min(MIN_PASSWORD_LENGTH).max(72).optional();
const createSchema = z.object({
  email: z.email(),
  password,
  email_confirm: z.boolean().optional(),
  user_metadata: metadata,
  app_metadata: metadata,
});
const updateSchema = createSchema.partial();
const inviteSchema = z.object({ email: z.email(), data: metadata });
const linkSchema = z.object({
  type: z.enum(['signup', 'invite', 'magiclink', 'recovery']),
  email: z.email(),
  password,
  data: metadata,
  redirect_to: z.string().optional(),
});

/** `/auth/v1/admin/*` and `/auth/v1/invite`, which lite does not have. Only the secret key may call them. */
export function createAuthAdmin(options: {
  users: UserStore;
  mailer: AuthMailer;
  secretKey: string;
  appUrl: string;
}): (request: Request, url: URL) => Promise<Response> {
  const { users, mailer, secretKey, appUrl } = options;

  async function create(body: unknown): Promise<Response> {
    const input = createSchema.safeParse(body);
    if (!input.success) return refuseInput(input.error);
    const { email, password, email_confirm, user_metadata, app_metadata } = input.data;
    if (await users.getByEmail(email)) return refuseTaken();
    return reply(
      await users.create({
        email,
        password,
        isConfirmed: email_confirm,
        userMetadata: user_metadata,
        appMetadata: app_metadata,
      }),
    );
  }

  async function list(url: URL): Promise<Response> {
    const page = Math.max(1, Number(url.searchParams.get('page')) || 1);
    const perPage = Math.min(
      MAX_PER_PAGE,
      Math.max(1, Number(url.searchParams.get('per_page')) || DEFAULT_PER_PAGE),
    );
    const total = await users.count();
    const response = reply({ users: await users.list(page, perPage), aud: 'authenticated' });
    response.headers.set('x-total-count', String(total));
    return response;
  }

  async function changeOne(request: Request, id: string): Promise<Response> {
    const user = await users.get(id);
    if (!user) return refuse(404, 'user_not_found', 'User not found');
    if (request.method === 'GET') return reply(user);
    if (request.method === 'DELETE') {
      await users.delete(id);
      return reply({});
    }
    if (request.method !== 'PUT') return refuse(405, 'method_not_allowed', 'Method not allowed');
    const input = updateSchema.safeParse(await readBody(request));
    if (!input.success) return refuseInput(input.error);
    const { email, password, email_confirm, user_metadata, app_metadata } = input.data;
    const other = email ? await users.getByEmail(email) : null;
    if (other && other.id !== id) return refuseTaken();
    const changes = { email, password, isConfirmed: email_confirm };
    return reply(
      await users.update(id, { ...changes, userMetadata: user_metadata, appMetadata: app_metadata }),
    );
  }

  async function invite(request: Request, url: URL): Promise<Response> {
    const input = inviteSchema.safeParse(await readBody(request));
    if (!input.success) return refuseInput(input.error);
    const known = await users.getByEmail(input.data.email);
    if (known?.email_confirmed_at) return refuseTaken();
    const user =
      known ??
      (await users.create({ email: input.data.email, userMetadata: input.data.data, isInvited: true }));
    const { hash } = await users.makeToken(user, 'confirmation');
    await mailer.withRedirect(url.searchParams.get('redirect_to'), () => mailer.sendInvite(user.email, hash));
    return reply(user);
  }

  async function generateLink(body: unknown): Promise<Response> {
    const input = linkSchema.safeParse(body);
    if (!input.success) return refuseInput(input.error);
    const { type, email, password, data, redirect_to } = input.data;
    const known = await users.getByEmail(email);
    if (!known && type === 'recovery') return refuse(404, 'user_not_found', 'User with this email not found');
    if (known?.email_confirmed_at && (type === 'signup' || type === 'invite')) return refuseTaken();
    const user =
      known ?? (await users.create({ email, password, userMetadata: data, isInvited: type === 'invite' }));
    const kind = type === 'signup' || type === 'invite' ? 'confirmation' : 'recovery';
    const { code, hash } = await users.makeToken(user, kind);
    return reply({ ...user, ...describeLink(user, { type, code, hash, redirectTo: redirect_to ?? appUrl }) });
  }

  function describeLink(
    user: AuthUser,
    link: { type: string; code: string; hash: string; redirectTo: string },
  ): Record<string, string> {
    const query = new URLSearchParams({ token_hash: link.hash, type: link.type });
    return {
      action_link: `${appUrl}/auth/confirm?${query}`,
      email_otp: link.code,
      hashed_token: link.hash,
      verification_type: link.type,
      redirect_to: link.redirectTo,
      email: user.email,
    };
  }

  return async (request, url) => {
    if (!isSame(request.headers.get('apikey') ?? '', secretKey)) {
      return refuse(403, 'not_admin', 'User not allowed');
    }
    const path = url.pathname.slice('/auth/v1'.length);
    const id = /^\/admin\/users\/([0-9a-f-]{36})$/.exec(path)?.[1];
    if (id) return changeOne(request, id);
    if (path === '/admin/users' && request.method === 'GET') return list(url);
    if (request.method === 'POST') {
      if (path === '/admin/users') return create(await readBody(request));
      if (path === '/invite') return invite(request, url);
      if (path === '/admin/generate_link') return generateLink(await readBody(request));
    }
    return refuse(404, 'not_found', 'Not found');
  };
}

function refuseInput(error: z.ZodError): Response {
  const weak = error.issues.some((issue) => issue.path[0] === 'password');
  return weak
    ? refuse(422, 'weak_password', `Password should be at least ${MIN_PASSWORD_LENGTH} characters.`)
    : refuse(
        400,
        'validation_failed',
        error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      );
}

function refuseTaken(): Response {
  return refuse(422, 'email_exists', 'A user with this email address has already been registered');
}

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
