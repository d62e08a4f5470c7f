import nodemailer from 'nodemailer';
import type { Sql } from 'postgres';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface MailDelivery {
  /** Resolves when the server has taken the mail, or the table has it. Throws otherwise. */
  send(mail: Mail): Promise<void>;
}

/** Mail kept in the development mailbox. Without an end it would grow with every sign-up of every test run. */
const MAILBOX_SIZE = 500;

/** By a mail server, such as `smtp://user:password@mail.example.com:587`. */
export function createSmtpDelivery(smtpUrl: string, from: string): MailDelivery {
  const transport = nodemailer.createTransport(smtpUrl);
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}

/** Into `public.dev_mailbox`, where the app shows it at `/dev/mail`. */
export function createMailboxDelivery(sql: Sql): MailDelivery {
  return {
    async send({ to, subject, text, html }) {
      await sql`insert into public.dev_mailbox (to_address, subject, text, html)
        values (${to}, ${subject}, ${text}, ${html})`;
      await sql`delete from public.dev_mailbox where id <= (select max(id) from public.dev_mailbox) - ${MAILBOX_SIZE}`;
    },
  };
}
