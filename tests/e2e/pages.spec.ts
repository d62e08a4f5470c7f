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
    for (const at of ['/interviews', `/interviews/${id}`, '/interviews/new', '/account']) {
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
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('new interview');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/interviews/new');
});
