import { useLocation } from '@remix-run/react';
import { type RefObject, useEffect } from 'react';

/** Closes a `<details>` that serves as a menu: on Escape, on a press outside, and when another page opens. */
export function useDismiss(details: RefObject<HTMLDetailsElement>): void {
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key changes with each page, which is when to close
  useEffect(() => {
    details.current?.removeAttribute('open');
  }, [key, details]);
  useEffect(() => {
    const close = () => details.current?.removeAttribute('open');
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !details.current?.contains(event.target)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.current?.open) return;
      close();
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [details]);
}
