import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/**
 * Asks the server for the page's data again and again, also while the page is in the background: somebody who
 * waits does so in another tab. Never asks before the last answer has come.
 * @param every milliseconds, or null to pause
 */
export function useRevalidateEvery(every: number | null): void {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  useEffect(() => {
    if (every === null) return;
    const timer = setInterval(() => {
      if (latest.current.state === 'idle') latest.current.revalidate();
    }, every);
    return () => clearInterval(timer);
  }, [every]);
}
