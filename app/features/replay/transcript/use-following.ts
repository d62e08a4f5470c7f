import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** Scrolled by less than this is not scrolled by a person, in pixels. */
const ROUNDING = 2;
/** How far down the row stands that is followed, as a part of the height. */
const PLACE = 0.35;

interface Following {
  isFollowing: boolean;
  follow: () => void;
  /** Scrolls to another row, and leaves the playback alone. */
  show: (speechId: string) => void;
}

/** Keeps the row of one utterance in view until somebody scrolls. */
export function useFollowing(scroller: RefObject<HTMLElement>, speechId: string | null): Following {
  const [isFollowing, setFollowing] = useState(true);
  const own = useRef(0);
  const scrollTo = useCallback(
    (id: string) => {
      const area = scroller.current;
      const row = area?.querySelector<HTMLElement>(`[data-speech="${CSS.escape(id)}"]`);
      // behind another tab there is nothing to measure
      if (!area || !row || area.clientHeight === 0) return;
      area.scrollTop = row.offsetTop - (area.clientHeight - row.offsetHeight) * PLACE;
      own.current = area.scrollTop;
    },
    [scroller],
  );
  useEffect(() => {
    const area = scroller.current;
    if (!area || !isFollowing) return;
    const keep = () => {
      if (speechId) scrollTo(speechId);
    };
    const notice = () => {
      if (area.clientHeight > 0 && Math.abs(area.scrollTop - own.current) > ROUNDING) setFollowing(false);
    };
    keep();
    const sizes = new ResizeObserver(keep);
    sizes.observe(area);
    area.addEventListener('scroll', notice);
    return () => {
      sizes.disconnect();
      area.removeEventListener('scroll', notice);
    };
  }, [scroller, speechId, isFollowing, scrollTo]);
  const follow = useCallback(() => setFollowing(true), []);
  const show = useCallback(
    (id: string) => {
      setFollowing(false);
      scrollTo(id);
    },
    [scrollTo],
  );
  return { isFollowing, follow, show };
}
