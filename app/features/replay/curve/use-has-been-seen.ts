import { type RefObject, useEffect, useState } from 'react';

/** Whether the element has been on the screen: panels of other tabs are there without being looked at. */
export function useHasBeenSeen(ref: RefObject<Element>): boolean {
  const [hasBeenSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || hasBeenSeen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, hasBeenSeen]);
  return hasBeenSeen;
}
