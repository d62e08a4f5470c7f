import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { action as signInAction } from '#app/routes/sign-in.tsx';
import { APP_URL, DEMO_PASSWORD } from './harness.ts';

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown;

/** What a route answered, whether it returned or threw. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Path it leads to, or null. */
  location: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: each route has its own; tests say what they expect
  body: any;
}

let visitors = 0;

/** One browser: keeps cookies, and has an address of its own so that limits of others do not reach it. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  address: string;

  constructor() {
    visitors += 1;
    this.address = `2001:db8::${visitors.toString(16)}`;
  }

  /** Opens a page, as the browser would after the server has matched the route. */
  get(handler: unknown, path: string, params: Record<string, string> = {}): Promise<Answer> {
    return this.#ask(handler, new Request(APP_URL + path, { headers: this.#headers() }), params);
  }

  /** Sends a form. */
  post(
    handler: unknown,
    path: string,
    fields: Record<string, string>,
    params: Record<string, string> = {},
  ): Promise<Answer> {
    const request = new Request(APP_URL + path, {
      method: 'POST',
      headers: this.#headers(),
      body: new URLSearchParams(fields),
    });
    return this.#ask(handler, request, params);
  }

  /** Sends a form with files in it. */
  postFiles(handler: unknown, path: string, form: FormData): Promise<Answer> {
    const request = new Request(APP_URL + path, { method: 'POST', headers: this.#headers(), body: form });
    return this.#ask(handler, request, {});
  }

  /** Sends JSON, by POST unless it says otherwise. */
  postJson(
    handler: unknown,
    path: string,
    body: unknown,
    params: Record<string, string> = {},
    method: 'POST' | 'PATCH' | 'DELETE' = 'POST',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const request = new Request(APP_URL + path, {
      method,
      headers: { ...this.#headers(), 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return this.#ask(handler, request, params);
  }

  /** A request as this browser would send it, for functions that take one. */
  request(path: string): Request {
    return new Request(APP_URL + path, { headers: this.#headers() });
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie ? { cookie } : {};
  }

  async #ask(handler: unknown, request: Request, params: Record<string, string>): Promise<Answer> {
    const args = {
      request,
      params,
      context: { cspNonce: '', clientAddress: this.address },
    } as unknown as LoaderFunctionArgs;
    let result: unknown;
    try {
      result = await (handler as Handler)(args as LoaderFunctionArgs & ActionFunctionArgs);
    } catch (thrown) {
      if (!(thrown instanceof Response)) throw thrown;
      result = thrown;
    }
    const answer = await toAnswer(result);
    this.#keepCookies(answer.headers);
    return answer;
  }

  #keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const name = pair.slice(0, pair.indexOf('='));
      const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(name.length + 1));
    }
  }
}

const sessions = new Map<string, Promise<Visitor>>();

/** A browser in which this demo account is signed in. All share one session: do not end it, change no password. */
export async function signInAs(name: 'owner' | 'interviewer' | 'reviewer'): Promise<Visitor> {
  const session = sessions.get(name) ?? signIn(`${name}@interlace.test`, DEMO_PASSWORD);
  sessions.set(name, session);
  const visitor = new Visitor();
  for (const [cookie, value] of (await session).cookies) visitor.cookies.set(cookie, value);
  return visitor;
}

/** A browser in which this account has just signed in. */
export async function signIn(email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor();
  const answer = await visitor.post(signInAction, '/sign-in', {
    intent: 'password',
    email,
    password,
    next: '',
  });
  if (answer.status !== 302) throw new Error(`Signing in failed: ${JSON.stringify(answer.body)}`);
  return visitor;
}

async function toAnswer(result: unknown): Promise<Answer> {
  if (result instanceof Response) {
    const text = await result.text();
    const isJson = result.headers.get('content-type')?.includes('json');
    const body: unknown = isJson ? JSON.parse(text) : text;
    const { status, headers } = result;
    return { status, headers, location: headers.get('location'), body };
  }
  if (isDataWithInit(result)) {
    const headers = new Headers(result.init?.headers);
    return { status: result.init?.status ?? 200, headers, location: null, body: result.data };
  }
  return { status: 200, headers: new Headers(), location: null, body: result };
}

function isDataWithInit(value: unknown): value is { data: unknown; init: ResponseInit | null } {
  return typeof value === 'object' && value !== null && 'type' in value && 'data' in value && 'init' in value;
}
