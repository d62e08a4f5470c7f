import { useMemo, useRef } from 'react';
import type { TapeFacts, TapeSpeech } from '../tape/tape-protocol.ts';

/** What was said, each utterance the same object for good: the tape is told again with every piece of it. */
export function useSpeeches({ speeches }: TapeFacts): readonly TapeSpeech[] {
  const known = useRef<readonly TapeSpeech[]>([]);
  return useMemo(() => {
    const before = new Map(known.current.map((speech) => [speech.id, speech]));
    const kept = speeches.map((speech) => before.get(speech.id) ?? speech);
    const isSame = kept.length === known.current.length && kept.every((one, n) => one === known.current[n]);
    if (!isSame) known.current = kept;
    return known.current;
  }, [speeches]);
}
