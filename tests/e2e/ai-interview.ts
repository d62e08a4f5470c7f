import type { BrowserContextOptions, Page } from 'playwright/test';
import { consent, expect, signIn, untilReady } from './journey.ts';

/** The chat, also while something else is shown in its place. */
export const log = (page: Page) => page.getByRole('log', { name: 'Chat messages', includeHidden: true });
export const messages = (page: Page) => log(page).getByRole('listitem', { includeHidden: true });

/** An interview that the scripted interviewer holds, with these questions. Gives its id and the candidate's link. */
async function createAiInterview(
  page: Page,
  title: string,
  questions: readonly { title: string }[],
): Promise<{ id: string; link: string }> {
  await page.goto('/interviews/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Candidate’s name').fill('Casey Candidate');
  await page.getByLabel('Who interviews').selectOption('scripted');
  await page.getByRole('button', { name: 'Add questions' }).click();
  for (const question of questions) await page.getByRole('button', { name: `Add ${question.title}` }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Create interview' }).click();
  await page.waitForURL(/\/interviews\/[0-9a-f-]{36}/);
  const link = await page.getByRole('textbox', { name: 'Candidate link' }).inputValue();
  return { id: new URL(page.url()).pathname.split('/').pop() ?? '', link };
}

/** Follows the candidate's link, where nobody has to let them in, and waits for the greeting. */
async function comeIn(page: Page, link: string, { isRecorded = true } = {}): Promise<void> {
  await page.goto(link);
  await expect(page.locator('body')).toContainText('AI interviewer');
  await page.getByLabel('Your name').fill('Casey Candidate');
  await consent(page);
  if (!isRecorded) await page.getByRole('radio', { name: /^Do not record my voice/ }).check();
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.waitForURL('**/room/**');
  await untilReady(page);
  // who answers before it was asked answers nothing
  await untilSaid(page, 'Are you ready to begin?');
}

/** Resolves once the last message has these words and is whole: one that is being written is in no recording yet. */
export async function untilSaid(page: Page, words: string | RegExp): Promise<void> {
  await expect(messages(page).last()).toContainText(words);
  await expect(log(page).locator('li[aria-hidden]')).toHaveCount(0);
}

/** A member who has made such an interview, and its candidate in the room, greeted. `candidate`: what their browser allows. */
export async function meetAi(
  openBrowser: (options?: BrowserContextOptions) => Promise<{ page: Page }>,
  title: string,
  questions: readonly { title: string }[],
  { isRecorded = true, candidate }: { isRecorded?: boolean; candidate?: BrowserContextOptions } = {},
): Promise<{ member: Page; page: Page; id: string }> {
  const { page: member } = await openBrowser();
  await signIn(member);
  const { id, link } = await createAiInterview(member, title, questions);
  const { page } = await openBrowser(candidate);
  await comeIn(page, link, { isRecorded });
  return { member, page, id };
}
