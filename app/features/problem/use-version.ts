import { useSearchParams } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

/**
 * The version of the problem that the text in the form goes back to. It follows one's own saves, which name theirs in
 * the address, and not what the loader says: that may be of somebody who saved a moment later, and whose text is not here.
 */
export function useVersion(opened: string): string {
  const [search] = useSearchParams();
  const saved = search.get('saved');
  const known = useRef(saved);
  const [version, setVersion] = useState(opened);
  useEffect(() => {
    if (saved !== null && saved !== known.current) setVersion(saved);
    known.current = saved;
  }, [saved]);
  return version;
}
