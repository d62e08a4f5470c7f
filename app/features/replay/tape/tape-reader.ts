import { openArchiveBody } from '#core/tape/archive/archive.ts';
import type { Frame } from '#core/tape/frames.ts';
import { describeDamage } from './damage.ts';

/** Frames that are read before the page is heard again: more makes it wait, fewer costs more for each. */
const FRAMES_PER_PIECE = 4000;
/** Of the first piece: enough for the first moment, which somebody waits for. */
const FRAMES_AT_FIRST = 500;
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
    count += frames.length;
    reading.onFrames(frames, progress);
    await nextTask();
  };
  try {
    const response = await fetch(url);
    if (!response.ok) return reading.onFailure(await refusalOf(response));
    const damage = await readArchive(response, take);
    const isLive = isGoingOn(response) && damage === null;
    reading.onEnd({ isLive, damage });
    if (isLive) await follow({ url, position: () => count, take, reading });
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

/** Asks for what has happened since, again and again, until the interview is over. */
async function follow(options: {
  url: string;
  /** Frames read so far. */
  position: () => number;
  take: Take;
  reading: Reading;
}): Promise<void> {
  const { url, position, take, reading } = options;
  for (let wait = ASK_EVERY; ; ) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = ASK_EVERY;
    try {
      const response = await fetch(`${url}?from=${position()}`);
      if (!response.ok) {
        // Whoever may not see it any more keeps what is on the page.
        if (response.status < 500) break;
        wait = ASK_AFTER_FAILURE;
        continue;
      }
      const damage = await readArchive(response, take);
      if (damage !== null) return reading.onEnd({ isLive: false, damage });
      if (!isGoingOn(response)) break;
      reading.onEnd({ isLive: true, damage: null });
    } catch {
      wait = ASK_AFTER_FAILURE;
    }
  }
  reading.onEnd({ isLive: false, damage: null });
}

/** Reads the frames of an answer and returns what is wrong with it, or null. */
async function readArchive(response: Response, take: Take): Promise<string | null> {
  const said = response.headers.get('x-interlace-damage');
  const bytes = new Uint8Array(await response.arrayBuffer());
  let done = 0;
  let startAt: number | null = null;
  let soundAt = 0;
  try {
    const archive = openArchiveBody(bytes);
    while (done < archive.count) {
      const frames = archive.read(done === 0 ? FRAMES_AT_FIRST : FRAMES_PER_PIECE);
      done += frames.length;
      startAt ??= frames[0]?.at ?? null;
      soundAt = frames.at(-1)?.at ?? soundAt;
      await take(frames, done / archive.count);
    }
  } catch {
    return describeDamage(startAt === null ? null : soundAt - startAt);
  }
  return said === null ? null : decodeURIComponent(said);
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
