import { useBeforeUnload, useBlocker } from '@remix-run/react';
import { useCallback, useEffect } from 'react';

/** Asks before a page with unsaved text is left: nothing brings that text back. */
export function useKeepTyped(isUnsaved: boolean): void {
  useBeforeUnload(
    useCallback((event: BeforeUnloadEvent) => isUnsaved && event.preventDefault(), [isUnsaved]),
  );
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (window.confirm('What you typed is not saved. Leave the page without it?')) blocker.proceed();
    else blocker.reset();
  }, [blocker]);
}
