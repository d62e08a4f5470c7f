import fs from 'node:fs';
import path from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from 'playwright/test';
import { PRODUCT_FILE } from './global-setup.ts';

export { expect };

/** Somebody at their own browser. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
}

interface Fixtures {
  product: { url: string; data: string; supabaseUrl: string; roomUrl: string };
  /** Opens another browser: own cookies, own storage. */
  openBrowser: (options?: Parameters<import('playwright').Browser['newContext']>[0]) => Promise<Visitor>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  product: async ({}, use) => {
    await use(readProduct());
  },
  openBrowser: async ({ browser, product }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: product.url, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (
          message.type() === 'error' &&
          /Content Security Policy|Hydration|did not match/i.test(message.text())
        ) {
          problems.push(message.text());
        }
      });
      return { page, context };
    });
    for (const context of contexts) await context.close();
    expect(problems, 'errors in the pages').toEqual([]);
  },
});

function readProduct(): Fixtures['product'] {
  return JSON.parse(fs.readFileSync(PRODUCT_FILE, 'utf8'));
}

type DemoMember = 'interviewer' | 'owner' | 'reviewer';

/** Signs a demo member in through the page. */
export async function signInByForm(page: Page, who: DemoMember = 'interviewer'): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(`${who}@interlace.test`);
  await page.getByLabel('Password').fill('interlace-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/interviews');
}

/**
 * Signs a demo member in. The form is used once for each of them; later browsers get the cookies of that session,
 * because the product refuses an account that signs in as often as these tests need it.
 */
export async function signIn(page: Page, who: DemoMember = 'interviewer'): Promise<void> {
  const { data } = readProduct();
  const file = path.join(data, `session-${who}.json`);
  if (fs.existsSync(file)) {
    await page.context().addCookies(JSON.parse(fs.readFileSync(file, 'utf8')));
    await page.goto('/interviews');
    await page.waitForURL('**/interviews');
    return;
  }
  await signInByForm(page, who);
  fs.writeFileSync(file, JSON.stringify(await page.context().cookies()));
}

export interface NewInterview {
  id: string;
  candidateLink: string;
  observerLink: string;
}

/** Creates an interview as the signed-in member and reads its links where they are shown, once. */
export async function createInterview(
  page: Page,
  { title, language = 'python', minutes }: { title: string; language?: string; minutes?: number },
) {
  await page.goto('/interviews/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Candidate’s name').fill('Casey Candidate');
  await page.getByLabel('Starts in').selectOption(language);
  if (minutes !== undefined) await page.getByLabel('Length in minutes').fill(String(minutes));
  await page.getByRole('button', { name: 'Create interview' }).click();
  await page.waitForURL(/\/interviews\/[0-9a-f-]{36}/);
  const interview: NewInterview = {
    id: new URL(page.url()).pathname.split('/').pop() ?? '',
    candidateLink: await page.getByRole('textbox', { name: 'Candidate link' }).inputValue(),
    observerLink: await page.getByRole('textbox', { name: 'Observer link' }).inputValue(),
  };
  return interview;
}

/** Opens the room as a member and waits until one can type. */
export async function enterRoom(page: Page, interviewId: string): Promise<void> {
  await page.goto(`/room/${interviewId}`);
  await untilReady(page);
}

/** Ticks what a guest agrees to, also the recording of their voice where that is asked. */
export async function consent(page: Page): Promise<void> {
  await page.getByRole('checkbox').check();
  const voice = page.getByRole('radio', { name: /^Record my voice/ });
  if (await voice.isVisible()) await voice.check();
}

/** Follows a link, gives a name, consents and waits in the lobby. */
export async function joinByLink(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await consent(page);
  await page.getByRole('button', { name: /Join|Enter|Ask/ }).click();
  await page.waitForURL('**/lobby/**');
}

/** Lets everybody in who waits. */
export async function admit(page: Page, name: string): Promise<void> {
  const inRoom = page.getByRole('button', { name: `Admit ${name}` });
  if (!(await inRoom.isVisible())) await page.getByRole('button', { name: /waiting/i }).click();
  await inRoom.click();
}

/** An interviewer and a candidate who are in the same room. */
export interface Meeting {
  interviewer: Visitor;
  candidate: Visitor;
  observerLink: string;
  interviewId: string;
}

/** An interviewer and a candidate in a new room. */
export async function meet(
  openBrowser: () => Promise<Visitor>,
  title: string,
  minutes?: number,
): Promise<Meeting> {
  const interviewer = await openBrowser();
  await signIn(interviewer.page);
  const settings = minutes === undefined ? { title } : { title, minutes };
  const { id, candidateLink, observerLink } = await createInterview(interviewer.page, settings);
  await enterRoom(interviewer.page, id);
  const candidate = await openBrowser();
  await joinByLink(candidate.page, candidateLink, 'Casey Candidate');
  await admit(interviewer.page, 'Casey Candidate');
  await candidate.page.waitForURL('**/room/**');
  await untilReady(candidate.page);
  return { interviewer, candidate, observerLink, interviewId: id };
}

/** Resolves when the editor is there and the room has synced. */
export async function untilReady(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Editor' }).locator('.view-lines')).toBeVisible();
  await untilSaved(page);
}

/** Resolves when the room says that everything typed here is on disk. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(status(page)).toContainText(/Saved/, { timeout: 30_000 });
}

export function status(page: Page) {
  return page.getByRole('contentinfo');
}

export function output(page: Page) {
  return page.getByRole('region', { name: 'Output' });
}

/** The text of the open file as the editor shows it (short files; the editor draws only what is in view). */
export async function editorText(page: Page): Promise<string> {
  const lines = page.getByRole('region', { name: 'Editor' }).locator('.view-line');
  const rows = await lines.evaluateAll((all) =>
    all
      .map((line) => ({
        top: Number.parseFloat((line as HTMLElement).style.top),
        text: line.textContent ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replace(/\u00a0/g, ' ')),
  );
  return rows.join('\n');
}

/** Puts the cursor at the end of the file. */
export async function goToEnd(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+End');
}

/** Replaces the text of the open file. */
export async function replaceText(page: Page, text: string): Promise<void> {
  await goToEnd(page);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}
