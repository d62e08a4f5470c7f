import { createTransport } from 'nodemailer';
import { getEnv } from '#app/server/env.server.ts';
import { logError } from '#app/server/log.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** How long the mail server may take: somebody waits for the page. */
const SMTP_TIMEOUT = 10_000;

/**
 * Sends a mail by SMTP, or puts it into the development mailbox where there is no SMTP. False when it could not
 * be handed over; the reason is in the log, and the caller says that the mail was not sent.
 */
export async function sendMail(mail: Mail): Promise<boolean> {
  const { SMTP_URL } = getEnv();
  const isSent = SMTP_URL ? await sendBySmtp(SMTP_URL, mail) : await putIntoMailbox(mail);
  return isSent;
}

async function sendBySmtp(url: string, mail: Mail): Promise<boolean> {
  const transport = createTransport(
    {
      url,
      connectionTimeout: SMTP_TIMEOUT,
      greetingTimeout: SMTP_TIMEOUT,
      socketTimeout: SMTP_TIMEOUT,
    },
    { from: getEnv().MAIL_FROM },
  );
  try {
    await transport.sendMail(mail);
    return true;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    logError('mail', 'The mail server did not take a mail.', {
      code: typeof code === 'string' ? code : 'unknown',
    });
    return false;
  } finally {
    transport.close();
  }
}

async function putIntoMailbox(mail: Mail): Promise<boolean> {
  const { error } = await getServiceClient()
    .from('dev_mailbox')
    .insert({ to_address: mail.to, subject: mail.subject, text: mail.text, html: mail.html });
  if (error) logError('mail', 'The development mailbox did not take a mail.', { code: error.code });
  return !error;
}
