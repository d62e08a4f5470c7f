import { useEffect, useState } from 'react';
import { linkMoment, parseMoment } from './playback/moment-link.ts';
import { ReplayPlayer } from './replay-player.ts';
import type { FromWorker } from './tape/tape-protocol.ts';

/** The address follows the moment this long after it came to rest, in milliseconds: browsers refuse more. */
const SETTLED_AFTER = 400;

/** The player of this interview's tape, at the moment that the address says; null before the page is there. */
export function useReplayPlayer(interviewId: string): ReplayPlayer | null {
  const [player, setPlayer] = useState<ReplayPlayer | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./tape/tape-worker.ts', import.meta.url), { type: 'module' });
    const made = new ReplayPlayer({
      port: {
        post: (message) => worker.postMessage(message),
        listen: (take) =>
          worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => take(data)),
      },
      startMs: parseMoment(location.search) ?? 0,
      now: () => performance.now(),
      requestFrame: requestAnimationFrame.bind(window),
    });
    worker.onerror = () => made.failure.set('The recording cannot be opened here. Reload the page.');
    made.open(`/api/replay/${interviewId}/tape`);
    setPlayer(made);
    return () => {
      made.pause();
      worker.terminate();
    };
  }, [interviewId]);
  return player;
}

/** Keeps the moment in the address while nothing plays, so that the page can be reloaded and sent. */
export function useMomentInAddress(player: ReplayPlayer): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // in place: going back leads to where one came from, not to a second earlier
        history.replaceState(history.state, '', linkMoment(location.href, player.atMs.get()));
      }, SETTLED_AFTER);
    };
    const stop = player.atMs.subscribe(settle);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [player]);
}
