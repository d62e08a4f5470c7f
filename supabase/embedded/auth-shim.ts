import { randomUUID } from 'node:crypto';
import type { AuthMailer } from './auth-mailer.ts';
import type { AuthUser, UserStore } from './auth-users.ts';
import { readBody, refuse, reply, withBody } from './replies.ts';

/** How long somebody waits for the next confirmation mail to the same address; hosted Supabase has the same minute. */
const RESEND_INTERVAL = 60_000;

type Handler = (request: Request) => Promise<Response>;

/**
 * Corrects what lite 0.10.0 answers differently from hosted Supabase under `/auth/v1`; all else passes to `next`.
 * In each case the reply is the hosted service's.
 */
export function createAuthShim(options: {
  users: UserStore;
  mailer: AuthMailer;
  admin: (request: Request, url: URL) => Promise<Response>;
  next: Handler;
}): Handler {
  const { users, mailer, admin, next } = options;

  /** lite knows neither `email`, which stands for sign-up and magic link alike, nor `invite`. */
  async function verify(request: Request): Promise<Response> {
    const body = await readBody(request);
    const types =
      body.type === 'email' ? ['magiclink', 'signup'] : [body.type === 'invite' ? 'signup' : body.type];
    let response = refuse(400, 'validation_failed', 'Verify requires a verification type');
    for (const type of types) {
      response = await next(withBody(request, { ...body, type }));
      if (response.ok) break;
    }
    return response;
  }

  /** lite forgets `data`, and makes new users confirmed before they ever opened their mail. */
  async function sendOtp(request: Request): Promise<Response> {
    const body = await readBody(request);
    const { email, data } = body;
    if (typeof email === 'string' && body.create_user !== false && isEmail(email)) {
      if (!(await users.getByEmail(email))) await users.create({ email, userMetadata: asMetadata(data) });
    }
    return next(withBody(request, body));
  }

  /**
   * lite refuses a known address with "email rate limit exceeded". Here a confirmed one gets the same answer as a
   * new one, so that nobody can ask who has an account, and an unconfirmed one gets its mail again.
   */
  async function signUp(request: Request): Promise<Response> {
    const body = await readBody(request);
    if (typeof body.email !== 'string') return next(withBody(request, body));
    const known = await users.getByEmail(body.email);
    if (!known) {
      const response = await next(withBody(request, body));
      // The user is made before the mail is sent; if that failed, signing up again sends it at once.
      if (response.status >= 500) await users.forgetConfirmation(body.email);
      return response;
    }
    if (!known.email_confirmed_at)
      return (await sendConfirmation(known)) ?? reply({ ...known, identities: [] });
    return reply(disguise(known.email));
  }

  /** lite refuses every repeat of a sign-up mail, however late. */
  async function resend(request: Request): Promise<Response> {
    const body = await readBody(request);
    if (body.type !== 'signup' || typeof body.email !== 'string') return next(withBody(request, body));
    const user = await users.getByEmail(body.email);
    if (!user || user.email_confirmed_at) return reply({});
    return (await sendConfirmation(user)) ?? reply({});
  }

  /** Sends the mail again, or returns the refusal while the last one is fresh. */
  async function sendConfirmation(user: AuthUser): Promise<Response | null> {
    const waited = Date.now() - (user.confirmation_sent_at?.getTime() ?? 0);
    if (waited < RESEND_INTERVAL) {
      const seconds = Math.ceil((RESEND_INTERVAL - waited) / 1000);
      const message = `For security purposes, you can only request this after ${seconds} seconds.`;
      return refuse(429, 'over_email_send_rate_limit', message);
    }
    const { hash } = await users.makeToken(user, 'confirmation');
    try {
      await mailer.sendConfirmation(user.email, hash);
    } catch (error) {
      await users.forgetConfirmation(user.email);
      throw error;
    }
    return null;
  }

  return async (request) => {
    const url = new URL(request.url);
    const path = url.pathname.slice('/auth/v1'.length);
    if (path.startsWith('/admin/') || path === '/invite') return admin(request, url);
    const shims: Record<string, Handler> = {
      '/verify': verify,
      '/otp': sendOtp,
      '/signup': signUp,
      '/resend': resend,
    };
    const handle = request.method === 'POST' ? (shims[path] ?? next) : next;
    return mailer.withRedirect(url.searchParams.get('redirect_to'), () => handle(request));
  };
}

/** What a sign-up with a known address answers: a user like any new one, who does not exist. */
function disguise(email: string): unknown {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: '',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}

function asMetadata(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254;
}
