import { useRevalidator, useRouteLoaderData } from '@remix-run/react';
import { useEffect } from 'react';

const YEAR_IN_S = 365 * 24 * 3600;

/** The zone in which this page shows times. The server and the browser use the same, so that both write the same text. */
export function useTimeZone(): string {
  const root = useRouteLoaderData('root') as { timeZone: string | null } | undefined;
  return root?.timeZone ?? 'UTC';
}

/** Tells the server the browser's zone, once, and lets the page show its times in it. */
export function useTellTimeZone(known: string | null): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === known) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = `time-zone=${encodeURIComponent(zone)}; path=/; max-age=${YEAR_IN_S}; samesite=lax`;
    revalidate();
  }, [known, revalidate]);
}
