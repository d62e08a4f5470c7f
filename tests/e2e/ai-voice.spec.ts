import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { LIBRARY_FOLDER, readLibraryQuestion } from '#supabase/question-library.ts';
import { log, meetAi, messages } from './ai-interview.ts';
import { editorText, enterRoom, expect, goToEnd, test, untilSaved } from './journey.ts';
import { findInterviewer, findMediaServer } from './product.ts';
import { endInterview } from './recording.ts';
import { SAID } from './speech-services.ts';
import { SpokenMicrophone } from './spoken-microphone.ts';

const WINDOW = readLibraryQuestion(LIBRARY_FOLDER, 'first-maintenance-window').question;
const microphone = new SpokenMicrophone();

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...microphone.args] });
  },
});

/** Who thinks aloud and then is silent for six seconds is answered, unless they type. Milliseconds. */
const LONGER_THAN_AN_ASIDE = 7500;
const ALLOWED = { permissions: ['microphone'] };

const call = (page: Page) => page.getByRole('region', { name: 'Call', exact: true });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Join the call' });
/** The AI interviewer in the call, while it is about this. */
const ai = (page: Page, what: string) =>
  page.getByRole('list', { name: 'In the call' }).getByLabel(new RegExp(`^AI interviewer, ${what}`));

/**
 * Goes through the check of devices into the call and hears there what the AI interviewer had written before. Gives
 * what the page shows of the call from then on.
 */
async function joinCall(page: Page): Promise<() => Promise<Shown[]>> {
  const shown = await watchCall(page);
  // on and on, as one does before a bar that does not move yet
  await microphone.prepare(`${SAID.ready}. `.repeat(12));
  await page.getByRole('button', { name: 'Join the call' }).click();
  await expect(dialog(page)).toContainText('The call can be reached');
  await expect(dialog(page)).toContainText('You can be heard');
  await microphone.prepare('');
  await dialog(page).getByRole('button', { name: 'Join', exact: true }).click();
  await untilHeard(shown, await untilShown(shown, 'AI interviewer, speaking'));
  await untilItListens(page);
  await expect(messages(page)).toHaveCount(1);
  return shown;
}

/** Resolves when the AI interviewer has said all it had to say. */
async function untilItListens(page: Page): Promise<void> {
  await expect(ai(page, 'listening')).toBeVisible({ timeout: 30_000 });
}

/** What a page has shown of a call, with when it came by this machine's clock. */
interface Shown {
  at: number;
  words: string;
}

/**
 * Notes from now on what this page shows and sounds of the call and the AI interviewer, also what is there only for a
 * moment: a busy machine looks too late.
 */
async function watchCall(page: Page): Promise<() => Promise<Shown[]>> {
  await page.evaluate(() => {
    const shown: Shown[] = [];
    const last = new Map<string, string>();
    const note = (what: string, words: string) => {
      if (words !== '' && words !== last.get(what)) shown.push({ at: Date.now(), words });
      last.set(what, words);
    };
    new MutationObserver(() => {
      const tile = document.querySelector('[aria-label="In the call"] [aria-label^="AI interviewer,"]');
      note('tile', tile?.getAttribute('aria-label') ?? '');
      note('chat', document.querySelector('[role="log"] > p:last-child')?.textContent ?? '');
      note('line', document.body.textContent?.includes(' The code is not affected.') ? 'line broke' : '');
      for (const line of document.querySelectorAll('[aria-label="Captions"] p'))
        note(line.textContent ?? '', line.textContent ?? '');
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    const known = new Set<MediaStream>();
    setInterval(() => {
      for (const { srcObject } of document.querySelectorAll('audio')) {
        if (!(srcObject instanceof MediaStream) || known.has(srcObject)) continue;
        known.add(srcObject);
        context.createMediaStreamSource(srcObject).connect(analyser);
      }
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.02)) shown.push({ at: Date.now(), words: 'sound' });
    }, 100);
    Object.assign(window, { shownOfCall: shown });
  });
  return () => page.evaluate(() => (window as unknown as { shownOfCall: Shown[] }).shownOfCall);
}

/** Resolves once these words were shown, after a moment where one is given, and tells when. */
async function untilShown(read: () => Promise<Shown[]>, words: string, since = 0): Promise<number> {
  const find = async () => (await read()).find((one) => one.at > since && one.words.includes(words))?.at ?? 0;
  await expect.poll(find, { message: words, timeout: 30_000 }).toBeGreaterThan(0);
  return find();
}

/** Resolves when sound comes out of the call of a page that is watched, after a moment. */
const untilHeard = (read: () => Promise<Shown[]>, since: number) => untilShown(read, 'sound', since);

/** Whose voices are kept with the recording. */
async function voicesOf(product: { data: string; supabaseUrl: string }, interviewId: string) {
  const secrets = JSON.parse(fs.readFileSync(path.join(product.data, 'secrets.json'), 'utf8'));
  const response = await fetch(
    `${product.supabaseUrl}/rest/v1/audio_segments?interview_id=eq.${interviewId}&select=name,bytes`,
    { headers: { apikey: secrets.SUPABASE_SECRET_KEY } },
  );
  expect(response.status).toBe(200);
  return ((await response.json()) as { name: string; bytes: number }[])
    .filter(({ bytes }) => bytes > 0)
    .map(({ name }) => name);
}

test('a candidate and the AI interviewer talk, over code that is being written and beside the chat, and both voices are kept', async ({
  openBrowser,
  product,
}) => {
  test.setTimeout(240_000);
  const { member, page, id } = await meetAi(openBrowser, 'By voice', [WINDOW], { candidate: ALLOWED });
  await enterRoom(member, id);
  await turnCaptionsOn(member);
  const [shown, shownToMember] = [await joinCall(page), await watchCall(member)];
  await expect(call(page)).toContainText('Recording');

  // heard, thought about, answered: in sound, in captions of both for everybody, and in the chat
  const joinedAt = Date.now();
  await microphone.say(page, SAID.ready);
  const listenedAt = await untilShown(shown, 'The AI interviewer is listening', joinedAt);
  const thoughtAt = await untilShown(shown, 'AI interviewer, thinking', listenedAt);
  await untilShown(shown, 'AI interviewer, speaking', thoughtAt);
  await untilHeard(shown, thoughtAt);
  for (const one of [shown, shownToMember]) {
    await untilShown(one, `Casey Candidate${SAID.ready}`);
    await untilShown(one, 'Here is the first question');
  }
  await expect(messages(page).last()).toContainText('Here is the first question');
  await expect.poll(() => editorText(page)).toContain('def first_window');
  await untilItListens(page);

  // who thinks aloud over the code is not talked to: not before voice and keyboard are still
  const before = await messages(page).count();
  await goToEnd(page);
  await microphone.say(page, SAID.thought);
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  const isHeard = async () => (await shown()).some(({ words }) => words.includes(SAID.thought));
  await expect(async () => {
    await page.keyboard.type('# sort\n', { delay: 40 });
    expect(await isHeard()).toBe(true);
  }).toPass({ timeout: 20_000, intervals: [10] });
  const [typesFrom, typesTo] = [Date.now(), Date.now() + LONGER_THAN_AN_ASIDE];
  while (Date.now() < typesTo) await page.keyboard.type('# then merge\n', { delay: 40 });
  const meanwhile = (await shown()).filter(({ at }) => at > typesFrom && at < typesTo);
  expect(meanwhile.filter(({ words }) => /sound|speaking|thinking/.test(words))).toEqual([]);
  await untilHeard(shown, await untilShown(shown, 'AI interviewer, speaking', typesTo));
  await expect.poll(() => messages(page).count()).toBe(before + 1);
  await untilItListens(page);

  const askedAt = Date.now();
  await microphone.say(page, SAID.wait);
  await expect(messages(page).last()).toContainText('Take your time');
  await untilHeard(shown, askedAt);
  await untilItListens(page);

  // writing instead of speaking, in the same interview: answered by voice and text
  await page.getByRole('tab', { name: /^Chat/ }).click();
  await page.getByLabel('Message to everybody').fill('can I have a hint?');
  await page.keyboard.press('Enter');
  await expect(messages(page).last()).toContainText('Here is a hint');
  await untilHeard(shown, await untilShown(shown, 'AI interviewerHere is a hint'));

  await endInterview(member, id);
  await page.waitForURL('**/ended/**');
  await expect(call(page)).toHaveCount(0);
  await expect
    .poll(async () => new Set(await voicesOf(product, id)), { timeout: 60_000 })
    .toEqual(new Set(['Casey Candidate', 'AI interviewer']));
});

test('the media server is killed in mid-call: the code goes on, the call and the AI come back, and a voice that may not be kept is not', async ({
  openBrowser,
  product,
}) => {
  test.setTimeout(210_000);
  const { member, page, id } = await meetAi(openBrowser, 'Killed in mid-call', [WINDOW], {
    isRecorded: false,
    candidate: ALLOWED,
  });
  const shown = await joinCall(page);
  await begin(page, shown);

  // coming back opens the microphone again
  await microphone.prepare('');
  const killed = findMediaServer(product.data);
  process.kill(killed, 'SIGKILL');
  const killedAt = Date.now();
  const toldAfter = (await untilShown(shown, 'line broke')) - killedAt;
  expect(toldAfter).toBeLessThan(2000);
  await goToEnd(page);
  await page.keyboard.insertText('# written meanwhile');
  await untilSaved(page);
  await expect.poll(() => editorText(page)).toContain('# written meanwhile');

  await expect(page.getByText('The code is not affected.')).toHaveCount(0, { timeout: 45_000 });
  await expect(ai(page, 'listening')).toBeVisible({ timeout: 45_000 });
  expect(findMediaServer(product.data)).not.toBe(killed);
  const backAt = Date.now();
  await microphone.say(page, SAID.wait);
  await expect(messages(page).last()).toContainText('Take your time', { timeout: 30_000 });
  await untilHeard(shown, backAt);

  await expect(call(page)).not.toContainText('Recording');
  await endInterview(member, id);
  await page.waitForURL('**/ended/**');
  expect(await voicesOf(product, id)).toEqual([]);
});

test('what interviews is killed while it talks: another process says so in the same call, and goes on', async ({
  openBrowser,
  product,
}) => {
  test.setTimeout(210_000);
  const { member, page, id } = await meetAi(openBrowser, 'Cut off in mid-call', [WINDOW], {
    candidate: ALLOWED,
  });
  const shown = await joinCall(page);
  await begin(page, shown);

  const killedAt = Date.now();
  process.kill(findInterviewer(product.data), 'SIGKILL');
  const toldAfter = (await untilShown(shown, 'The AI interviewer is away', killedAt)) - killedAt;
  expect(toldAfter).toBeLessThan(2000);
  await expect(log(page)).toContainText('I was cut off for a moment', { timeout: 60_000 });
  await untilHeard(shown, await untilShown(shown, 'AI interviewer, speaking', killedAt));
  await untilItListens(page);
  const backAt = Date.now();
  await microphone.say(page, SAID.wait);
  await expect(messages(page).last()).toContainText('Take your time', { timeout: 30_000 });
  await untilHeard(shown, backAt);
  await endInterview(member, id);
  await page.waitForURL('**/ended/**');
});

/** Agrees to begin, and hears the first question. */
async function begin(page: Page, shown: () => Promise<Shown[]>): Promise<void> {
  const readyAt = Date.now();
  await microphone.say(page, SAID.ready);
  await expect(messages(page).last()).toContainText('Here is the first question');
  await untilHeard(shown, readyAt);
}

async function turnCaptionsOn(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('settings');
  await page.keyboard.press('Enter');
  await page.getByLabel('Captions of what is said in a call').check();
  await page.keyboard.press('Escape');
}
