import type { Page } from 'playwright/test';
import { DEMO_PROBLEM } from '#supabase/demo-problem.ts';
import { editorText, expect, type Meeting, meet, output, replaceText, test, untilSaved } from './journey.ts';

/** Nothing happens for this long around a remembered moment, so that rounding of an address stays inside. */
const QUIET = 1500;
const MOMENTS = 10;

/** What somebody saw in the room, and when by the clock of this machine. */
interface Remembered {
  wallAt: number;
  file: string;
  text: string;
}

const CHANGED = 'def clients_over_limit(times, clients, limit, window):\n    return [clients[0]]\n';
const UNSOLVED = 'def clients_over_limit(times, clients, limit, window):\n    return []\n';

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const slider = (page: Page) => page.getByRole('slider', { name: 'Time' });
const playback = (page: Page) => page.getByRole('toolbar', { name: 'Playback' });
const fileInTree = (page: Page, name: string) => page.getByRole('treeitem', { name });

/** The moment that the replay shows, in milliseconds since the start. */
async function readClock(page: Page): Promise<number> {
  const text = (await playback(page).locator('time').first().textContent()) ?? '';
  const parts = text.trim().split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

/** Resolves when nothing has happened in the room for a while. */
async function untilQuiet(since: number): Promise<void> {
  await expect
    .poll(() => Date.now() - since, { timeout: QUIET * 4, intervals: [100] })
    .toBeGreaterThan(QUIET);
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
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(region(page, 'Tests')).toContainText(words, { timeout: 45_000 });
}

/** Says something in the chat. Returns when it was seen there. */
async function say(page: Page, text: string): Promise<number> {
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+/');
  await page.keyboard.type(text);
  const before = Date.now();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Chat messages' })).toContainText(text);
  return (before + Date.now()) / 2;
}

/** A session of two people with everything that a replay tells. */
async function record(meeting: Meeting): Promise<{ moments: Remembered[]; saidAt: number }> {
  const { interviewer, candidate, interviewId } = meeting;
  const moments: Remembered[] = [];
  const keep = async (file: string) => moments.push(await remember(meeting, file));
  await setProblem(interviewer.page, interviewId);

  await replaceText(candidate.page, UNSOLVED);
  await keep('main.py');
  const saidAt = await say(interviewer.page, 'What does your function cost?');
  await keep('main.py');
  await testInRoom(candidate.page, 'passed');
  await keep('main.py');
  await newFile(meeting, 'notes.md', '# Plan\nOne list for each client.\n');
  await keep('notes.md');
  await interviewer.page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await interviewer.page.keyboard.press('ControlOrMeta+End');
  await interviewer.page.keyboard.type('And the window?\n', { delay: 10 });
  await keep('notes.md');
  await openInRoom(meeting, 'main.py');
  await replaceText(candidate.page, CHANGED);
  await keep('main.py');
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

/** Ends the interview and waits until its recording is kept outside of the room. */
async function endAndArchive(page: Page, interviewId: string): Promise<void> {
  const response = await page.request.post(`/api/interviews/${interviewId}/end`, {
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.ok(), `the interview was ended (${response.status()})`).toBe(true);
  await expect
    .poll(async () => (await page.request.get(`/api/replay/${interviewId}/download`)).status(), {
      timeout: 60_000,
    })
    .toBe(200);
}

async function openReplay(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(slider(page)).toBeVisible({ timeout: 30_000 });
}

/** Where the tape's clock starts by this machine's, told by a message whose time is known by both. */
async function findStart(page: Page, saidAt: number): Promise<number> {
  await region(page, 'Beside the code')
    .getByRole('list', { name: 'Events' })
    .getByRole('button', { name: /What does your function cost/ })
    .click();
  return saidAt - (await readClock(page));
}

test('a session is recorded, and its replay shows at ten moments what the pages showed then', async ({
  openBrowser,
}) => {
  test.setTimeout(420_000);
  const meeting = await meet(openBrowser, 'Replayed');
  const { interviewId } = meeting;
  const { page } = meeting.interviewer;
  const { moments, saidAt } = await record(meeting);
  expect(moments).toHaveLength(MOMENTS);
  await endAndArchive(page, interviewId);
  const address = `/interviews/${interviewId}/replay`;

  await openReplay(page, address);
  const startAt = await findStart(page, saidAt);
  const secondsOf = ({ wallAt }: Remembered) => ((wallAt - startAt) / 1000).toFixed(1);
  await test.step('every moment by its address', async () => {
    for (const moment of moments) {
      await openReplay(page, `${address}?t=${secondsOf(moment)}`);
      await fileInTree(page, moment.file).click();
      await expect.poll(() => editorText(page), `${moment.file} at ${secondsOf(moment)}`).toBe(moment.text);
    }
    // Files that came later are not there yet.
    await openReplay(page, `${address}?t=${secondsOf(moments[0] as Remembered)}`);
    await expect(fileInTree(page, 'main.py')).toBeVisible();
    await expect(fileInTree(page, 'helper.py')).toHaveCount(0);
  });

  await test.step('keys move, play, and change the speed', async () => {
    const from = await readClock(page);
    await slider(page).focus();
    await page.keyboard.press('ArrowRight');
    expect(await readClock(page)).toBe(from + 5000);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('.');
    await expect.poll(() => readClock(page)).toBeGreaterThan(from);
    await page.keyboard.press('Home');
    expect(await readClock(page)).toBe(0);
    await page.keyboard.press('>');
    await expect(playback(page).getByRole('button', { name: 'Speed, 2 times' })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(playback(page).getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect.poll(() => readClock(page)).toBeGreaterThan(1000);
    await page.keyboard.press('Space');
    await expect(playback(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await page.keyboard.press('End');
    await expect(playback(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await expect(slider(page)).toHaveAttribute(
      'aria-valuenow',
      (await slider(page).getAttribute('aria-valuemax')) ?? '',
    );
  });
});

test('nobody without a right sees a replay', async ({ openBrowser }) => {
  const meeting = await meet(openBrowser, 'Not for everybody');
  const stranger = await openBrowser();
  await stranger.page.goto(`/interviews/${meeting.interviewId}/replay`);
  await expect(stranger.page).toHaveURL(/\/sign-in/);
  await stranger.page.goto(`/interviews/${meeting.interviewId}/replay?t=1`);
  await expect(slider(stranger.page)).toHaveCount(0);
  for (const path of ['comments', 'curve']) {
    const response = await stranger.page.request.get(`/api/replay/${meeting.interviewId}/${path}`);
    expect([401, 403, 404], path).toContain(response.status());
  }
});
