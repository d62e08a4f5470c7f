import type { Page } from 'playwright/test';
import { expect, type Meeting, meet, signIn, test } from './journey.ts';
import { endAndArchive } from './recording.ts';
import { playback, readClock } from './replay-clock.ts';
import { SAID } from './speech-services.ts';
import { SpokenMicrophone } from './spoken-microphone.ts';

const WORD = 'meetings';
const microphone = new SpokenMicrophone();

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...microphone.args] });
  },
});

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const spoken = (page: Page) => page.getByRole('list', { name: 'What was said' });

async function joinCall(page: Page, isMuted: boolean): Promise<void> {
  await microphone.prepare(`${SAID.ready}. `.repeat(12));
  await page.getByRole('button', { name: 'Join the call' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join the call' });
  await expect(dialog).toContainText('The call can be reached');
  await expect(dialog).toContainText('You can be heard');
  if (isMuted) await dialog.getByRole('checkbox', { name: 'Join muted' }).check();
  await microphone.prepare('');
  await dialog.getByRole('button', { name: isMuted ? 'Join muted' : 'Join', exact: true }).click();
  await expect(region(page, 'Call')).toBeVisible();
}

/** A call in which the candidate says something, and the interviewer listens. */
async function talk({ interviewer, candidate }: Meeting): Promise<void> {
  await joinCall(interviewer.page, true);
  await joinCall(candidate.page, false);
  await expect(region(interviewer.page, 'Call')).toContainText('Recording');
  await microphone.say(candidate.page, SAID.thought);
  // words come live, and the candidate has them without asking
  await expect(region(candidate.page, 'Captions')).toContainText(SAID.thought, { timeout: 30_000 });
}

/** Lets a test see the elements that play voices, which are in no page. Runs in the page. */
function keepSounds(): void {
  const kept: HTMLAudioElement[] = [];
  const Original = window.Audio;
  window.Audio = new Proxy(Original, {
    construct: (target, args) => {
      const made = Reflect.construct(target, args) as HTMLAudioElement;
      kept.push(made);
      return made;
    },
  });
  Object.assign(window, { keptSounds: kept });
}

/** What plays right now: how far into its file, in milliseconds, and which. */
function readSound(page: Page): Promise<{ atMs: number; src: string } | null> {
  return page.evaluate(() => {
    const { keptSounds } = window as unknown as { keptSounds: HTMLAudioElement[] };
    const playing = keptSounds.find(({ paused, ended, readyState }) => !paused && !ended && readyState >= 3);
    return playing ? { atMs: playing.currentTime * 1000, src: playing.src } : null;
  });
}

/** When somebody begins to speak in this file after at least half a second of silence, in milliseconds. */
function findBeginnings(page: Page, src: string): Promise<number[]> {
  return page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes);
    const samples = sound.getChannelData(0);
    const step = sound.sampleRate / 100;
    const begun: number[] = [];
    let silentFor = Number.POSITIVE_INFINITY;
    for (let at = 0; at + step <= samples.length; at += step) {
      const isLoud = samples.subarray(at, at + step).some((sample) => Math.abs(sample) > 0.03);
      if (isLoud && silentFor >= 50) begun.push((at / sound.sampleRate) * 1000);
      silentFor = isLoud ? 0 : silentFor + 1;
    }
    return begun;
  }, src);
}

async function chooseSpeed(page: Page, speed: string): Promise<void> {
  await playback(page)
    .getByRole('button', { name: /^Speed/ })
    .click();
  await page.getByRole('menuitemcheckbox', { name: speed, exact: true }).click();
}

test('voices are heard where the replay is, and what was said is read, searched and gone to', async ({
  openBrowser,
}) => {
  test.setTimeout(180_000);
  const meeting = await meet(() => openBrowser({ permissions: ['microphone'] }), 'Spoken');
  await talk(meeting);
  await endAndArchive(meeting.interviewer.page, meeting.interviewId);
  const address = `/interviews/${meeting.interviewId}/replay`;
  const voices = `/api/replay/${meeting.interviewId}/voices`;
  await expect
    .poll(async () => (await (await meeting.interviewer.page.request.get(voices)).json()).segments.length, {
      timeout: 30_000,
    })
    .toBe(1);

  const { page } = await openBrowser();
  await page.addInitScript(keepSounds);
  await signIn(page);
  await page.goto(address);
  await expect(playback(page)).toBeVisible({ timeout: 30_000 });
  await expect(playback(page).getByRole('button', { name: 'Voices' })).toBeVisible();

  await test.step('what was said is searched for and gone to', async () => {
    await tab(page, 'Transcript').click();
    await expect(spoken(page)).toContainText(SAID.thought);
    const search = page.getByRole('searchbox', { name: 'Search what was said' });
    await search.fill('linked list');
    await expect(page.getByText('Not said')).toBeVisible();
    await search.fill(WORD);
    await search.press('Enter');
    await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
    await expect(spoken(page).locator('mark').first()).toHaveText(WORD);
    await search.fill('');
  });

  await test.step('the voice is where the replay is, and the word that is spoken stands out', async () => {
    await spoken(page).getByRole('button').first().click();
    const from = await readClock(page);
    await page.getByRole('button', { name: 'Captions' }).click();
    await playback(page).getByRole('button', { name: 'Play', exact: true }).click();
    let sound: Awaited<ReturnType<typeof readSound>> = null;
    let at = 0;
    // at once: what is said is over in three seconds
    await expect
      .poll(async () => {
        [sound, at] = await Promise.all([readSound(page), readClock(page)]);
        return sound;
      })
      .not.toBeNull();
    await expect(spoken(page).locator('[data-spoken]')).toBeVisible();
    await expect(region(page, 'Captions')).toContainText(SAID.thought);
    await playback(page).getByRole('button', { name: 'Pause', exact: true }).click();
    await expect.poll(() => readSound(page)).toBeNull();
    const heard = sound as { atMs: number; src: string } | null;
    const begun = await findBeginnings(page, heard?.src ?? '');
    // where the voice begins in the file is where the tape says that it began; detectors take a little of what was before
    const place = (heard?.atMs ?? 0) - (at - from);
    const nearest = Math.min(...begun.map((ms) => Math.abs(ms - place)));
    expect(nearest, `voices begin at ${begun.join(', ')} ms, the replay has ${place} ms`).toBeLessThan(600);
  });

  await test.step('above twice the speed nobody is heard, and the player says so', async () => {
    await spoken(page).getByRole('button').first().click();
    await chooseSpeed(page, '4×');
    await expect(playback(page).getByRole('status')).toHaveText('Voices are silent above 2×');
    await playback(page).getByRole('button', { name: 'Play', exact: true }).click();
    expect(await readSound(page)).toBeNull();
    await chooseSpeed(page, '2×');
    await expect(playback(page).getByRole('status')).toHaveCount(0);
  });

  await test.step('nobody without an account gets a voice', async () => {
    const stranger = await openBrowser();
    expect((await stranger.page.request.get(voices)).status()).toBe(401);
    expect((await meeting.candidate.page.request.get(voices)).status()).not.toBe(200);
  });
});
