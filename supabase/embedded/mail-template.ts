import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Mail } from './mail-delivery.ts';

/** Mails of the auth service with their subjects; `config.toml` gives hosted projects the same. */
export const MAIL_SUBJECTS = {
  confirmation: 'Confirm your email address',
  magic_link: 'Your sign-in link',
  recovery: 'Choose a new password',
  invite: 'You are invited to Interlace',
  email_change: 'Confirm your new email address',
} as const;
export type MailKind = keyof typeof MAIL_SUBJECTS;

/** Names as the templates of hosted Supabase have them. */
export interface MailValues {
  SiteURL: string;
  RedirectTo: string;
  TokenHash: string;
  Email: string;
  NewEmail: string;
}

const TEMPLATES_DIR = fileURLToPath(new URL('../templates/', import.meta.url));

/** A mail from `supabase/templates`. Throws when a template names a value that there is not. */
export async function renderMail(kind: MailKind, to: string, values: MailValues): Promise<Mail> {
  const read = (ending: string) => fs.readFile(`${TEMPLATES_DIR}${kind}.${ending}`, 'utf8');
  return {
    to,
    subject: MAIL_SUBJECTS[kind],
    text: fill(await read('txt'), values, String),
    html: fill(await read('html'), values, escapeHtml),
  };
}

/** Fills in values: encoded in a link's query, as Go's templates do it on hosted Supabase, else by `encode`. */
function fill(template: string, values: MailValues, encode: (value: string) => string): string {
  const [first = '', ...rest] = template.split('{{ .');
  return rest.reduce((filled, part) => {
    const end = part.indexOf(' }}');
    const name = part.slice(0, end);
    const value = values[name as keyof MailValues];
    if (end < 0 || value === undefined) throw new Error(`A mail template names an unknown value: ${name}`);
    const isInQuery = /\?[^\s"]*$/.test(filled);
    return filled + (isInQuery ? encodeURIComponent(value) : encode(value)) + part.slice(end + 3);
  }, first);
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
