import type { Page } from 'playwright/test';
import { editorText, expect, goToEnd, meet, replaceText, test, untilSaved } from './journey.ts';

const timer = (page: Page) => page.getByRole('timer');
const paused = (page: Page) => page.getByRole('region', { name: 'Paused' });

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('an interview is paused with its files, goes on, and gets more time', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Pause', 30);
  await expect(timer(candidate.page)).toHaveText(/^29:\d\d\s*left$/);
  await replaceText(candidate.page, 'x = 1');
  await untilSaved(candidate.page);
  await choose(interviewer.page, 'Pause the interview');
  await expect(paused(candidate.page)).toContainText(/the files stand still\. \d\d:\d\d gone, 29:\d\d left/);
  await expect(paused(candidate.page)).toContainText('Your interviewer lets it go on.');
  await expect(paused(candidate.page).getByRole('button')).toHaveCount(0);
  const stands = await timer(candidate.page).textContent();
  await goToEnd(candidate.page);
  await candidate.page.keyboard.type('23');
  await paused(interviewer.page).getByRole('button', { name: 'Go on' }).click();
  await expect(paused(candidate.page)).toHaveCount(0);
  expect(await editorText(candidate.page)).toBe('x = 1');
  await expect(timer(candidate.page)).not.toHaveText(stands ?? '');
  await candidate.page.keyboard.type('4');
  await expect.poll(() => editorText(interviewer.page)).toBe('x = 14');

  await choose(interviewer.page, 'Give more time');
  await interviewer.page.getByRole('button', { name: '15 min' }).click();
  await expect(timer(candidate.page)).toHaveText(/^4[34]:\d\d\s*left$/);
});

test('at zero the interview submits itself, for everybody and on its page', async ({ openBrowser }) => {
  const { interviewer, candidate, interviewId } = await meet(openBrowser, 'One minute', 1);
  await replaceText(candidate.page, 'print("just in time")');
  await untilSaved(candidate.page);
  await candidate.page.waitForURL('**/ended/**', { timeout: 75_000 });
  await interviewer.page.waitForURL(/\/(ended|interviews)\//, { timeout: 15_000 });
  await interviewer.page.goto(`/interviews/${interviewId}`);
  await expect(interviewer.page.getByText('its clock')).toBeVisible();
});

test('a second tab of the candidate takes over only on request', async ({ openBrowser }) => {
  const { candidate, interviewer, interviewId } = await meet(openBrowser, 'Two tabs');
  await replaceText(candidate.page, 'one = 1');
  await untilSaved(candidate.page);
  const second = await candidate.context.newPage();
  await second.goto(`/room/${interviewId}`);
  const banner = second.getByRole('alert').filter({ hasText: 'open in another tab' });
  await expect(banner).toBeVisible();
  await candidate.page.keyboard.type('0');
  await expect.poll(() => editorText(interviewer.page)).toBe('one = 10');
  await banner.getByRole('button', { name: 'Use this tab' }).click();
  await expect(candidate.page.getByText('You went on in another tab')).toBeVisible();
  await expect.poll(() => editorText(second)).toBe('one = 10');
  await goToEnd(second);
  await second.keyboard.type('0');
  await expect.poll(() => editorText(interviewer.page)).toBe('one = 100');
  await candidate.page.reload();
  await expect(candidate.page.getByText('This interview is open in another tab')).toBeVisible();
});
