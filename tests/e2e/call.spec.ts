import type { Page } from 'playwright/test';
import { admit, expect, joinByLink, meet, test, untilReady, type Visitor } from './journey.ts';
import { writeVoiceFile } from './voice-file.ts';

/** Of the page that is shared where somebody shares their screen. */
const SHARED_TITLE = 'What I want to show';

/** Chromium's own camera with a moving picture, and a microphone into which somebody talks on and on. */
const DEVICES = [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${writeVoiceFile()}`,
  '--autoplay-policy=no-user-gesture-required',
  `--auto-select-tab-capture-source-by-title=${SHARED_TITLE}`,
];
const ALLOWED = { permissions: ['microphone', 'camera'] };

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...DEVICES] });
  },
});

const call = (page: Page) => page.getByRole('region', { name: 'Call', exact: true });
const inCall = (page: Page) => page.getByRole('list', { name: 'In the call' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Join the call' });

/** Opens the call and looks whether it can be reached. */
async function openCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join the call' }).click();
  await expect(dialog(page)).toContainText('The call can be reached');
}

async function joinCall(page: Page): Promise<void> {
  await openCall(page);
  await expect(dialog(page)).toContainText('You can be heard');
  await dialog(page).getByRole('button', { name: 'Join', exact: true }).click();
  await expect(call(page)).toBeVisible();
}

test('two people talk: each sees that the other speaks, a mute is seen, and who leaves is gone', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(() => openBrowser(ALLOWED), 'A call');
  await joinCall(interviewer.page);
  await expect(inCall(interviewer.page)).toContainText('Nobody else is in the call so far');
  await joinCall(candidate.page);
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, speaking/)).toBeVisible();
  await expect(
    inCall(candidate.page)
      .getByLabel(/, speaking/)
      .nth(1),
  ).toBeVisible();

  await candidate.page.keyboard.press('Alt+v');
  await expect(call(candidate.page).getByRole('button', { name: 'Unmute the microphone' })).toBeVisible();
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, muted/)).toBeVisible();
  await candidate.page.keyboard.press('Alt+v');
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, speaking/)).toBeVisible();

  await call(candidate.page).getByRole('button', { name: 'Turn the camera on' }).click();
  await inCall(interviewer.page)
    .getByRole('button', { name: /^Show the camera of Casey Candidate/ })
    .click();
  const view = interviewer.page.getByRole('region', { name: 'Camera of Casey Candidate' });
  await expect
    .poll(() => view.locator('video').evaluate((at: HTMLVideoElement) => at.videoWidth))
    .toBeGreaterThan(0);
  await view.getByRole('button', { name: 'Close this view' }).click();
  await expect(view).toHaveCount(0);

  await call(candidate.page).getByRole('button', { name: 'Leave the call' }).click();
  await expect(call(candidate.page)).toHaveCount(0);
  await expect(inCall(interviewer.page)).not.toContainText('Casey Candidate');
  await expect(candidate.page.getByRole('button', { name: 'Join the call' })).toBeVisible();
});

test('a screen that somebody shares moves at the others, and is gone when they stop', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(() => openBrowser(ALLOWED), 'A call with a screen');
  await joinCall(interviewer.page);
  await joinCall(candidate.page);
  await openMovingPage(interviewer);
  await call(interviewer.page).getByRole('button', { name: 'Share the screen' }).click();
  await expect(call(interviewer.page).getByRole('button', { name: 'Stop sharing the screen' })).toBeVisible();

  const view = candidate.page.getByRole('region', { name: /^Screen of / });
  const video = view.locator('video');
  await expect.poll(() => video.evaluate((at: HTMLVideoElement) => at.videoWidth)).toBeGreaterThan(0);
  const countFrames = () =>
    video.evaluate((at: HTMLVideoElement) => at.getVideoPlaybackQuality().totalVideoFrames);
  const before = await countFrames();
  await expect.poll(countFrames).toBeGreaterThan(before + 10);
  await expect(inCall(candidate.page).getByRole('listitem')).toHaveCount(2);
  await expect(inCall(candidate.page).getByLabel(/, shares their screen$/)).toBeVisible();
  // it covers no tabs
  await candidate.page.getByRole('tab', { name: /^People/ }).click();

  await call(interviewer.page).getByRole('button', { name: 'Stop sharing the screen' }).click();
  await expect(view).toHaveCount(0);
  await expect(inCall(candidate.page).getByRole('listitem')).toHaveCount(2);
  await expect(inCall(candidate.page).getByLabel(/shares their screen/)).toHaveCount(0);
  await expect(call(interviewer.page).getByRole('button', { name: 'Share the screen' })).toBeVisible();
});

test('who reloads the page in mid-call is back in it, muted as they were, and who left the call is not', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(() => openBrowser(ALLOWED), 'A call and a reload');
  await joinCall(interviewer.page);
  await joinCall(candidate.page);
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, speaking/)).toBeVisible();
  await candidate.page.keyboard.press('Alt+v');
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, muted/)).toBeVisible();

  await candidate.page.reload();
  await expect(candidate.page.getByText('You are back in the call, muted.')).toBeVisible();
  await expect(call(candidate.page).getByRole('button', { name: 'Unmute the microphone' })).toBeVisible();
  await expect(
    inCall(candidate.page)
      .getByLabel(/, speaking/)
      .first(),
  ).toBeVisible();
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, muted/)).toBeVisible();

  await candidate.page.keyboard.press('Alt+v');
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, speaking/)).toBeVisible();
  await candidate.page.reload();
  await expect(candidate.page.getByText('You are back in the call. The others hear you.')).toBeVisible();
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, speaking/)).toBeVisible();

  await call(candidate.page).getByRole('button', { name: 'Leave the call' }).click();
  await candidate.page.reload();
  await untilReady(candidate.page);
  await expect(candidate.page.getByRole('button', { name: 'Join the call' })).toBeVisible();
  await expect(inCall(interviewer.page)).not.toContainText('Casey Candidate');
});

test('a person whose browser refuses the microphone joins to listen, and the room works without a call', async ({
  openBrowser,
}) => {
  const { interviewer, candidate } = await meet(() => openBrowser(), 'A call to listen to');
  await interviewer.context.grantPermissions(['microphone']);
  await joinCall(interviewer.page);

  await openCall(candidate.page);
  await dialog(candidate.page).getByRole('button', { name: 'Without a call' }).click();
  await expect(dialog(candidate.page)).toHaveCount(0);
  await untilReady(candidate.page);

  await openCall(candidate.page);
  await expect(dialog(candidate.page)).toContainText('does not let this page use the microphone');
  await dialog(candidate.page).getByRole('button', { name: 'Join to listen' }).click();
  await expect(inCall(candidate.page).getByLabel(/, speaking/)).toBeVisible();
  await expect(inCall(interviewer.page).getByLabel(/^Casey Candidate, muted/)).toBeVisible();
});

test('somebody who watches hears the call, is listed by the room and not seen in the call', async ({
  openBrowser,
}) => {
  const { interviewer, candidate, observerLink } = await meet(() => openBrowser(ALLOWED), 'A watched call');
  await joinCall(interviewer.page);
  const observer = await openBrowser();
  await joinByLink(observer.page, observerLink, 'Odile Observer');
  await admit(interviewer.page, 'Odile Observer');
  await observer.page.waitForURL('**/room/**');
  await untilWatching(observer.page);
  await openCall(observer.page);
  await dialog(observer.page).getByRole('button', { name: 'Join to listen' }).click();
  await expect(call(observer.page)).toContainText('You are listening');
  await expect(inCall(observer.page).getByLabel(/, speaking/)).toBeVisible();
  await expect(call(observer.page).getByRole('button', { name: /microphone/ })).toHaveCount(0);

  await expect(candidate.page.getByRole('button', { name: 'Watching: Odile Observer' })).toBeVisible();
  await expect(inCall(interviewer.page)).toContainText('Nobody else is in the call so far');
});

async function untilWatching(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText('Watching, read-only');
}

/** Another page of this browser, which never stands still. */
async function openMovingPage({ context, page }: Visitor): Promise<void> {
  const shared = await context.newPage();
  await shared.setContent(`<title>${SHARED_TITLE}</title><h1></h1><script>
    setInterval(() => (document.querySelector('h1').textContent = Date.now()), 50);
  </script>`);
  await page.bringToFront();
}
