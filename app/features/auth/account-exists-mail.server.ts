import { type Letter, letterToHtml, letterToText } from '#app/features/mail/letter.ts';
import { sendMail } from '#app/features/mail/mail.server.ts';
import { getEnv } from '#app/server/env.server.ts';

/** Tells the owner of an account that somebody signed up with their address; the page itself must not say so. */
export async function sendAccountExistsMail(email: string): Promise<void> {
  const letter: Letter = {
    paragraphs: [
      'Somebody asked for an Interlace account with this address, and you have one already.',
      'If it was you: sign in, or ask there for a new password.',
    ],
    action: { label: 'Sign in', url: `${getEnv().APP_URL}/sign-in` },
    footnote: 'If it was not you, nothing has changed and there is nothing to do.',
  };
  await sendMail({
    to: email,
    subject: 'You already have an account',
    text: letterToText(letter),
    html: letterToHtml(letter),
  });
}
