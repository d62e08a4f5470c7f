import { getEnv } from '#app/server/env.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

/** Most mails that the development mailbox lists. */
const MAX_MAILS = 100;

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Throws 404 unless this installation keeps its mail and the browser runs on the same machine, with no proxy between. */
export function requireMailbox(request: Request, clientAddress: string): void {
  const isNear = LOOPBACK.has(clientAddress) && !request.headers.has('x-forwarded-for');
  if (getEnv().DEV_MAILBOX !== '1' || !isNear) throw pageError('not_found');
}

/** Mails that were kept instead of sent, the newest first. */
export async function listMails() {
  const { data, error } = await getServiceClient()
    .from('dev_mailbox')
    .select('id, to_address, subject, created_at')
    .order('id', { ascending: false })
    .limit(MAX_MAILS);
  if (error) throw new Error('The development mailbox could not be read.', { cause: error });
  return data.map((row) => ({ id: row.id, to: row.to_address, subject: row.subject, at: row.created_at }));
}

/** One mail with the first address of this app in it, or null. */
export async function findMail(id: number) {
  const { data, error } = await getServiceClient().from('dev_mailbox').select('*').eq('id', id).maybeSingle();
  if (error) throw new Error('The development mailbox could not be read.', { cause: error });
  if (!data) return null;
  return {
    id: data.id,
    to: data.to_address,
    subject: data.subject,
    text: data.text,
    html: data.html,
    at: data.created_at,
    link: findOwnPath(data.text, getEnv().APP_URL),
  };
}

/** The path of the first address in the text that leads to this app. */
export function findOwnPath(text: string, appUrl: string): string | null {
  const address = text.split(/\s+/).find((word) => word.startsWith(`${appUrl}/`));
  return address ? address.slice(appUrl.length) : null;
}
