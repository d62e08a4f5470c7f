import type { Page } from 'playwright/test';
import {
  admit,
  expect,
  joinByLink,
  meet,
  output,
  replaceText,
  status,
  test,
  untilReady,
  untilSaved,
} from './journey.ts';

/** Stands in no visible case and in no statement: whoever sees it has seen a hidden case. */
const SECRET = '271828';

const PROBLEM = {
  statement: '# Double\n\nWrite `double(n)`, which gives twice the number.',
  tests: JSON.stringify({
    kind: 'function',
    function: 'double',
    cases: [
      { name: 'one', input: [1], expected: 2 },
      { name: 'three', input: [3], expected: 6 },
      { name: 'a large one', input: [Number(SECRET)], expected: 2 * Number(SECRET), hidden: true },
    ],
  }),
};

/** Stores the problem as its form does. */
async function setProblem(page: Page, interviewId: string): Promise<void> {
  const address = `/interviews/${interviewId}/problem`;
  const response = await page.request.post(address, {
    form: PROBLEM,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.ok(), `the problem was stored (${response.status()})`).toBe(true);
}

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const screen = (page: Page) => region(page, 'Terminal').locator('.xterm-rows');
const lineField = (page: Page) => output(page).getByLabel('Line for the program');

/** Everything that the room and the app tell this page from its next load on, as it arrives. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  page.on('response', async (response) => {
    if (response.url().includes('/api/problem/')) heard.push(await response.text());
  });
  return heard;
}

async function showTerminal(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /Terminal/ }).click();
}

/** Types a command into the terminal and sends it. */
async function command(page: Page, text: string): Promise<void> {
  await region(page, 'Terminal').locator('.xterm').click();
  await page.keyboard.type(text, { delay: 5 });
  await page.keyboard.press('Enter');
}

test('a program reads the input that was given to it', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Input');
  await replaceText(candidate.page, 'print("Hello", input())\n');
  await untilSaved(candidate.page);
  await output(candidate.page).getByRole('button', { name: 'Input' }).click();
  await output(candidate.page).getByLabel('Input for the next run').fill('Ada\n');
  await candidate.page.keyboard.press('ControlOrMeta+Enter');
  for (const { page } of [interviewer, candidate]) await expect(output(page)).toContainText('Hello Ada');
});

test('two people type into one program, and both see who typed what', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Typing into a program');
  await replaceText(
    candidate.page,
    'first = input("First? ")\nsecond = input("Second? ")\nprint(first + " and " + second)\n',
  );
  await untilSaved(candidate.page);
  await output(candidate.page).getByRole('button', { name: 'Input' }).click();
  await output(candidate.page).getByLabel('Type while it runs').check();
  await candidate.page.getByRole('button', { name: 'Run', exact: true }).click();

  await expect(output(interviewer.page)).toContainText('First?');
  await expect(lineField(candidate.page)).toBeFocused();
  await candidate.page.keyboard.type('salt');
  await candidate.page.keyboard.press('Enter');
  await expect(output(interviewer.page)).toContainText('Casey Candidate typed');
  await expect(output(interviewer.page)).toContainText('Second?');
  await lineField(interviewer.page).fill('pepper');
  await lineField(interviewer.page).press('Enter');
  for (const { page } of [interviewer, candidate]) {
    await expect(output(page)).toContainText('salt and pepper');
    await expect(output(page)).toContainText('Finished');
  }
  await expect(lineField(candidate.page)).toHaveCount(0);
});

test('tests run for both; of the hidden case the candidate learns its verdict and nothing else', async ({
  openBrowser,
}) => {
  const { interviewer, candidate, interviewId } = await meet(openBrowser, 'Tests');
  const heard = { candidate: listen(candidate.page), interviewer: listen(interviewer.page) };
  for (const { page } of [interviewer, candidate]) {
    await page.reload();
    await untilReady(page);
  }
  await setProblem(interviewer.page, interviewId);

  // Nobody reloads: the room tells that there is a problem now.
  await candidate.page.getByRole('tab', { name: 'Problem' }).click();
  await expect(region(candidate.page, 'Problem')).toContainText('which gives twice the number');
  await replaceText(candidate.page, 'def double(n):\n    return n if n == 3 or n > 1000 else 2 * n\n');
  await untilSaved(candidate.page);
  await candidate.page.keyboard.press('ControlOrMeta+Shift+Enter');

  for (const { page } of [interviewer, candidate]) {
    await expect(region(page, 'Tests')).toContainText('1 of 3 passed', { timeout: 45_000 });
    const cases = page.getByRole('listbox', { name: 'Test cases' }).getByRole('option');
    await expect(cases.nth(0)).toContainText('Passed');
    await expect(cases.nth(1)).toContainText('Wrong answer');
    await expect(cases.nth(2)).toContainText('Wrong answer');
    // The first failure is what one sees.
    await expect(page.getByRole('region', { name: 'Case three' })).toContainText('double(3)');
    await cases.nth(1).click();
    await page.keyboard.press('ArrowDown');
  }
  const hidden = (page: Page) => page.getByRole('region', { name: 'Case a large one' });
  await expect(hidden(candidate.page)).toContainText('only interviewers see');
  await expect(hidden(interviewer.page)).toContainText(SECRET);
  await expect(hidden(interviewer.page)).toContainText('Hidden from candidates');
  const secrets = (texts: string[]) => texts.filter((text) => text.includes(SECRET)).length;
  expect(secrets(heard.interviewer), 'listening finds what is sent').toBeGreaterThan(1);
  expect(secrets(heard.candidate)).toBe(0);
  await expect(candidate.page.locator('body')).not.toContainText(SECRET);
});

test('the terminal is shared, and its files are the room’s files', async ({ openBrowser }) => {
  const { interviewer, candidate, observerLink } = await meet(openBrowser, 'Terminal');
  for (const { page } of [interviewer, candidate]) await showTerminal(page);
  await candidate.page.getByRole('button', { name: 'Open the terminal' }).click();
  await expect(screen(candidate.page)).toBeVisible({ timeout: 30_000 });
  await command(candidate.page, 'echo $((40 + 2)) is it');
  for (const { page } of [interviewer, candidate]) await expect(screen(page)).toContainText('42 is it');
  await expect(region(interviewer.page, 'Terminal')).toContainText(/Casey Candidate (is typing|typed last)/);

  await command(interviewer.page, 'mkdir -p made && echo "from the shell" > made/note.txt');
  for (const { page } of [interviewer, candidate])
    await expect(page.getByRole('treeitem', { name: /note\.txt/ })).toBeVisible();

  await replaceText(candidate.page, 'print("typed in the editor")\n');
  await untilSaved(candidate.page);
  await command(interviewer.page, 'cat main.py');
  await expect(screen(candidate.page)).toContainText('typed in the editor');

  const observer = await openBrowser();
  await joinByLink(observer.page, observerLink, 'Odile Observer');
  await admit(interviewer.page, 'Odile Observer');
  await observer.page.waitForURL('**/room/**');
  await expect(status(observer.page)).toContainText('Watching, read-only');
  await showTerminal(observer.page);
  await expect(screen(observer.page)).toContainText('42 is it');
  await expect(region(observer.page, 'Terminal')).toContainText('only people who take part type here');
  await command(observer.page, 'echo intrusion');
  await command(candidate.page, 'echo after all');
  await expect(screen(observer.page)).toContainText('after all');
  await expect(screen(candidate.page)).not.toContainText('intrusion');

  // The keyboard gets out again.
  await region(candidate.page, 'Terminal').locator('.xterm').click();
  await candidate.page.keyboard.press('F6');
  await expect
    .poll(() => candidate.page.evaluate(() => document.activeElement?.closest('.xterm') === null))
    .toBe(true);

  await candidate.page.reload();
  await untilReady(candidate.page);
  await expect(screen(candidate.page)).toContainText('after all');
  await interviewer.page.getByRole('button', { name: 'Close the terminal for everybody' }).click();
  for (const { page } of [interviewer, candidate])
    await expect(page.getByRole('button', { name: 'Open the terminal' })).toBeVisible();
});

test('a language that the machine lacks is explained instead of failing', async ({ openBrowser }) => {
  const { candidate } = await meet(openBrowser, 'Languages');
  await expect(status(candidate.page)).toContainText(/Python \d+\.\d+/);
  await candidate.page.getByRole('button', { name: 'New file' }).first().click();
  await candidate.page.keyboard.type('main.rs');
  await candidate.page.keyboard.press('Enter');
  await expect(candidate.page.getByRole('tab', { name: /main\.rs/ })).toBeVisible();
  await expect(status(candidate.page)).toContainText(/Rust/);
  if (await status(candidate.page).getByText('Rust: not installed').isVisible()) {
    await candidate.page.keyboard.press('ControlOrMeta+Enter');
    await expect(candidate.page.getByText(/Rust is not installed on this machine/)).toBeVisible();
  } else {
    await candidate.page.keyboard.press('ControlOrMeta+Enter');
    await expect(output(candidate.page)).toContainText('Hello', { timeout: 45_000 });
  }
});
