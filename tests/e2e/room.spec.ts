import type { Page } from 'playwright/test';
import {
  admit,
  createInterview,
  editorText,
  enterRoom,
  expect,
  goToEnd,
  joinByLink,
  meet,
  output,
  replaceText,
  signIn,
  status,
  test,
  untilReady,
  untilSaved,
} from './journey.ts';
import { findRoomServer } from './product.ts';

const sameText = async (a: Page, b: Page) => {
  const [left, right] = [await editorText(a), await editorText(b)];
  return left === right ? left : null;
};

test('two people type at once, converge, see each other’s cursor, and share a run', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Pairing');
  await replaceText(interviewer.page, 'print("one")\n');
  await expect.poll(() => editorText(candidate.page)).toContain('print("one")');

  await goToEnd(candidate.page);
  await interviewer.page.keyboard.press('ControlOrMeta+Home');
  await Promise.all([
    interviewer.page.keyboard.type('# from the interviewer\n', { delay: 15 }),
    candidate.page.keyboard.type('print("two")\n', { delay: 15 }),
  ]);
  await expect.poll(() => sameText(interviewer.page, candidate.page)).toContain('print("two")');
  expect(await editorText(candidate.page)).toContain('# from the interviewer');

  await expect(interviewer.page.locator('[class*="yRemoteSelectionHead"]').first()).toBeAttached();
  await expect(candidate.page.locator('[class*="yRemoteSelectionHead"]').first()).toBeAttached();

  await candidate.page.keyboard.press('ControlOrMeta+Enter');
  for (const { page } of [interviewer, candidate]) {
    await expect(output(page)).toContainText('one');
    await expect(output(page)).toContainText('two');
  }
  await expect(output(interviewer.page)).toContainText('by Casey Candidate');
  await expect(output(candidate.page)).toContainText('by you');
  await untilSaved(interviewer.page);
  await untilSaved(candidate.page);
});

test('undo takes back one’s own edits only', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Undo');
  await replaceText(interviewer.page, 'mine = 1\n');
  await expect.poll(() => editorText(candidate.page)).toContain('mine = 1');
  await goToEnd(candidate.page);
  await candidate.page.keyboard.type('yours = 2', { delay: 10 });
  await expect.poll(() => editorText(interviewer.page)).toContain('yours = 2');
  await candidate.page.keyboard.press('ControlOrMeta+z');
  await candidate.page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => editorText(interviewer.page)).not.toContain('yours');
  expect(await editorText(interviewer.page)).toContain('mine = 1');
});

test('a program runs once for all: the second to press sees it, and Stop ends it for both', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Running');
  await replaceText(candidate.page, 'import time\nprint("begun")\ntime.sleep(60)\n');
  await untilSaved(candidate.page);
  await candidate.page.keyboard.press('ControlOrMeta+Enter');
  await expect(output(interviewer.page)).toContainText('begun');
  await interviewer.page.keyboard.press('ControlOrMeta+Enter');
  await expect(interviewer.page.getByText(/already running|is running/i).first()).toBeVisible();
  await interviewer.page.getByRole('button', { name: /Stop/ }).first().click();
  for (const { page } of [interviewer, candidate]) await expect(output(page)).toContainText(/Stopped/i);
});

test('an observer watches, is seen by the candidate, and cannot edit', async ({ openBrowser }) => {
  const { interviewer, candidate, observerLink } = await meet(openBrowser, 'Watching');
  const observer = await openBrowser();
  await joinByLink(observer.page, observerLink, 'Odile Observer');
  await admit(interviewer.page, 'Odile Observer');
  await observer.page.waitForURL('**/room/**');
  await expect(status(observer.page)).toContainText('Watching, read-only');
  await expect(candidate.page.getByRole('button', { name: 'Watching: Odile Observer' })).toBeVisible();

  await replaceText(candidate.page, 'secret_plan = 1\n');
  await expect.poll(() => editorText(observer.page)).toContain('secret_plan');
  await observer.page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await observer.page.keyboard.type('intrusion');
  await expect(observer.page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);
  await candidate.page.keyboard.type('x = 2\n');
  await expect.poll(() => sameText(candidate.page, observer.page)).toContain('x = 2');
  expect(await editorText(observer.page)).not.toContain('intrusion');
});

test('reloading in the middle of typing loses nothing', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Reload');
  await replaceText(candidate.page, '');
  candidate.page.on('dialog', (dialog) => void dialog.accept());
  await candidate.page.keyboard.type('kept_', { delay: 5 });
  await candidate.page.keyboard.type('0123456789', { delay: 5 });
  await candidate.page.reload();
  await untilReady(candidate.page);
  await expect.poll(() => editorText(candidate.page)).toContain('kept_0123456789');
  await expect.poll(() => editorText(interviewer.page)).toContain('kept_0123456789');
});

test('edits made without a line are kept on the device and merge on return', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Offline');
  await replaceText(candidate.page, 'start\n');
  await untilSaved(candidate.page);
  await candidate.context.setOffline(true);
  const dropped = candidate.page.getByText(/Offline|reconnecting/i).first();
  await expect(dropped).toBeVisible({ timeout: 45_000 });
  await candidate.page.keyboard.type('written_offline\n', { delay: 5 });
  await goToEnd(interviewer.page);
  await interviewer.page.keyboard.type('written_meanwhile\n', { delay: 5 });
  await candidate.context.setOffline(false);
  await untilSaved(candidate.page);
  await expect.poll(() => sameText(interviewer.page, candidate.page)).toContain('written_offline');
  expect(await editorText(interviewer.page)).toContain('written_meanwhile');
});

test('the room server is killed in the middle of typing: nothing acknowledged is lost, typing goes on', async ({
  openBrowser,
  product,
}) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Crash');
  await replaceText(candidate.page, 'acknowledged = 1\n');
  await untilSaved(candidate.page);
  const typing = candidate.page.keyboard.type('while_it_fell = 2\nand_after = 3\n', { delay: 30 });
  await expect.poll(() => editorText(candidate.page)).toContain('while');
  process.kill(findRoomServer(product.data), 'SIGKILL');
  await typing;
  await untilSaved(candidate.page);
  await expect
    .poll(() => sameText(interviewer.page, candidate.page), { timeout: 30_000 })
    .toMatch(/acknowledged = 1\nwhile_it_fell = 2\nand_after = 3/);

  // What the disk has, without any page's help.
  const fresh = await openBrowser();
  await signIn(fresh.page, 'owner');
  await enterRoom(fresh.page, new URL(interviewer.page.url()).pathname.split('/').pop() ?? '');
  await expect.poll(() => editorText(fresh.page)).toContain('and_after = 3');
  await expect(status(fresh.page)).toContainText('Saved');
});

test('people chat, and what one has not read is counted', async ({ openBrowser }) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Chat');
  await candidate.page.getByRole('button', { name: /chat/i }).first().click();
  await interviewer.page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await interviewer.page.keyboard.press('ControlOrMeta+/');
  await interviewer.page.keyboard.type('What happens at exactly one second?');
  await interviewer.page.keyboard.press('Enter');
  await expect(interviewer.page.getByRole('log')).toContainText('What happens at exactly one second?');
  expect(await editorText(interviewer.page)).not.toContain('exactly');
  await expect(candidate.page.getByRole('button', { name: /1 (unread|new)/i }).first()).toBeVisible();
  await candidate.page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await candidate.page.keyboard.press('ControlOrMeta+/');
  await expect(candidate.page.getByRole('log')).toContainText('What happens at exactly one second?');
});

test('a new file, its name and its text reach the other person; imports of it run', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(openBrowser, 'Files');
  await interviewer.page.getByRole('button', { name: 'New file' }).first().click();
  await interviewer.page.keyboard.type('helper.py');
  await interviewer.page.keyboard.press('Enter');
  await expect(interviewer.page.getByRole('tab', { name: /helper\.py/ })).toBeVisible();
  await replaceText(interviewer.page, 'answer = 42\n');
  const item = candidate.page.getByRole('treeitem', { name: /helper\.py/ });
  await expect(item).toBeVisible();
  await item.click();
  await expect.poll(() => editorText(candidate.page)).toContain('answer = 42');
  await candidate.page.getByRole('treeitem', { name: /main\.py/ }).click();
  await expect.poll(() => editorText(candidate.page)).toContain('Hello');
  await replaceText(candidate.page, 'import helper\nprint(helper.answer)\n');
  await untilSaved(candidate.page);
  await candidate.page.keyboard.press('ControlOrMeta+Enter');
  await expect(output(interviewer.page)).toContainText('42');
});

test('a link that is taken back puts its guest out and lets nobody in', async ({ openBrowser }) => {
  const interviewer = await openBrowser();
  await signIn(interviewer.page);
  const { id, candidateLink } = await createInterview(interviewer.page, { title: 'Taken back' });
  const candidate = await openBrowser();
  await joinByLink(candidate.page, candidateLink, 'Casey Candidate');
  const room = await interviewer.context.newPage();
  await enterRoom(room, id);
  await admit(room, 'Casey Candidate');
  await candidate.page.waitForURL('**/room/**');
  await untilReady(candidate.page);
  await interviewer.page.reload();
  await interviewer.page.getByRole('button', { name: /Take back the link for Candidate/ }).click();
  await expect(candidate.page.getByText('You are not in this room any more')).toBeVisible();
  await expect(candidate.page.getByText('This link does not work any more')).toBeVisible();
  await expect(room.getByRole('list', { name: 'In the room' })).not.toContainText('CC');
  const stranger = await openBrowser();
  await stranger.page.goto(candidateLink);
  await expect(stranger.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});
