import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { root } from '#scripts/env.ts';
import { createInterview, enterRoom, expect, signIn, test } from './journey.ts';

const AXE = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Violations of WCAG 2.2 A and AA that axe finds on the page as it stands, one line each. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    // Initials on a face abbreviate the name in its label; the rule would want them spelled out there.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags }, rules });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    );
  });
}

const TESTS = `{
  "kind": "function",
  "function": "two_sum",
  "cases": [
    { "name": "Small", "input": [[2, 7, 11, 15], 9], "expected": [0, 1] }
  ]
}
`;

/** Opens the problem of an interview, writes a statement and tests as JSON, and saves them. */
async function writeProblem(page: Page, interviewId: string, tests = TESTS): Promise<void> {
  await page.goto(`/interviews/${interviewId}/problem`);
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Statement').fill('# Two sum\n\nFind *two* numbers.');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByLabel('Tests as JSON').fill(tests);
  await page.getByRole('button', { name: 'Save problem' }).click();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no accessibility violations in ${colorScheme}`, async ({ openBrowser }) => {
    const { page } = await openBrowser({ colorScheme });
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      const violations = await findViolations(page);
      if (violations.length > 0) found[name] = violations;
    };
    for (const at of ['/', '/sign-in', '/sign-up', '/forgot-password']) {
      await page.goto(at);
      await look(at);
    }
    await signIn(page);
    await look('/interviews');
    const { id, candidateLink } = await createInterview(page, { title: `Accessible in ${colorScheme}` });
    await look('/interviews/…');
    await writeProblem(page, id);
    await look('/interviews/…/problem as JSON');
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    await look('/interviews/…/problem as a form');
    await page.goto('/interviews/new');
    await look('/interviews/new');
    await page.goto('/account');
    await look('/account');
    await page.goto(candidateLink);
    await look('/join/…');
    await enterRoom(page, id);
    await look('/room/…');
    expect(found).toEqual({});
  });
}

test('no page scrolls sideways at 1280 or on a phone', async ({ openBrowser }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    const { page } = await openBrowser({ viewport });
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    for (const at of ['/', '/sign-in', '/sign-up']) {
      await page.goto(at);
      expect(await overflow(), `${at} at ${viewport.width}`).toBeLessThanOrEqual(0);
    }
    await signIn(page);
    const { id } = await createInterview(page, { title: `Width ${viewport.width}` });
    await writeProblem(page, id);
    for (const at of [
      '/interviews',
      `/interviews/${id}`,
      `/interviews/${id}/problem`,
      '/interviews/new',
      '/account',
    ]) {
      await page.goto(at);
      expect(await overflow(), `${at} at ${viewport.width}`).toBeLessThanOrEqual(0);
    }
    await page.goto(`/room/${id}`);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    expect(await overflow(), `the room at ${viewport.width}`).toBeLessThanOrEqual(0);
  }
});

test('nothing is asked of another host, in the pages or the room', async ({ openBrowser, product }) => {
  const { page } = await openBrowser();
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(product.url))
      strangers.push(request.url());
  });
  await page.goto('/');
  await signIn(page);
  const { id } = await createInterview(page, { title: 'Own files', language: 'typescript' });
  await enterRoom(page, id);
  await expect(page.getByRole('region', { name: 'Editor' }).locator('.view-line').first()).toBeVisible();
  expect(strangers).toEqual([]);
});

test('a keyboard alone signs in, opens the palette and comes to a new interview', async ({ openBrowser }) => {
  const { page } = await openBrowser();
  await page.goto('/sign-in');
  await page.getByLabel('Email').focus();
  await page.keyboard.type('interviewer@interlace.test');
  await page.keyboard.press('Tab');
  if (!(await page.getByLabel('Password').evaluate((input) => input === document.activeElement))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('interlace-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interviews');
  // a page that is there need not listen yet, on a busy machine for some time
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox')).toBeFocused({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.type('new interview');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interviews/new');
});

test('an interviewer writes a problem as JSON, corrects it where it is refused, and goes on by form', async ({
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await signIn(page);
  const { id } = await createInterview(page, { title: 'With a problem' });
  await expect(page.getByRole('link', { name: 'Write one' })).toHaveAttribute(
    'href',
    `/interviews/${id}/problem`,
  );

  const refused = TESTS.replace('"expected"', '"expcted"');
  await writeProblem(page, id, refused);
  const json = page.getByLabel('Tests as JSON');
  await expect(json).toBeFocused();
  await expect(json).toHaveAccessibleDescription(/Line 5, case 1: There is no "expcted" here/);
  await expect(json).toHaveValue(refused);
  await expect(page.getByLabel('Statement')).toHaveValue('# Two sum\n\nFind *two* numbers.');
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  await expect(page.getByText('Correct the text first')).toBeVisible();

  await json.fill(TESTS);
  await page.getByRole('button', { name: 'Save problem' }).click();
  await expect(page.getByText('Saved. People in the room see it now.')).toBeVisible();
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading', { name: 'Two sum' })).toBeVisible();
  await expect(page.getByLabel('Function')).toHaveValue('two_sum');
  await expect(page.getByLabel('Arguments, case 1')).toHaveValue('[2, 7, 11, 15], 9');

  await page.getByRole('button', { name: 'Add a case' }).click();
  await expect(page.getByLabel('Name, case 2')).toBeFocused();
  await page.keyboard.type('Twice the same');
  await page.keyboard.press('Tab');
  await page.keyboard.type('[3, 3], 6');
  await page.getByRole('button', { name: 'Save problem' }).click();
  await expect(page.getByLabel('Expected value, case 2')).toBeFocused();
  await expect(page.getByLabel('Expected value, case 2')).toHaveAccessibleDescription(/Give the value/);
  await page.keyboard.type('[0, 1]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (const label of ['Weight', 'Time (ms)', 'Memory (MB)']) {
    await page.keyboard.press('Tab');
    await expect(page.getByLabel(`${label}, case 2`)).toBeFocused();
  }
  await page.keyboard.type('8');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Memory (MB), case 2')).toHaveAccessibleDescription(/from 16 to 1024/);
  await page.getByLabel('Memory (MB), case 2').fill('64');
  await page.getByRole('button', { name: 'Remove case 1' }).click();
  await expect(page.getByLabel('Name, case 1')).toHaveValue('Twice the same');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Save problem' }).click();
  await expect(page.getByText('Saved. People in the room see it now.')).toBeVisible();

  await page.goto(`/interviews/${id}`);
  await expect(page.getByRole('region', { name: 'Problem' })).toContainText('2 cases, 1 hidden');
  await page.getByRole('link', { name: 'Edit problem' }).click();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(page.getByLabel('Tests as JSON')).toHaveValue(
    /"name": "Twice the same",\s+"input": \[\[3, 3\], 6\],\s+"expected": \[0, 1\],\s+"hidden": true,\s+"memoryBytes": 67108864\s/,
  );
});

test('of two interviewers who change one problem, the second decides what becomes of the first', async ({
  openBrowser,
}) => {
  const [first, second] = [(await openBrowser()).page, (await openBrowser()).page];
  await signIn(first);
  await signIn(second, 'owner');
  const { id } = await createInterview(first, { title: 'Two write it' });
  const statement = async (page: Page, text: string) => {
    await page.getByLabel('Statement').fill(text);
    await page.getByRole('button', { name: 'Save problem' }).click();
  };
  const saved = (page: Page) => page.getByText('Saved. People in the room see it now.');
  for (const page of [first, second]) {
    await page.goto(`/interviews/${id}/problem`);
    await page.waitForLoadState('networkidle');
  }
  await statement(first, 'Of the first');
  await expect(saved(first)).toBeVisible();
  // One's own saves are nobody else's.
  await statement(first, 'Of the first, corrected');
  await expect(saved(first)).toBeVisible();

  await statement(second, 'Of the second');
  const alert = second.getByRole('alert');
  await expect(alert).toContainText('saved this problem after you opened it here');
  await expect(second.getByLabel('Statement')).toHaveValue('Of the second');
  expect(await findViolations(second)).toEqual([]);
  // Saving as before is no decision.
  await second.getByRole('button', { name: 'Save problem', exact: true }).click();
  await expect(alert).toBeVisible();
  await first.reload();
  await first.waitForLoadState('networkidle');
  await expect(first.getByLabel('Statement')).toHaveValue('Of the first, corrected');
  await second.getByRole('button', { name: 'Save mine in its place' }).click();
  await expect(saved(second)).toBeVisible();

  await statement(first, 'Of the first, again');
  await expect(first.getByRole('alert')).toBeVisible();
  first.once('dialog', (dialog) => void dialog.accept());
  await first.getByRole('link', { name: 'Load the saved version' }).click();
  await expect(first.getByLabel('Statement')).toHaveValue('Of the second');
  await statement(first, 'Of both');
  await expect(saved(first)).toBeVisible();
});

test('tests come from a file, and a page with unsaved ones is not left without a word', async ({
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await signIn(page);
  const { id } = await createInterview(page, { title: 'From a file' });
  await page.goto(`/interviews/${id}/problem`);
  await page.waitForLoadState('networkidle');
  const file = { name: 'two-sum.json', mimeType: 'application/json', buffer: Buffer.from(TESTS) };
  await page.getByLabel('File with tests').setInputFiles(file);
  await expect(page.getByText('These are the tests of two-sum.json.')).toBeVisible();
  await expect(page.getByLabel('Function')).toHaveValue('two_sum');
  await expect(page.getByText('Not saved yet')).toBeVisible();

  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Back to the interview' }).click();
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain('not saved');
  await expect(page.getByLabel('Function')).toHaveValue('two_sum');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('No tests yet')).toBeVisible();
});
