import type { ContextLine } from './context-line.ts';

/** Somebody who is back this soon has clicked past the page, and has not left it. */
export const AWAY_PAUSE = 1000;

/** Tells when the page loses the focus or is out of sight for a while, and when it is back. Returns how to stop. */
export function watchLeaving(
  context: Pick<ContextLine, 'lookedAway' | 'lookedBack'>,
  now = Date.now,
): () => void {
  let leftAt: number | null = null;
  let isTold = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const isHere = document.visibilityState === 'visible' && document.hasFocus();
    if (!isHere && leftAt === null) {
      leftAt = now();
      timer = setTimeout(() => {
        isTold = context.lookedAway();
      }, AWAY_PAUSE);
    } else if (isHere && leftAt !== null) {
      clearTimeout(timer);
      if (isTold) context.lookedBack(now() - leftAt);
      leftAt = null;
      isTold = false;
    }
  };
  window.addEventListener('blur', look);
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('blur', look);
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
