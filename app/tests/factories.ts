import { loader as interviewPage } from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as createAction } from '#app/routes/_app.interviews.new.tsx';
import { action as confirm } from '#app/routes/auth.confirm.tsx';
import { action as joinAction } from '#app/routes/join.$secret.tsx';
import { action as signUp } from '#app/routes/sign-up.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { linkOf, readMails, uniqueEmail } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

export interface BuiltInterview {
  id: string;
  /** The interviewer's browser. */
  host: Visitor;
  /** Secrets of the two links that come with every interview. */
  secrets: { candidate: string; observer: string };
  linkIds: { candidate: string; observer: string };
}

/** An interview made through its form, of the demo organisation unless another host makes it. */
export async function buildInterview(
  fields: Record<string, string> = {},
  by?: Visitor,
): Promise<BuiltInterview> {
  const host = by ?? (await signInAs('interviewer'));
  // All tests together make more of them in an hour than one account may.
  await getServiceClient().from('rate_limits').delete().like('key', 'create-interview:account:%');
  const created = await host.post(createAction, '/interviews/new', {
    title: 'Pairing',
    candidateName: 'Casey Candidate',
    candidateEmail: '',
    language: 'python',
    scheduledAt: '',
    timeZone: 'Europe/Berlin',
    ...fields,
  });
  if (created.status !== 302) throw new Error(`No interview: ${JSON.stringify(created.body)}`);
  const id = /^\/interviews\/([0-9a-f-]{36})/.exec(created.location ?? '')?.[1] ?? '';
  const page = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  const links: { role: 'candidate' | 'observer'; secret: string; linkId: string }[] = page.body.newLinks;
  const of = (role: 'candidate' | 'observer') => {
    const link = links.find((each) => each.role === role);
    if (!link) throw new Error(`No ${role} link.`);
    return link;
  };
  return {
    id,
    host,
    secrets: { candidate: of('candidate').secret, observer: of('observer').secret },
    linkIds: { candidate: of('candidate').linkId, observer: of('observer').linkId },
  };
}

/** A guest's browser after joining by this link; they wait in the lobby. */
export async function joinBy(
  secret: string,
  name = 'Casey Candidate',
  fields: Record<string, string> = {},
): Promise<Visitor> {
  const guest = new Visitor();
  const answer = await guest.post(
    joinAction,
    `/join/${secret}`,
    { name, consent: 'on', ...fields },
    { secret },
  );
  if (answer.status !== 302) throw new Error(`Not joined: ${JSON.stringify(answer.body)}`);
  return guest;
}

export const ACCOUNT_PASSWORD = 'a long password';

/** Somebody who signed up and confirmed their address: owner of a team of their own, signed in. */
export async function buildAccount(name = 'Sam Stranger'): Promise<{ email: string; visitor: Visitor }> {
  const visitor = new Visitor();
  const email = uniqueEmail('stranger');
  await visitor.post(signUp, '/sign-up', { name, email, password: ACCOUNT_PASSWORD, next: '' });
  const link = new URL(linkOf((await readMails(email))[0]), 'http://x');
  const answer = await visitor.post(confirm, '/auth/confirm', Object.fromEntries(link.searchParams));
  if (answer.status !== 302) throw new Error('The account could not be confirmed.');
  return { email, visitor };
}

let stranger: Promise<{ visitor: Visitor }> | undefined;

/** A browser of somebody of another organisation than the demo people, always the same. */
export async function buildStranger(): Promise<Visitor> {
  stranger ??= buildAccount();
  return (await stranger).visitor;
}
