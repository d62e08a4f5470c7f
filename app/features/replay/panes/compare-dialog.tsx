import { useEffect, useState } from 'react';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { ChangedLines } from '#app/features/room/cases/changed-lines.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { ReplayFileText } from '../replay-context.ts';
import type { ReplayPlayer } from '../replay-player.ts';

interface CompareDialogProps {
  player: ReplayPlayer;
  fromMs: number;
  toMs: number;
  onClose: () => void;
}

interface FileChange {
  path: string;
  before: string;
  after: string;
}

/** What changed in the files between two moments. */
export function CompareDialog({ player, fromMs, toMs, onClose }: CompareDialogProps) {
  const [changes, setChanges] = useState<FileChange[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    Promise.all([player.filesAt(fromMs), player.filesAt(toMs)]).then(
      ([before, after]) => isCurrent && setChanges(listChanges(before, after)),
      (error: Error) => isCurrent && setProblem(error.message),
    );
    return () => {
      isCurrent = false;
    };
  }, [player, fromMs, toMs]);
  return (
    <Dialog
      title="What changed between A and B"
      description={`From ${formatElapsed(fromMs)} to ${formatElapsed(toMs)}. − was there at A, + is there at B.`}
      width="lg"
      onClose={onClose}
    >
      {problem && <p className="text-13 text-bad">{problem}</p>}
      {!changes && !problem && (
        <p role="status" className="flex items-center gap-2 text-13 text-ink-soft">
          <Spinner size={14} />
          Comparing the files
        </p>
      )}
      {changes?.length === 0 && (
        <p className="text-13 text-ink-soft">The files are the same at both moments.</p>
      )}
      {changes?.map((change) => (
        <FileDiff key={change.path} {...change} />
      ))}
    </Dialog>
  );
}

/** Files that differ, by id; one that was renamed says so in its path. */
export function listChanges(
  before: readonly ReplayFileText[],
  after: readonly ReplayFileText[],
): FileChange[] {
  const earlier = new Map(before.map((file) => [file.id, file]));
  const later = new Set(after.map(({ id }) => id));
  const changed = after.flatMap(({ id, path, text }) => {
    const old = earlier.get(id);
    if (old?.text === text && old.path === path) return [];
    const words = !old ? `${path} (new)` : old.path === path ? path : `${path} (was ${old.path})`;
    return [{ path: words, before: old?.text ?? '', after: text }];
  });
  const gone = before
    .filter(({ id }) => !later.has(id))
    .map(({ path, text }) => ({ path: `${path} (deleted)`, before: text, after: '' }));
  return [...changed, ...gone];
}

const WORDS = { missing: 'at A: ', extra: 'at B: ' };

function FileDiff({ path, before, after }: FileChange) {
  return (
    <section aria-label={path} className="mb-4">
      <h3 className="pb-1 font-mono text-12 font-semibold text-ink-soft">{path}</h3>
      <div className="overflow-hidden rounded-control border border-line bg-canvas">
        <ChangedLines before={before} after={after} words={WORDS} />
      </div>
    </section>
  );
}
