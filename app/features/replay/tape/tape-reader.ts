import type { Frame } from '#core/tape/frames.ts';
import { JournalStream } from './journal-stream.ts';
import { openArchive } from './open-archive.ts';

/** Frames that are read before the page is heard again: more makes it wait, fewer costs more for each. */
const FRAMES_PER_PIECE = 4000;
/** How often the tape of an interview that goes on is asked for more, in milliseconds. */
const ASK_EVERY = 2000;
/** After a failed try the next one comes later. */
const ASK_AFTER_FAILURE = 8000;

interface Reading {
  onFrames: (frames: Frame[], progress: number | null) => void;
  onEnd: (end: { isLive: boolean; damage: string | null }) => void;
  /** Nothing could be read at all. */
  onFailure: (message: string) => void;
}

/** Reads the tape at this address, from its start to its end, and on while the interview goes on. Never rejects. */
export async function readTape(url: string, reading: Reading): Promise<void> {
  let count = 0;
  const take = async (frames: Frame[], progress: number | null) => {
    for (let from = 0; from < frames.length; from += FRAMES_PER_PIECE) {
      const piece = frames.slice(from, from + FRAMES_PER_PIECE);
      count += piece.length;
      reading.onFrames(piece, progress);
      await nextTask();
    }
  };
  try {
    const response = await fetch(url);
    if (!response.ok) {
      reading.onFailure(await refusalOf(response));
      return;
    }
    if (response.headers.get('x-interlace-tape') === 'archive') {
      const damage = await readArchive(new Uint8Array(await response.arrayBuffer()), take);
      reading.onEnd({ isLive: false, damage });
      return;
    }
    const journal = new JournalStream(0, parseHex(response.headers.get('x-interlace-start-link')));
    await readJournal(response, journal, take);
    const isLive = isGoingOn(response) && !journal.damage;
    reading.onEnd({ isLive, damage: journal.damage?.message ?? null });
    if (isLive) await followJournal(url, { journal, take, reading });
  } catch {
    if (count === 0)
      reading.onFailure('The recording could not be fetched. Check the connection, then reload the page.');
    else
      reading.onEnd({
        isLive: false,
        damage: 'The connection broke before all of the recording was here. Reload the page for the rest.',
      });
  }
}

type Take = (frames: Frame[], progress: number | null) => Promise<void>;

async function readJournal(response: Response, journal: JournalStream, take: Take): Promise<void> {
  const total = Number(response.headers.get('content-length')) || null;
  let received = 0;
  for (const reader = response.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    received += value.length;
    await take(journal.push(value), total && Math.min(1, received / total));
  }
  journal.finish();
}

/** Asks for what has happened since, again and again, until the interview is over. */
async function followJournal(
  url: string,
  { journal, take, reading }: { journal: JournalStream; take: Take; reading: Reading },
): Promise<void> {
  for (let wait = ASK_EVERY; ; ) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = ASK_EVERY;
    try {
      const response = await fetch(`${url}?from=${journal.position}`);
      if (!response.ok || response.headers.get('x-interlace-tape') !== 'journal') {
        // once it is archived there is no journal any more; what came before stays on the page
        if (response.status < 500) break;
        wait = ASK_AFTER_FAILURE;
        continue;
      }
      // each answer is whole: one that breaks off is asked for again from where it broke
      const more = new JournalStream(journal.position, journal.link);
      await readJournal(response, more, take);
      if (more.damage && more.damage.fault !== 'torn') {
        reading.onEnd({ isLive: false, damage: more.damage.message });
        return;
      }
      journal = more;
      if (!isGoingOn(response)) break;
      reading.onEnd({ isLive: true, damage: null });
    } catch {
      wait = ASK_AFTER_FAILURE;
    }
  }
  reading.onEnd({ isLive: false, damage: null });
}

/** Returns what is wrong, or null. */
async function readArchive(bytes: Uint8Array, take: Take): Promise<string | null> {
  let done = 0;
  try {
    const archive = openArchive(bytes);
    for (;;) {
      const frames = archive.read(FRAMES_PER_PIECE);
      if (frames.length === 0) return null;
      done += frames.length;
      await take(frames, done / archive.count);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The recording is damaged.';
    return done > 0 ? `${message} The ${done} entries before that can still be read.` : message;
  }
}

function isGoingOn(response: Response): boolean {
  return response.headers.get('x-interlace-live') === '1';
}

async function refusalOf(response: Response): Promise<string> {
  if (response.status === 404) return 'There is no recording of this interview.';
  if (response.status === 401 || response.status === 403)
    return 'You may not see this recording. Ask whoever sent you the link for a new one.';
  if (response.status === 410) return 'This recording was deleted.';
  return 'The recording cannot be read right now. Reload the page in a moment.';
}

function parseHex(text: string | null): Uint8Array | null {
  if (!text || !/^([0-9a-f]{2})+$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Lets messages of the page come through. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
