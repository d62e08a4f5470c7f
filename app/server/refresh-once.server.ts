/** How long the answer to a refresh is given again to others who ask with the same token. */
const REMEMBERED = 10_000;

interface Answer {
  status: number;
  headers: [string, string][];
  body: string;
}

const answers = new Map<string, Promise<Answer>>();

/**
 * `fetch` for Supabase clients. A refresh token is good once, and a page's loaders and two tabs ask at the same
 * moment: the first request is made, the others get its answer. Without it the second one signs the person out.
 */
export async function fetchRefreshingOnce(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
  if (!url.includes('/auth/v1/token?grant_type=refresh_token') || typeof init?.body !== 'string') {
    return fetch(input, init);
  }
  const key = init.body;
  let answer = answers.get(key);
  if (!answer) {
    answer = ask(input, init);
    answers.set(key, answer);
    const forget = () => answers.delete(key);
    answer.then(() => setTimeout(forget, REMEMBERED).unref(), forget);
  }
  const { status, headers, body } = await answer;
  return new Response(body, { status, headers });
}

async function ask(input: RequestInfo | URL, init: RequestInit): Promise<Answer> {
  const response = await fetch(input, init);
  const headers = [...response.headers].filter(
    ([name]) => name !== 'content-encoding' && name !== 'content-length',
  );
  return { status: response.status, headers, body: await response.text() };
}
