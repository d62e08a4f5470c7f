import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import type { Frame } from '#core/tape/frames.ts';
import { type Product, startProduct } from '#tests/e2e/product.ts';
import config from '../../../playwright.config.ts';
import { type FrameTimes, watchFrames } from './frame-times.ts';
import { makeHourAt, RATES } from './hour.ts';
import { say, sayHead, sayRow } from './say.ts';
import { makeSession } from './session.ts';
import { storeRecording } from './store-recording.ts';
import type { Tape } from './tape.ts';

const EDITS = 200_000;
const ROUNDS = 3;
/** How long each thing is watched in a round, in milliseconds. */
const WATCH = 6000;
/** One way of the pointer over the whole timeline, in milliseconds. */
const SCRUB = 2000;
/** Where playing begins, as a part of the tape: where the text is long. */
const PLAY_FROM = 0.9;
/** Presses of `>` that lead from a speed of 1 to this one. */
const PRESSES = { 1: 0, 8: 3, 32: 5 };
/** Drawings come every 16.67 ms at best, told in tenths; one that is later by less than this is not late. */
const TOLERANCE = 0.5;

/** Prints how smoothly the product's own replay page plays an hour and a long tape in Chromium, beside an empty page. */
export async function reportPlaying(tapes: readonly Tape[]): Promise<void> {
  const options = config.use?.launchOptions ?? {};
  if (!fs.existsSync(options.executablePath ?? '')) {
    say('How smoothly a tape plays is measured in Chromium. Install it with: sudo apt-get install chromium');
    return;
  }
  const hour = makeHourAt(RATES.hard, tapes);
  const product = await startProduct();
  try {
    const recordings = [
      await record(product, {
        words: `an hour of ${hour.edits} edits`,
        frames: hour.frames,
        speeds: [1],
      }),
      await record(product, {
        words: `a tape of ${EDITS} edits`,
        frames: makeSession({ seed: 7, edits: EDITS }),
        speeds: [1, 8, 32],
      }),
    ];
    const browser = await chromium.launch(options);
    await measure(product, browser, recordings).finally(() => browser.close());
  } finally {
    await product.stop();
  }
}

interface Recording {
  /** What it is, as the rows begin. */
  words: string;
  address: string;
  lengthMs: number;
  /** At which it is watched. */
  speeds: readonly (keyof typeof PRESSES)[];
}

async function record(
  product: Product,
  { words, frames, speeds }: Pick<Recording, 'words' | 'speeds'> & { frames: Frame[] },
): Promise<Recording> {
  const lengthMs = (frames.at(-1)?.at ?? 0) - (frames[0]?.at ?? 0);
  const interviewId = await storeRecording(product, frames);
  return { words, speeds, address: `/interviews/${interviewId}/replay`, lengthMs };
}

async function measure({ url }: Product, browser: Browser, recordings: readonly Recording[]): Promise<void> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  // tsx wraps functions in a call of this, also those that are run in the page.
  await context.addInitScript('globalThis.__name ??= (it) => it');
  const page = await context.newPage();
  await signIn(page);
  await sayOpenings(page, recordings);
  const empty = await context.newPage();
  await empty.goto('about:blank');
  const results = new Map<string, FrameTimes[]>();
  const keep = (name: string, times: FrameTimes) => results.set(name, [...(results.get(name) ?? []), times]);
  for (let round = 0; round < ROUNDS; round++) {
    await empty.bringToFront();
    keep('an empty page', await watchFrames(empty, () => sleep(WATCH)));
    await page.bringToFront();
    for (const recording of recordings) {
      const { words, speeds } = recording;
      for (const speed of speeds) {
        await open(page, recording, PLAY_FROM);
        for (let n = 0; n < PRESSES[speed]; n++) await page.keyboard.press('>');
        await page.keyboard.press('k');
        keep(`${words}, playing at ${speed}×`, await watchFrames(page, () => sleep(WATCH)));
        await requireMoved(page, recording);
      }
      await open(page, recording, 0);
      keep(`${words}, dragging over the whole both ways`, await watchFrames(page, () => scrub(page)));
    }
  }
  sayFrames(results);
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('interviewer@interlace.test');
  await page.getByLabel('Password').fill('interlace-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/interviews');
}

/** Milliseconds since the navigation began. */
interface Opened {
  /** The editor shows a text, which may be an empty one. */
  shownAt: number;
  /** The timeline has its whole length. */
  readAt: number;
}

/** Opens the replay at this part of the tape, and waits until all of the tape is read. */
async function open(page: Page, { address, lengthMs }: Recording, part: number): Promise<Opened> {
  const at = (lengthMs * part) / 1000;
  await page.goto(`${address}?t=${at.toFixed(1)}`, { waitUntil: 'commit' });
  const opened = await page.waitForFunction(
    (seconds): Opened | null => {
      const seen = window as unknown as { shownAt?: number };
      if (document.querySelector('.view-line')) seen.shownAt ??= performance.now();
      const end = document.querySelector('[role="slider"][aria-label="Time"]')?.getAttribute('aria-valuemax');
      if (seen.shownAt === undefined || Number(end) < seconds) return null;
      return { shownAt: seen.shownAt, readAt: performance.now() };
    },
    Math.floor(lengthMs / 1000),
    { timeout: 120_000 },
  );
  const times = await opened.jsonValue();
  if (!times) throw new Error('The replay does not open.');
  // What comes once after the tape was read is no part of what is watched next.
  await sleep(1000);
  return times;
}

async function sayOpenings(page: Page, recordings: readonly Recording[]): Promise<void> {
  say(
    `Tapes in the product's own replay page, in Chromium. Milliseconds from the start of the navigation until something is shown and until all of the tape is read, by the clock: each of ${ROUNDS} times.`,
  );
  say();
  sayHead(['what', 'opened at', 'first moment shown', 'all read']);
  for (const recording of recordings)
    for (const [name, part] of [
      ['the start', 0],
      [`${PLAY_FROM * 100}% of it`, PLAY_FROM],
    ] as const) {
      const times: Opened[] = [];
      for (let n = 0; n < ROUNDS; n++) times.push(await open(page, recording, part));
      const list = (of: (opened: Opened) => number) => times.map((one) => of(one).toFixed(0)).join(', ');
      sayRow([recording.words, name, list(({ shownAt }) => shownAt), list(({ readAt }) => readAt)]);
    }
  say();
}

/** Drags the line of the moment over the whole timeline, back and forth. */
async function scrub(page: Page): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Time' }).boundingBox();
  if (!box) throw new Error('There is no timeline.');
  const y = box.y + box.height / 2;
  const until = performance.now() + WATCH;
  await page.mouse.move(box.x, y);
  await page.mouse.down();
  for (let now = performance.now(); now < until; now = performance.now()) {
    const way = ((until - now) % (2 * SCRUB)) / SCRUB;
    await page.mouse.move(box.x + (box.width - 1) * (way > 1 ? 2 - way : way), y);
  }
  await page.mouse.up();
}

async function requireMoved(page: Page, { lengthMs }: Recording): Promise<void> {
  const now = Number(await page.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuenow'));
  if (now < (lengthMs * PLAY_FROM + WATCH / 2) / 1000) throw new Error('The tape does not play.');
}

function sayFrames(results: ReadonlyMap<string, FrameTimes[]>): void {
  say(
    `Milliseconds from one drawing to the next; ${ROUNDS} rounds of ${WATCH / 1000} s each, in turns. Busy: part of the time that the page's main thread worked.`,
  );
  say();
  sayHead([
    'what',
    'drawings',
    'p50',
    'p95',
    'worst',
    'over 16.7',
    'over 33',
    'tasks over 50 ms',
    'longest task',
    'busy',
  ]);
  for (const [name, rounds] of results) {
    const intervals = rounds.flatMap((round) => round.intervals).sort((a, b) => a - b);
    const longTasks = rounds.flatMap((round) => round.longTasks);
    const at = (share: number) => (intervals[Math.floor(intervals.length * share)] ?? Number.NaN).toFixed(1);
    const over = (limit: number) => {
      const late = intervals.filter((interval) => interval > limit + TOLERANCE).length;
      return `${((late / intervals.length) * 100).toFixed(1)}%`;
    };
    const busy = rounds.map((round) => round.busy).sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
    sayRow([
      name,
      intervals.length,
      at(0.5),
      at(0.95),
      (intervals.at(-1) ?? Number.NaN).toFixed(1),
      over(16.7),
      over(33.3),
      longTasks.length,
      Math.max(0, ...longTasks).toFixed(0),
      `${(busy * 100).toFixed(0)}%`,
    ]);
  }
  say();
}
