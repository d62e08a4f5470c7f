import { TapeHost } from './tape-host.ts';
import type { FromWorker, ToWorker } from './tape-protocol.ts';
import { readTape } from './tape-reader.ts';

/** While a tape is read the page hears of it this often, in milliseconds: each time costs it a drawing. */
const TELL_EVERY = 250;

const host = new TapeHost((message: FromWorker) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'open') void open(data.url);
  else host.answer(data);
};

async function open(url: string): Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY;
  await readTape(url, {
    onFrames(frames, progress) {
      host.add(frames);
      if (performance.now() - toldAt < TELL_EVERY) return;
      toldAt = performance.now();
      host.tellGrown({ progress, isComplete: false, isLive: false, damage: null });
    },
    onEnd: (end) => host.tellGrown({ progress: 1, isComplete: true, ...end }),
    onFailure: (message) => self.postMessage({ type: 'failed', message } satisfies FromWorker),
  });
}
