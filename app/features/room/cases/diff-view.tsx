import { clsx } from 'clsx';
import { useMemo } from 'react';
import { type DiffLine, type DiffPiece, diffTexts } from './diff.ts';
import './diff.css';

const SIGNS: Record<DiffLine['kind'], string> = { same: ' ', missing: '−', extra: '+' };
const WORDS: Record<DiffLine['kind'], string> = { same: '', missing: 'expected: ', extra: 'actual: ' };

/** Expected and actual as one text: a sign in front of each line that differs, and its characters underlined. */
export function DiffView({ expected, actual }: { expected: string; actual: string }) {
  const lines = useMemo(() => diffTexts(expected, actual), [expected, actual]);
  const isSame = lines.every(({ kind }) => kind === 'same');
  return (
    <div className="overflow-hidden rounded-control border border-line bg-canvas">
      <pre className="py-1 font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
          <Line key={index} line={line} />
        ))}
      </pre>
      {(isSame || actual === '') && (
        <p className="border-t border-line px-2.5 py-1 text-12 text-ink-soft">
          {isSame ? 'The difference is in line ends alone.' : 'Nothing came out.'}
        </p>
      )}
    </div>
  );
}

/** What the signs mean. */
export function DiffLegend() {
  return (
    <span className="flex gap-3 pl-2 text-12 text-ink-soft">
      <span>
        <span className="font-mono font-semibold text-good">−</span> expected
      </span>
      <span>
        <span className="font-mono font-semibold text-bad">+</span> actual
      </span>
    </span>
  );
}

function Line({ line }: { line: DiffLine }) {
  return (
    <span className={clsx('diff-line', `diff-${line.kind}`)}>
      <span aria-hidden="true" className="diff-sign">
        {SIGNS[line.kind]}
      </span>
      <span className="sr-only">{WORDS[line.kind]}</span>
      {line.pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
        <Piece key={index} piece={piece} />
      ))}
      {'\n'}
    </span>
  );
}

/** Spaces and tabs that differ are drawn, since nobody sees them otherwise. */
function Piece({ piece }: { piece: DiffPiece }) {
  if (piece.kind === 'same') return <>{piece.text}</>;
  const Mark = piece.kind === 'missing' ? 'del' : 'ins';
  return <Mark className="diff-mark">{piece.text.replaceAll(' ', '·').replaceAll('\t', '→')}</Mark>;
}
