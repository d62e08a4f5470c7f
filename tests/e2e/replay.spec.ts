import type { BrowserContextOptions, Locator, Page } from 'playwright/test';
import { DEMO_PROBLEM } from '#supabase/demo-problem.ts';
import { createInterview, editorText, expect, meet, signIn, test, type Visitor } from './journey.ts';
import { endAndArchive, endInterview, QUESTION, type Remembered, record } from './recording.ts';
import { playback, readClock } from './replay-clock.ts';

const MOMENTS = 10;

/** What the tests below look at: one session, recorded once. */
interface Recording {
  address: string;
  interviewId: string;
  moments: readonly Remembered[];
  /** Where its clock starts by the clock of this machine. */
  startAt: number;
  /** The browser of the candidate, as they left it. */
  candidate: NonNullable<BrowserContextOptions['storageState']>;
}
let recording: Recording;

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const slider = (page: Page) => page.getByRole('slider', { name: 'Time' });
const fileInTree = (page: Page, name: string) => page.getByRole('treeitem', { name });

test.beforeAll(async ({ openBrowser }) => {
  test.setTimeout(240_000);
  const meeting = await meet(openBrowser, 'Replayed');
  const { interviewId, candidate } = meeting;
  const { page } = meeting.interviewer;
  const { moments, saidAt } = await record(meeting);
  expect(moments).toHaveLength(MOMENTS);
  await endAndArchive(page, interviewId);
  const address = `/interviews/${interviewId}/replay`;
  await openReplay(page, address);
  // told by a message whose time is known by both clocks
  await region(page, 'Beside the code')
    .getByRole('list', { name: 'Events' })
    .getByRole('button', { name: QUESTION })
    .click();
  const startAt = saidAt - (await readClock(page));
  recording = {
    address,
    interviewId,
    moments,
    startAt,
    candidate: await candidate.context.storageState(),
  };
});

test('shows at ten moments what the pages showed then', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  for (const [index, { file, text }] of recording.moments.entries()) {
    await openReplay(page, addressOf(index));
    await fileInTree(page, file).click();
    await expect.poll(() => editorText(page), `${file} at ${addressOf(index)}`).toBe(text);
    // Colours of brackets would look for their pairs in all of a text, in each drawing of a play.
    await expect(page.locator('.view-line [class*="bracket-highlighting"]')).toHaveCount(0);
  }
  // Files that came later are not there yet.
  await openReplay(page, addressOf(0));
  await expect(fileInTree(page, 'main.py')).toBeVisible();
  await expect(fileInTree(page, 'helper.py')).toHaveCount(0);
});

test('keys move, play, and change the speed', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, addressOf(0));
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

test('the mouse drags the moment back and on, and sets the speed', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, addressOf(0));
  const placeOf = await readTimeline(page);
  const shows = (index: number) =>
    expect.poll(() => editorText(page), `moment ${index}`).toBe(recording.moments[index]?.text);
  const dragTo = async (index: number) => page.mouse.move(...placeOf(timeOf(index)), { steps: 8 });

  await fileInTree(page, 'main.py').click();
  await page.mouse.move(...placeOf(timeOf(8)));
  await page.mouse.down();
  await shows(8);
  await dragTo(6);
  await shows(6);
  await dragTo(0);
  await shows(0);
  await dragTo(5);
  await shows(5);
  await page.mouse.up();
  await dragTo(1);
  await shows(5);
  expect(Math.abs((await readClock(page)) - timeOf(5))).toBeLessThan(500);

  await playback(page)
    .getByRole('button', { name: /^Inactivity: skips/ })
    .click();
  await page.getByRole('menuitemcheckbox', { name: 'Skip inactivity' }).click();
  await page.keyboard.press('Escape');
  await playback(page).getByRole('button', { name: 'Speed, 1 times' }).click();
  await page.getByRole('menuitemcheckbox', { name: '8×' }).click();
  await expect(playback(page).getByRole('button', { name: 'Speed, 8 times' })).toBeVisible();
  await playback(page).getByRole('button', { name: 'To the start' }).click();
  await playback(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => readClock(page)).toBeGreaterThan(1000);
  const [from, since] = [await readClock(page), Date.now()];
  await expect.poll(() => readClock(page)).toBeGreaterThan(from + 12_000);
  const rate = ((await readClock(page)) - from) / (Date.now() - since);
  expect(rate, 'seconds of the recording in each second').toBeGreaterThan(6);
  expect(rate).toBeLessThan(10);
});

test('tells what ran, was tested, said and typed into the shell by then', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  const results = region(page, 'Results');
  const events = region(page, 'Beside the code').getByRole('list', { name: 'Events' });
  const chat = page.getByRole('log', { name: 'Chat up to this moment' });
  await openReplay(page, addressOf(9));
  await expect(events).toContainText('Casey Candidate tested main.py: 2 of 8 passed');
  await expect(events).toContainText('Casey Candidate tested main.py: 8 of 8 passed');
  await expect(events).toContainText('Casey Candidate ran main.py');
  await expect(events).toContainText('The interview ended');
  await tab(page, 'Output').click();
  await expect(results).toContainText('42');
  await tab(page, 'Tests').click();
  await expect(results).toContainText('8 of 8 passed');
  await tab(page, 'Terminal').click();
  await expect(results).toContainText('42 in the shell');
  await tab(page, 'Chat').click();
  await expect(chat).toContainText(QUESTION);

  await openReplay(page, addressOf(2));
  await tab(page, 'Terminal').click();
  await expect(results).toContainText('The terminal was not open at this moment.');
  await tab(page, 'Tests').click();
  await expect(results).toContainText('2 of 8 passed');
  await tab(page, 'Output').click();
  await expect(results).toContainText('No program had run at this moment.');

  await openReplay(page, addressOf(0));
  await tab(page, 'Tests').click();
  await expect(results).toContainText('No tests had run at this moment.');
  await tab(page, 'Chat').click();
  await expect(chat).toContainText('Nothing had been written at this moment.');
  await tab(page, /^People/).click();
  const people = page.getByRole('tabpanel', { name: /^People/ });
  await expect(people).toContainText('Casey Candidate');
  await expect(people).toContainText('Iris Interviewer');
});

test('a link leads somebody else to the same moment', async ({ openBrowser }) => {
  const { page, context } = await openAsInterviewer(openBrowser);
  const { file, text } = momentOf(5);
  await openReplay(page, addressOf(5));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link to this moment' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const colleague = await openBrowser();
  await signIn(colleague.page, 'reviewer');
  await openReplay(colleague.page, link);
  await fileInTree(colleague.page, file).click();
  await expect.poll(() => editorText(colleague.page)).toBe(text);
  expect(await readClock(colleague.page)).toBe(await readClock(page));
});

test('two moments are compared', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, recording.address);
  const placeOf = await readTimeline(page);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Compare two moments' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await page.getByRole('button', { name: 'Compare two moments' }).click();
  await expect(page.getByRole('menuitem', { name: 'Show what changed' })).toBeDisabled();
  await page.keyboard.press('Escape');

  await page.mouse.click(...placeOf(timeOf(4)));
  await choose('Set A here');
  await page.mouse.click(...placeOf(timeOf(8)));
  await choose('Set B here');
  await choose('Show what changed from A to B');
  const dialog = page.getByRole('dialog', { name: 'What changed between A and B' });
  const main = dialog.getByRole('region', { name: 'main.py' });
  await expect(main).toContainText('at A: def clients_over_limit');
  await expect(main).toContainText('at A:     return []');
  await expect(main).toContainText('at B: import helper');
  await expect(dialog.getByRole('region', { name: 'helper.py (new)' })).toContainText('at B: answer = 42');
  await expect(dialog.getByRole('region', { name: 'notes.md' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.mouse.click(...placeOf(timeOf(6)));
  await choose('Set A here');
  await page.mouse.click(...placeOf(timeOf(5)));
  await choose('Set B here');
  await choose('Show what changed from A to B');
  await expect(dialog).toContainText('The files are the same at both moments.');
  await page.keyboard.press('Escape');
  await choose('Take A and B away');
  await page.getByRole('button', { name: 'Compare two moments' }).click();
  await expect(page.getByRole('menuitem', { name: 'Show what changed' })).toBeDisabled();
});

test('the past is forked, changed and run; the record stays', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, addressOf(8));
  await fileInTree(page, 'main.py').click();
  const side = await openPanel(page, 'Fork the past');
  await side.getByRole('button', { name: 'Run this moment' }).click();
  const copy = page.getByRole('dialog', { name: /^A copy of/ });
  const results = copy.getByRole('region', { name: 'Results of the copy' });
  await copy.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(results).toContainText('42', { timeout: 30_000 });
  await copy.getByRole('tab', { name: 'helper.py' }).click();
  await copy.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('answer = 43\n');
  await expect(copy).toContainText('1 file changed');
  await copy.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(results).toContainText('43', { timeout: 30_000 });
  await copy.getByRole('button', { name: 'Back to the recorded text' }).click();
  await expect(copy).toContainText('As recorded');
  await copy.getByRole('button', { name: 'Run tests' }).click();
  await expect(copy.getByRole('listbox', { name: 'Test cases' }).getByRole('option')).toHaveCount(
    DEMO_PROBLEM.tests?.cases.length ?? 0,
    { timeout: 45_000 },
  );
  await copy.getByRole('button', { name: 'Close the copy' }).click();
  await expect.poll(() => editorText(page)).toBe(momentOf(8).text);
});

test('a curve tells how the code became correct, and leads to its moments', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, addressOf(0));
  await fileInTree(page, 'main.py').click();
  await openPanel(page, 'Correctness');
  const curve = region(page, 'Correctness');
  await expect(curve).toHaveAttribute('aria-busy', 'false', { timeout: 75_000 });
  await expect(curve).toContainText(/^0 of 8 tests pass at the last of \d+ moments\. All passed first at/);
  // where the session went slowly, a checkpoint lies in the middle of a rewriting as well
  await expect(curve).toContainText(/(Once|\d+ times) tests failed again\./);
  const chart = curve.getByRole('group', { name: 'Tests passed over time' });
  await chart.getByRole('button', { name: /First time all pass/ }).click();
  await expect.poll(() => editorText(page)).toBe(momentOf(5).text);
  const solvedAt = await readClock(page);

  await chart.getByRole('button', { name: /First time all pass/ }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => readClock(page)).toBeLessThan(solvedAt);

  await curve.getByText('Show as a table').click();
  const table = curve.getByRole('table', { name: 'Tests passed over time' });
  await expect(table.getByRole('columnheader', { name: 'The edge of the window' })).toBeVisible();
  await table
    .getByRole('row', { name: /8 of 8/ })
    .first()
    .getByRole('button')
    .click();
  await expect.poll(() => readClock(page)).toBe(solvedAt);
});

test('a comment stands at its moment; a shared link shows the replay until it is taken back', async ({
  openBrowser,
}) => {
  const { page } = await openAsInterviewer(openBrowser);
  await openReplay(page, addressOf(3));
  const at = await readClock(page);
  let shared = '';

  await test.step('a comment leads back to its moment', async () => {
    await openPanel(page, 'Comments');
    const field = page.getByLabel('Comment on this moment');
    const comments = region(page, 'Comments');
    await field.fill('A plan before code');
    await page.getByLabel('Also people with a shared link').check();
    await field.press('ControlOrMeta+Enter');
    await expect(comments).toContainText('A plan before code');
    await field.fill('For us alone');
    await page.getByLabel('Members only').check();
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await expect(comments).toContainText('For us alone');
    await slider(page).focus();
    await page.keyboard.press('End');
    expect(await readClock(page)).toBeGreaterThan(at);
    await comments
      .getByRole('button', { name: /^Go to/ })
      .first()
      .click();
    await expect.poll(() => readClock(page)).toBe(at);
  });

  await test.step('somebody without an account sees the replay and what is said to them', async () => {
    const side = await openPanel(page, 'Sharing');
    await side.getByLabel('For whom').fill('Hiring panel');
    await side.getByRole('button', { name: 'Create link' }).click();
    shared = await side.getByRole('textbox', { name: 'Link to the replay' }).inputValue();
    const guest = await openBrowser();
    await openReplay(guest.page, shared);
    await openPanel(guest.page, 'Comments');
    await expect(region(guest.page, 'Comments')).toContainText('A plan before code');
    await expect(guest.page.locator('body')).not.toContainText('For us alone');
    await expect(guest.page.getByLabel('Comment on this moment')).toHaveCount(0);
    await expect(tab(guest.page, 'Sharing')).toHaveCount(0);
    await openPanel(guest.page, 'Fork the past');
    await expect(guest.page.getByRole('button', { name: 'Run this moment' })).toHaveCount(0);
  });

  await test.step('a link that was taken back shows nothing any more', async () => {
    const side = await openPanel(page, 'Sharing');
    await side.getByRole('button', { name: /^Take back/ }).click();
    await expect(side).toContainText('Taken back');
    const late = await openBrowser();
    const response = await late.page.goto(shared);
    expect(response?.status()).toBe(404);
    await expect(late.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await expect(slider(late.page)).toHaveCount(0);
  });

  await test.step('the log tells who looked', async () => {
    const views = region(page, 'Who looked at the replay');
    await expect(views).toContainText('Iris Interviewer');
    await expect(views).toContainText('Somebody with the link for Hiring panel opened the replay');
  });
});

test('an interview to which nobody came says so, and leads back', async ({ openBrowser }) => {
  const { page } = await openAsInterviewer(openBrowser);
  const { id } = await createInterview(page, { title: 'Nobody came' });
  await endInterview(page, id);
  await page.goto(`/interviews/${id}/replay`);
  await expect(page.getByRole('main')).toContainText(
    'Nobody came to this interview, so nothing was recorded.',
  );
  await expect(slider(page)).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the interview' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody came' })).toBeVisible();
});

test('neither a stranger nor the candidate sees a replay', async ({ openBrowser }) => {
  for (const visitor of [await openBrowser(), await openBrowser({ storageState: recording.candidate })]) {
    await visitor.page.goto(recording.address);
    await expect(visitor.page).toHaveURL(/\/sign-in/);
    await visitor.page.goto(`${recording.address}?t=1`);
    await expect(slider(visitor.page)).toHaveCount(0);
    for (const path of ['tape', 'download', 'comments', 'curve', 'links', 'views']) {
      const response = await visitor.page.request.get(`/api/replay/${recording.interviewId}/${path}`);
      expect([401, 403, 404], path).toContain(response.status());
    }
  }
});

type OpenBrowser = (options?: BrowserContextOptions) => Promise<Visitor>;

async function openAsInterviewer(openBrowser: OpenBrowser): Promise<Visitor> {
  const visitor = await openBrowser();
  await signIn(visitor.page);
  return visitor;
}

async function openReplay(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(slider(page)).toBeVisible({ timeout: 30_000 });
}

/** Opens a panel beside the code. */
async function openPanel(page: Page, name: string): Promise<Locator> {
  const side = region(page, 'Beside the code');
  await side.getByRole('tab', { name }).click();
  return side;
}

function momentOf(index: number): Remembered {
  const moment = recording.moments[index];
  if (!moment) throw new Error(`There is no moment ${index}.`);
  return moment;
}

/** Where a remembered moment is, in milliseconds since the start. */
function timeOf(index: number): number {
  return momentOf(index).wallAt - recording.startAt;
}

function addressOf(index: number): string {
  return `${recording.address}?t=${(timeOf(index) / 1000).toFixed(1)}`;
}

/** Goes to the end, and returns where a moment is on the timeline, for the mouse. */
async function readTimeline(page: Page): Promise<(atMs: number) => [x: number, y: number]> {
  await playback(page).getByRole('button', { name: 'To the end' }).click();
  const length = await readClock(page);
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('The timeline is not there.');
  return (atMs) => [box.x + (box.width * atMs) / length, box.y + box.height / 2];
}
