import type { TestDatabase } from './embedded.ts';
import { must } from './people.ts';

/** Reads what the auth service mailed, from the development mailbox. */
export function createMailReader(database: TestDatabase) {
  async function readMails(email: string) {
    return must(await database.service.from('dev_mailbox').select().eq('to_address', email).order('id'));
  }

  /** The link of the newest mail to this address. */
  async function readLink(email: string): Promise<URL> {
    const mail = (await readMails(email)).at(-1);
    const link = mail?.text.split('\n').find((line) => line.startsWith('http'));
    if (!link) throw new Error('No mail with a link came.');
    return new URL(link);
  }

  async function getHash(email: string): Promise<string> {
    return (await readLink(email)).searchParams.get('token_hash') ?? '';
  }

  return { readMails, readLink, getHash };
}
