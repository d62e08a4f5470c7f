import { useEffect, useRef, useState } from 'react';
import type { ReplayComment } from '#core/replay-protocol.ts';
import { useReplay } from '../replay-context.ts';

/** Paths by file id, as far as the files of the moments shown so far tell: a comment knows only the id. */
export function useFilePaths(comments: readonly ReplayComment[]): ReadonlyMap<string, string> {
  const { filesNow, position, currentFileId } = useReplay();
  const [paths, setPaths] = useState<ReadonlyMap<string, string>>(new Map());
  const hasUnknown = comments.some(({ fileId }) => fileId !== null && !paths.has(fileId));
  const ask = useRef(filesNow);
  ask.current = filesNow;
  // Reading all files many times a second while the replay plays would cost more than the names are worth.
  const isAnythingShown = position > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file open may be one that was not known before
  useEffect(() => {
    if (!hasUnknown || !isAnythingShown) return;
    let isGone = false;
    ask
      .current()
      .then((files) => {
        if (!isGone)
          setPaths((known) => new Map([...known, ...files.map(({ id, path }) => [id, path] as const)]));
      })
      .catch(() => undefined); // the page itself says that the tape cannot be read
    return () => {
      isGone = true;
    };
  }, [hasUnknown, isAnythingShown, currentFileId]);
  return paths;
}
