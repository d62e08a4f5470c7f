import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Store } from './store.ts';

/** Part of a store's value. The component renders again only when the part is another one. */
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S {
  const last = useRef<{ value: T; part: S } | null>(null);
  const selectRef = useRef(select);
  selectRef.current = select;
  const getPart = useCallback(() => {
    const value = store.get();
    const part = selectRef.current(value);
    if (last.current && isSame(last.current.part, part)) return last.current.part;
    last.current = { value, part };
    return part;
  }, [store]);
  return useSyncExternalStore(store.subscribe, getPart, getPart);
}

/** Equal by identity, or arrays of the same items: so that a selector may filter. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => Object.is(item, b[index]));
}
