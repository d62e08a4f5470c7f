import type { Page } from 'playwright/test';
import { DEMO_PROBLEM } from '#supabase/demo-problem.ts';
import { editorText, expect, type Meeting, output, replaceText, untilSaved } from './journey.ts';

/** Nothing happens for this long around a remembered moment, so that rounding of an address stays inside. */
const QUIET = 1500;

/** What somebody saw in the room, and when by the clock of this machine. */
export interface Remembered {
  wallAt: number;
  file: string;
  text: string;
}

const UNSOLVED = 'def clients_over_limit(times, clients, limit, window):\n    return []\n';
const SOLVED =
  'def clients_over_limit(times, clients, limit, window):\n    return [c for c in set(clients) if any(sum(d == c and 0 <= u - t < window for u, d in zip(times, clients)) > limit for t in times)]\n';
export const QUESTION = 'What does your function cost?';

const region = (page: Page, name: string) => page.getByRole('region', { name });
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const fileInTree = (page: Page, name: string) => page.getByRole('treeitem', { name });

/**
 * A session of two people with everything that a replay tells: at ten moments what both saw, and when the question was
 * asked in the chat.
 */
export async function record(meeting: Meeting): Promise<{ moments: Remembered[]; saidAt: number }> {
  const { interviewer, candidate, interviewId } = meeting;
  const moments: Remembered[] = [];
  const keep = async (file: string) => moments.push(await remember(meeting, file));
  await setProblem(interviewer.page, interviewId);

  await replaceText(candidate.page, UNSOLVED);
  await keep('main.py');
  const saidAt = await say(interviewer.page, QUESTION);
  await keep('main.py');
  await testInRoom(candidate.page, '2 of 8 passed');
  await keep('main.py');
  await newFile(meeting, 'notes.md', '# Plan\nOne list for each client.\n');
  await keep('notes.md');
  await region(interviewer.page, 'Editor').locator('.view-lines').click();
  await interviewer.page.keyboard.press('ControlOrMeta+End');
  await interviewer.page.keyboard.type('And the window?\n', { delay: 10 });
  await keep('notes.md');
  await openInRoom(meeting, 'main.py');
  await replaceText(candidate.page, SOLVED);
  await keep('main.py');
  await testInRoom(candidate.page, '8 of 8 passed');
  await keep('main.py');
  await newFile(meeting, 'helper.py', 'answer = 42\n');
  await keep('helper.py');
  await openInRoom(meeting, 'main.py');
  await replaceText(candidate.page, 'import helper\nprint(helper.answer)\n');
  await keep('main.py');
  await tab(candidate.page, 'Output').click();
  await candidate.page.keyboard.press('ControlOrMeta+Enter');
  await expect(output(candidate.page)).toContainText('42');
  await tab(candidate.page, /Terminal/).click();
  await candidate.page.getByRole('button', { name: 'Open the terminal' }).click();
  const screen = region(candidate.page, 'Terminal').locator('.xterm-rows');
  await expect(screen).toBeVisible({ timeout: 30_000 });
  await region(candidate.page, 'Terminal').locator('.xterm').click();
  await candidate.page.keyboard.type('echo $((6 * 7)) in the shell', { delay: 5 });
  await candidate.page.keyboard.press('Enter');
  await expect(screen).toContainText('42 in the shell');
  await keep('main.py');
  return { moments, saidAt };
}

/** Ends the interview as its room does. */
export async function endInterview(page: Page, interviewId: string): Promise<void> {
  const response = await page.request.post(`/api/interviews/${interviewId}/end`, {
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.ok(), `the interview was ended (${response.status()})`).toBe(true);
}

/** Ends the interview and waits until its recording is kept outside of the room. */
export async function endAndArchive(page: Page, interviewId: string): Promise<void> {
  await endInterview(page, interviewId);
  await expect
    .poll(async () => (await page.request.get(`/api/replay/${interviewId}/download`)).status(), {
      timeout: 60_000,
    })
    .toBe(200);
}

/** Remembers what both see in this file, in the middle of a quiet stretch. */
async function remember({ interviewer, candidate }: Meeting, file: string): Promise<Remembered> {
  await untilSaved(candidate.page);
  await untilSaved(interviewer.page);
  await expect
    .poll(async () => (await editorText(candidate.page)) === (await editorText(interviewer.page)))
    .toBe(true);
  const since = Date.now();
  const text = await editorText(candidate.page);
  await untilQuiet(since);
  return { wallAt: (since + Date.now()) / 2, file, text };
}

/** Resolves when nothing has happened in the room for a while. */
async function untilQuiet(since: number): Promise<void> {
  await expect
    .poll(() => Date.now() - since, { timeout: QUIET * 4, intervals: [100] })
    .toBeGreaterThan(QUIET);
}

async function newFile(meeting: Meeting, name: string, text: string): Promise<void> {
  const { candidate, interviewer } = meeting;
  await candidate.page.getByRole('button', { name: 'New file' }).first().click();
  await candidate.page.keyboard.type(name);
  await candidate.page.keyboard.press('Enter');
  await expect(tab(candidate.page, new RegExp(name))).toBeVisible();
  await replaceText(candidate.page, text);
  await fileInTree(interviewer.page, name).click();
}

async function openInRoom({ candidate, interviewer }: Meeting, name: string): Promise<void> {
  for (const { page } of [candidate, interviewer]) await fileInTree(page, name).click();
}

/** Gives the interview the problem of the demo interview, as its form does. */
async function setProblem(page: Page, interviewId: string): Promise<void> {
  const response = await page.request.post(`/interviews/${interviewId}/problem`, {
    form: { statement: DEMO_PROBLEM.statement, tests: JSON.stringify(DEMO_PROBLEM.tests) },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.ok(), `the problem was stored (${response.status()})`).toBe(true);
}

async function testInRoom(page: Page, words: string): Promise<void> {
  await region(page, 'Editor').locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(region(page, 'Tests')).toContainText(words, { timeout: 45_000 });
}

/** Says something in the chat. Returns when it was seen there. */
async function say(page: Page, text: string): Promise<number> {
  await region(page, 'Editor').locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+/');
  await page.keyboard.type(text);
  const before = Date.now();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Chat messages' })).toContainText(text);
  return (before + Date.now()) / 2;
}
