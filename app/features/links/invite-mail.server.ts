import { type Letter, letterToHtml, letterToText } from '#app/features/mail/letter.ts';
import { sendMail } from '#app/features/mail/mail.server.ts';
import { formatDateTime } from '#app/features/time-zone/zoned-time.ts';
import { joinUrl } from './link-secret.server.ts';

interface Invitation {
  to: string;
  candidateName: string;
  title: string;
  organisationName: string;
  /** Who invites. */
  fromName: string;
  scheduledAt: string | null;
  /** Zone of the sender, named beside the time. */
  timeZone: string;
  secret: string;
}

/** Mails the candidate their link. False when it could not be sent. */
export async function sendInvitation(invitation: Invitation): Promise<boolean> {
  const { candidateName, title, organisationName, fromName, scheduledAt, timeZone } = invitation;
  const letter: Letter = {
    paragraphs: [
      `Hello ${candidateName},`,
      `${fromName} of ${organisationName} invites you to an interview: “${title}”.`,
      ...(scheduledAt
        ? [
            `It begins on ${formatDateTime(Date.parse(scheduledAt), timeZone)} (time in ${timeZone.replaceAll('_', ' ')}).`,
          ]
        : []),
      'You need no account and nothing to install, only a browser on a computer. The link is yours alone: whoever has it can ask to come in.',
    ],
    action: { label: 'Join the interview', url: joinUrl(invitation.secret) },
    footnote: 'Before you enter, the page says what is recorded and who can see it.',
  };
  return sendMail({
    to: invitation.to,
    subject: `Interview with ${organisationName}: ${title}`,
    text: letterToText(letter),
    html: letterToHtml(letter),
  });
}
