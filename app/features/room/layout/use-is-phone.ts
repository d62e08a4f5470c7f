import { useSyncExternalStore } from 'react';

/** Below this width panels beside each other leave no line of code whole. */
const PHONE = '(max-width: 719px)';

/** Whether the window is as narrow as a phone. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(PHONE);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => matchMedia(PHONE).matches,
    () => false,
  );
}
