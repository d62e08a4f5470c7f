import { type RefObject, useEffect, useState } from 'react';

/** Width of the element in pixels as it changes; `initial` before it is known. */
export function useWidth(ref: RefObject<Element>, initial: number): number {
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver((entries) => {
      const seen = entries.at(-1)?.contentRect.width ?? 0;
      if (seen > 0) setWidth(Math.round(seen));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
