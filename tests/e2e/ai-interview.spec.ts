import type { Page } from 'playwright/test';
import { LIBRARY_FOLDER, readLibraryQuestion } from '#supabase/question-library.ts';
import { log, meetAi, untilSaid } from './ai-interview.ts';
import { editorText, enterRoom, expect, replaceText, test, untilSaved } from './journey.ts';
import { findInterviewer } from './product.ts';

const WINDOW = readLibraryQuestion(LIBRARY_FOLDER, 'first-maintenance-window').question;
const STRETCH = readLibraryQuestion(LIBRARY_FOLDER, 'longest-healthy-stretch').question;

const tests = (page: Page) => page.getByRole('region', { name: 'Tests' });

/** Writes into the chat, which gives way to a question when that is asked. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('tab', { name: /^Chat/ }).click();
  await page.getByLabel('Message to everybody').fill(text);
  await page.keyboard.press('Enter');
}

/** Says something in the chat, and waits for words of the answer. */
async function say(page: Page, text: string, answer: string | RegExp): Promise<void> {
  await write(page, text);
  await untilSaid(page, answer);
}

async function runTests(page: Page, words: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(tests(page)).toContainText(words, { timeout: 45_000 });
}

/** The reference solution in one line, since an editor indents what is typed into it. */
const inOneLine = (code: string) => `exec(${JSON.stringify(code)})`;

test('a candidate alone is interviewed from greeting to goodbye, and the replay shows all of it', async ({
  openBrowser,
}) => {
  test.setTimeout(240_000);
  const { member, page, id } = await meetAi(openBrowser, 'Held by the scripted interviewer', [
    WINDOW,
    STRETCH,
  ]);
  await expect(log(page)).toContainText('Hello Casey Candidate. I am a scripted interviewer');
  await say(page, 'yes', 'Here is the first question');
  await expect.poll(() => editorText(page)).toContain('def first_window');
  await say(page, 'I would sort them by their beginning first', /\?$|while you write/);
  await runTests(page, 'passed');
  await expect(log(page)).toContainText('tests pass', { timeout: 30_000 });
  await say(page, 'can I have a hint?', 'Here is a hint');
  await expect(page.locator('body')).toContainText(WINDOW.hints[0] ?? '');
  await replaceText(page, inOneLine(WINDOW.solutions.python?.[0]?.text ?? ''));
  await untilSaved(page);
  const total = WINDOW.tests?.cases.length ?? 0;
  await runTests(page, `${total} of ${total} passed`);
  await expect(log(page)).toContainText(`let us talk about it. ${WINDOW.followUps[0]}`, { timeout: 30_000 });
  await say(page, 'Then I would merge all their meetings into one list', WINDOW.followUps[1] ?? '');
  await say(page, 'I would round each beginning up to the next quarter', WINDOW.followUps[2] ?? '');
  await say(page, 'I would keep the sorted list and look in it', 'Here is the next question');
  await expect.poll(() => editorText(page)).not.toContain('exec(');
  await say(page, 'I am done', /run the tests once/);
  for (const answer of ['It is not finished', 'I would count as I go', 'A window of two pointers'])
    await say(page, answer, /^AI/);
  await expect(log(page)).toContainText('Is there anything that you would like to ask or add?');
  await write(page, 'no, thanks');
  await page.waitForURL('**/ended/**', { timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'What happens next' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('The AI interviewer decides nothing');

  await member.goto(`/interviews/${id}/results`);
  const first = member.getByRole('region', { name: `1. ${WINDOW.title}` });
  await expect(first).toContainText(`${total} of ${total} tests passed`, { timeout: 60_000 });
  await expect(first).toContainText(WINDOW.hints[0] ?? '');
  await expect(member.getByRole('region', { name: `2. ${STRETCH.title}` })).toContainText(
    `0 of ${STRETCH.tests?.cases.length} tests passed`,
  );
  const drafts = member.getByRole('region', { name: 'Drafts of the AI interviewer' });
  const draft = drafts.getByRole('listitem').first();
  await draft.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(draft).toContainText('Kept by Iris Interviewer');
  // what it rests on stands in the replay at that moment
  const quote = (await draft.locator('blockquote > span').textContent()) ?? '';
  await draft.getByRole('link', { name: /^The words it rests on/ }).click();
  await member.getByRole('tab', { name: 'Chat' }).click();
  await expect(member.getByRole('log', { name: 'Chat up to this moment' })).toContainText(quote);

  await member.goto(`/interviews/${id}/replay`);
  await member.getByRole('tab', { name: 'Events' }).click();
  const events = member.getByRole('list', { name: 'Events' });
  for (const words of [
    'I am a scripted interviewer',
    `Question: ${WINDOW.title}`,
    'Hint 1:',
    `${total} of ${total} passed`,
    `Question: ${STRETCH.title}`,
    'noticed: Was asked about the answer',
    'Thank you for your time, Casey Candidate',
  ])
    await expect(events).toContainText(words);
});

test('a person watches, takes the floor, asks, and hands back; the AI interviewer goes on from there', async ({
  openBrowser,
}) => {
  test.setTimeout(180_000);
  const { member, page, id } = await meetAi(openBrowser, 'With a person beside it', [WINDOW, STRETCH]);
  await say(page, 'yes', 'Here is the first question');
  await enterRoom(member, id);
  await member.getByRole('tab', { name: /^Chat/ }).click();
  await member.getByRole('button', { name: 'Take over' }).first().click();
  await expect(page.locator('body')).toContainText('Iris Interviewer has taken over');
  await write(page, 'can I have a hint?');
  await write(member, 'I ask from here on: what does it cost?');
  await expect(log(page)).toContainText('what does it cost?');
  // long enough for the answer that must not come
  await page.waitForTimeout(5000);
  expect(await log(page).textContent()).not.toContain('Here is a hint');
  await member.getByRole('button', { name: 'Hand back' }).first().click();
  await expect(log(page)).toContainText('I go on from here', { timeout: 20_000 });
  await expect(log(page)).toContainText('Here is a hint');
  await member.goto(`/interviews/${id}/replay`);
  await member.getByRole('tab', { name: 'Events' }).click();
  const events = member.getByRole('list', { name: 'Events' });
  await expect(events).toContainText('Iris Interviewer took over from the AI interviewer');
  await expect(events).toContainText('handed back to the AI interviewer');
});

test('what interviews is killed in the middle: another process goes on, says so, and the replay has it', async ({
  openBrowser,
  product,
}) => {
  test.setTimeout(150_000);
  const { member, page, id } = await meetAi(openBrowser, 'Killed in the middle', [WINDOW, STRETCH]);
  await say(page, 'yes', 'Here is the first question');
  process.kill(findInterviewer(product.data), 'SIGKILL');
  await write(page, 'can I have a hint?');
  await expect(log(page)).toContainText('I was cut off for a moment', { timeout: 60_000 });
  await expect(log(page)).toContainText('Here is a hint', { timeout: 20_000 });
  await expect(page.locator('body')).toContainText(WINDOW.hints[0] ?? '');
  const said = (await log(page).textContent()) ?? '';
  expect(said.split('Here is the first question')).toHaveLength(2);
  await member.goto(`/interviews/${id}/replay`);
  await member.getByRole('tab', { name: 'Events' }).click();
  await expect(member.getByRole('list', { name: 'Events' })).toContainText('was cut off and came back');
});
