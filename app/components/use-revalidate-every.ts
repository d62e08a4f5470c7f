import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/**
 * Asks the server for the page's data again and again, never before the last answer has come.
 * @param every milliseconds, or null to pause
 * @param options.isInBackground also while another tab is in front: somebody who waits does so elsewhere
 */
export function useRevalidateEvery(
  every: number | null,
  { isInBackground = false }: { isInBackground?: boolean } = {},
): void {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  useEffect(() => {
    if (every === null) return;
    const timer = setInterval(() => {
      if (document.hidden && !isInBackground) return;
      if (latest.current.state === 'idle') latest.current.revalidate();
    }, every);
    return () => clearInterval(timer);
  }, [every, isInBackground]);
}
