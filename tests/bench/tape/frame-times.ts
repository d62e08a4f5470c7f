import type { Page } from 'playwright';

/** What a page did for a while. Times in milliseconds. */
export interface FrameTimes {
  /** From one drawing to the next. */
  intervals: number[];
  /** Tasks of more than 50 ms, which keep the page from drawing (W3C Long Tasks). */
  longTasks: number[];
  /** Part of the time that the page's main thread worked, 0 to 1. */
  busy: number;
}

interface Watched {
  frames: number[];
  longTasks: number[];
  stop(): void;
}

/** Watches the drawings of a page while something is done with it. */
export async function watchFrames(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const readBusy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { worked: of('TaskDuration'), at: of('Timestamp') };
  };
  const watched = await page.evaluateHandle(() => {
    let isOver = false;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.longTasks.push(duration);
    });
    const noted: Watched = {
      frames: [],
      longTasks: [],
      stop() {
        isOver = true;
        observer.disconnect();
      },
    };
    observer.observe({ type: 'longtask' });
    const next = (at: number) => {
      noted.frames.push(at);
      if (!isOver) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    return noted;
  });
  const before = await readBusy();
  await act();
  const after = await readBusy();
  const { frames, longTasks } = await watched.evaluate(({ frames, longTasks, stop }) => {
    stop();
    return { frames, longTasks };
  });
  await devtools.detach();
  return {
    intervals: frames.slice(1).map((at, n) => at - (frames[n] ?? at)),
    longTasks,
    busy: (after.worked - before.worked) / (after.at - before.at),
  };
}
