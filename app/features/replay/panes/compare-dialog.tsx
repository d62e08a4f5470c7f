import { useEffect, useState } from 'react';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { type DiffLine, diffTexts } from '#app/features/room/cases/diff.ts';
import '#app/features/room/cases/diff.css';
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

/** What a line is called in the styles: between two moments nothing is expected. */
const LOOKS = { same: 'same', missing: 'gone', extra: 'come' } as const;
const SIGNS = { same: ' ', missing: '−', extra: '+' } as const;
const WORDS = { same: '', missing: 'at A: ', extra: 'at B: ' } as const;
/** Equal lines that are shown around what differs. */
const AROUND = 3;

function FileDiff({ path, before, after }: FileChange) {
  const lines = diffTexts(before, after);
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  return (
    <section aria-label={path} className="mb-4">
      <h3 className="pb-1 font-mono text-12 font-semibold text-ink-soft">{path}</h3>
      <pre className="overflow-hidden rounded-control border border-line bg-canvas py-1 font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap">
        {lines.map((line, index) => {
          if (!isNear[index]) {
            const isFirst = index === 0 || isNear[index - 1];
            return isFirst ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
              <span key={index} className="block px-2.5 text-ink-faint">
                ⋯{'\n'}
              </span>
            ) : null;
          }
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
            <span key={index} className={`diff-line diff-${LOOKS[line.kind]}`}>
              <span aria-hidden="true" className="diff-sign">
                {SIGNS[line.kind]}
              </span>
              <span className="sr-only">{WORDS[line.kind]}</span>
              {line.pieces.map((piece, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
                <span key={n} className={piece.kind === 'same' || isWhole(line) ? '' : 'diff-mark'}>
                  {piece.text}
                </span>
              ))}
              {'\n'}
            </span>
          );
        })}
      </pre>
    </section>
  );
}

/** Where all of a line is other, marking all of it would say nothing. */
function isWhole({ pieces }: DiffLine): boolean {
  return pieces.every(({ kind }) => kind !== 'same');
}
