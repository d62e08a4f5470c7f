import { AsyncLocalStorage } from 'node:async_hooks';
import type { MailDelivery } from './mail-delivery.ts';
import { type MailKind, renderMail } from './mail-template.ts';

/** What lite tells the mailer beside the address and the token. */
interface MailMeta {
  currentEmail?: string;
  newEmail?: string;
}

/** The auth service's mails. It has the shape of lite's own mailer, which it replaces. */
export interface AuthMailer {
  sendConfirmation(email: string, tokenHash: string): Promise<void>;
  sendRecovery(email: string, tokenHash: string): Promise<void>;
  sendMagicLink(email: string, tokenHash: string): Promise<void>;
  sendEmailChange(email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void>;
  sendReauthentication(email: string): Promise<void>;
  sendInvite(email: string, tokenHash: string): Promise<void>;
  /** Runs a request whose mails should lead back to this address, if it is one of the app's. */
  withRedirect<T>(redirectTo: string | null, run: () => Promise<T>): Promise<T>;
}

/** lite knows where a request wants to be led back to but does not tell its mailer; this carries it across. */
export function createAuthMailer(appUrl: string, delivery: MailDelivery): AuthMailer {
  const redirects = new AsyncLocalStorage<string>();
  const send = async (kind: MailKind, email: string, tokenHash: string, meta: MailMeta = {}) => {
    const mail = await renderMail(kind, email, {
      SiteURL: appUrl,
      RedirectTo: redirects.getStore() ?? appUrl,
      TokenHash: tokenHash,
      Email: meta.currentEmail ?? email,
      NewEmail: meta.newEmail ?? email,
    });
    await delivery.send(mail);
  };
  return {
    sendConfirmation: (email, tokenHash) => send('confirmation', email, tokenHash),
    sendRecovery: (email, tokenHash) => send('recovery', email, tokenHash),
    sendMagicLink: (email, tokenHash) => send('magic_link', email, tokenHash),
    sendEmailChange: (email, tokenHash, _otp, meta) => send('email_change', email, tokenHash, meta),
    sendReauthentication: async () => {
      throw new Error('Reauthentication by code is not part of the embedded Supabase.');
    },
    sendInvite: (email, tokenHash) => send('invite', email, tokenHash),
    withRedirect: (redirectTo, run) =>
      redirects.run(redirectTo && isOfApp(redirectTo, appUrl) ? redirectTo : appUrl, run),
  };
}

function isOfApp(address: string, appUrl: string): boolean {
  return URL.canParse(address) && new URL(address).origin === appUrl;
}
